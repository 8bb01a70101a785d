/** A value a choice may have. */
export type Choice = string | number | boolean;

/** A number between two bounds, both included. */
export interface FloatParameter {
  readonly type: 'float';
  readonly low: number;
  readonly high: number;
  /** Only `low, low + step, ...` up to `high`. @defaultValue continuous */
  readonly step?: number;
  /** Searched on a logarithmic scale. @defaultValue `false` */
  readonly log?: boolean;
}

/** A whole number between two bounds, both included. */
export interface IntParameter {
  readonly type: 'int';
  readonly low: number;
  readonly high: number;
  /** @defaultValue `1` */
  readonly step?: number;
  /** Searched on a logarithmic scale. @defaultValue `false` */
  readonly log?: boolean;
}

/** Values in an order that means something: a neighbour is a smaller change than a value far away. */
export interface OrdinalParameter<Value extends Choice = Choice> {
  readonly type: 'ordinal';
  readonly choices: readonly Value[];
}

/** Values without an order. */
export interface CategoricalParameter<Value extends Choice = Choice> {
  readonly type: 'categorical';
  readonly choices: readonly Value[];
}

/** One dimension of a search, as plain data: a JSON file may hold it. */
export type Parameter = FloatParameter | IntParameter | OrdinalParameter | CategoricalParameter;

/** Values that a parameter declared earlier must have for another one to exist. */
export type Condition = Readonly<Record<string, readonly Choice[]>>;

/** A parameter that exists only under a condition; absent from the params of a trial otherwise. */
export type Conditional<P extends Parameter = Parameter> = P & { readonly when: Condition };

/** Options of {@link float} and {@link int}. */
export interface NumberOptions {
  /** Distance of two neighbouring values. @defaultValue `1` of an int, none of a float */
  step?: number;
  /** Search on a logarithmic scale. @defaultValue `false` */
  log?: boolean;
}

/**
 * A number in `[low, high]`, continuous or on a grid.
 *
 * @example
 * ```ts
 * import { float } from '@quantblocks/optimizer';
 *
 * float(1.5, 5, { step: 0.25 }); // => { type: 'float', low: 1.5, high: 5, step: 0.25 }
 * ```
 */
export function float(low: number, high: number, options: NumberOptions = {}): FloatParameter {
  return { type: 'float', low, high, ...options };
}

/**
 * A whole number in `low .. high`.
 *
 * @example
 * ```ts
 * import { int } from '@quantblocks/optimizer';
 *
 * int(5, 20); // => { type: 'int', low: 5, high: 20 }
 * ```
 */
export function int(low: number, high: number, options: NumberOptions = {}): IntParameter {
  return { type: 'int', low, high, ...options };
}

/**
 * One of several values in a meaningful order, such as a list of lengths; better than {@link categorical} for numbers,
 * because what is learned about a value is learned about its neighbours too.
 *
 * @example
 * ```ts
 * import { ordinal } from '@quantblocks/optimizer';
 *
 * ordinal([26, 39, 52, 65, 78]).choices.length; // => 5
 * ```
 */
export function ordinal<const Value extends Choice>(choices: readonly Value[]): OrdinalParameter<Value> {
  return { type: 'ordinal', choices };
}

/**
 * One of several values without an order.
 *
 * @example
 * ```ts
 * import { categorical } from '@quantblocks/optimizer';
 *
 * categorical(['light', 'strict']).type; // => 'categorical'
 * ```
 */
export function categorical<const Value extends Choice>(choices: readonly Value[]): CategoricalParameter<Value> {
  return { type: 'categorical', choices };
}

/**
 * A parameter that exists only where others, declared before it, have one of the given values.
 *
 * @example
 * ```ts
 * import { categorical, float, space, when } from '@quantblocks/optimizer';
 *
 * const exits = space({
 *   exit: categorical(['target', 'trail']),
 *   targetAtr: when({ exit: ['target'] }, float(1, 10)),
 * });
 * exits.decode(exits.encode({ exit: 'trail' })); // => { exit: 'trail' }
 * ```
 */
export function when<const P extends Parameter>(condition: Condition, parameter: P): Conditional<P> {
  return { ...parameter, when: condition };
}

/** The value a parameter gives a trial. */
export type ValueOf<P> = P extends { readonly choices: readonly (infer Value)[] } ? Value : number;

/** The params of a trial, inferred from the declaration of a space. */
export type ParamsOf<Declaration> = {
  readonly [Name in keyof Declaration as Declaration[Name] extends { readonly when: Condition }
    ? never
    : Name]: ValueOf<Declaration[Name]>;
} & {
  readonly [Name in keyof Declaration as Declaration[Name] extends { readonly when: Condition }
    ? Name
    : never]?: ValueOf<Declaration[Name]>;
};
