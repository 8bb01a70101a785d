import { ParameterError } from '@quantblocks/core';
import { nearestName } from './nearest-name.ts';
import { CONSTANTS, FUNCTIONS, type Kind } from './operators.ts';
import { positionOf, refusal, type SourceText } from './parse-text.ts';

/** A name that an expression uses, where its value lies, and what the expression takes it for. */
export interface UsedName {
  readonly name: string;
  readonly index: number;
  readonly kind: Kind;
}

/** The names an expression may use; how it uses them tells their kinds. */
export class Names {
  readonly #indices: Map<string, number>;
  readonly #used = new Map<string, UsedName>();
  /** Without a list, every name is welcome and gets the next position. */
  readonly #isOpen: boolean;

  constructor(names: readonly string[] | undefined) {
    if (new Set(names).size !== (names?.length ?? 0)) throw new ParameterError('names', 'different names', names);
    this.#isOpen = names === undefined;
    this.#indices = new Map(names?.map((name, index) => [name, index]));
  }

  get size(): number {
    return this.#indices.size;
  }

  get used(): UsedName[] {
    return [...this.#used.values()];
  }

  has(name: string): boolean {
    return this.#indices.has(name);
  }

  /** A name for the number at the next position. */
  define(name: string): void {
    this.#used.set(name, { name, index: this.#add(name), kind: 'number' });
  }

  /** What the name was taken for so far. */
  kindOf(name: string): Kind | undefined {
    return this.#used.get(name)?.kind ?? (this.#isConstant(name) ? 'number' : undefined);
  }

  /** Position of the name's value, or the value itself of a constant. */
  use(name: string, kind: Kind, source: SourceText): { index: number } | { value: number } {
    const used = this.#used.get(name);
    if (used !== undefined && used.kind !== kind) {
      throw refusal(source, 'a name that is a number everywhere, or a condition everywhere', name);
    }
    if (this.#isConstant(name)) {
      if (this.#isOpen) throw refusal(source, `a list of names (${name} may be a parameter or a constant)`, name);
      if (kind !== 'number') throw refusal(source, 'a condition', name);
      return { value: CONSTANTS.get(name) as number };
    }
    if (!this.has(name) && !this.#isOpen) throw this.unknown(name, 'name', source);
    const index = this.#indices.get(name) ?? this.#add(name);
    this.#used.set(name, { name, index, kind });
    return { index };
  }

  /** The error about a name that is not there. */
  unknown(name: string, what: 'name' | 'function', source: SourceText): Error {
    const known = what === 'name' ? [...this.#indices.keys(), ...CONSTANTS.keys()] : FUNCTIONS.keys();
    const nearest = nearestName(name, known);
    const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`;
    return refusal(source, `a known ${what}${hint}`, name, positionOf(name, what, source.text));
  }

  #add(name: string): number {
    const index = this.size;
    this.#indices.set(name, index);
    return index;
  }

  #isConstant(name: string): boolean {
    return CONSTANTS.has(name) && !this.has(name);
  }
}
