import { createRng, ParameterError, type Rng } from '@quantblocks/core';
import {
  type AnyParams,
  type Constraint,
  type ConstraintInput,
  type LessThan,
  resolveConstraint,
} from './constraints.ts';
import { Dimension } from './dimension.ts';
import { ENUMERATED, findPoint, RANDOM_TRIES } from './find-point.ts';
import type { Choice, Condition, Parameter, ParamsOf } from './parameters.ts';

/** Options of {@link space}. */
export interface SpaceOptions<Params> {
  /** Rules between parameters. Name functions: the name is said in errors. @defaultValue none */
  readonly constraints?: readonly (LessThan | Constraint | ((params: Params) => boolean))[];
}

/** A space as plain data; functions among the constraints are known by name only. */
export interface SpaceJson {
  readonly parameters: Readonly<Record<string, Parameter & { readonly when?: Condition }>>;
  readonly constraints: readonly string[];
}

/**
 * The parameters a study may choose, and the rules between them.
 *
 * A point is a `Float64Array` with one number per dimension: the value, the index of a choice, or NaN where the parameter
 * does not exist.
 */
export class Space<Params = AnyParams> {
  declare readonly dimensions: readonly Dimension[];
  declare readonly constraints: readonly Constraint[];
  /** Points of the grid before constraints, Infinity if a dimension is continuous; `Number.MAX_VALUE` for more than that. */
  declare readonly size: number;
  readonly #declaration: SpaceJson['parameters'];
  /** Read by constraints and by nobody else, so one object serves all tests. */
  readonly #scratch: Record<string, Choice | undefined> = {};

  constructor(declaration: SpaceJson['parameters'], constraints: readonly ConstraintInput[]) {
    const dimensions: Dimension[] = [];
    for (const [name, parameter] of Object.entries(declaration)) {
      // An object takes `__proto__` for its prototype, and loses the value.
      if (name === '' || name === '__proto__') throw new ParameterError('parameters', 'names', name);
      dimensions.push(new Dimension(name, parameter, dimensions));
    }
    if (dimensions.length === 0) throw new ParameterError('parameters', 'at least one parameter', declaration);
    if (!Array.isArray(constraints)) throw new ParameterError('constraints', 'a list', constraints);
    const names = new Set(dimensions.map(({ name }) => name));
    const rules = constraints.map((constraint, i) => resolveConstraint(constraint, i, names));
    const isDiscrete = dimensions.every(({ count }) => count < Number.POSITIVE_INFINITY);
    const product = dimensions.reduce((total, { count }) => total * count, 1);
    const size = isDiscrete ? Math.min(product, Number.MAX_VALUE) : Number.POSITIVE_INFINITY;
    Object.assign(this, { dimensions, constraints: rules, size });
    // What is written to the declaration later must not become part of a log.
    this.#declaration = structuredClone(declaration);
    if (rules.length > 0) this.#requireFeasible();
  }

  /** Params of a point, frozen because a study shares them with the objective; parameters that do not exist there are left out. */
  decode(point: ArrayLike<number>): Params {
    const params: Record<string, Choice> = {};
    this.dimensions.forEach((dimension, i) => {
      if (!Number.isNaN(point[i])) params[dimension.name] = dimension.decode(point[i]);
    });
    return Object.freeze(params) as Params;
  }

  /**
   * The point of params.
   *
   * @throws a {@link ParameterError} if a value is outside its range, missing, unknown, or breaks a constraint.
   */
  encode(params: Params): Float64Array {
    if (typeof params !== 'object' || params === null) throw new ParameterError('params', 'an object', params);
    const given = params as AnyParams;
    const point = new Float64Array(this.dimensions.length);
    this.dimensions.forEach((dimension, i) => {
      const exists = dimension.existsAt(point);
      // A parameter may be called `constructor`, which every object seems to have.
      const value = Object.hasOwn(given, dimension.name) ? given[dimension.name] : undefined;
      if (exists && value === undefined) throw new ParameterError(dimension.name, 'a value', value);
      if (!exists && value !== undefined) {
        throw new ParameterError(dimension.name, 'no value, because its condition does not hold', value);
      }
      point[i] = exists ? dimension.encode(value) : Number.NaN;
    });
    const unknown = Object.keys(given).find((name) => this.dimensions.every((dimension) => dimension.name !== name));
    if (unknown !== undefined) throw new ParameterError('params', 'parameters of the space', unknown);
    const broken = this.brokenConstraint(point);
    if (broken !== null) throw new ParameterError('params', broken.name, params);
    return point;
  }

  /** Puts NaN where a dimension does not exist at this point, and returns it. */
  activate(point: Float64Array): Float64Array {
    this.dimensions.forEach((dimension, i) => {
      if (dimension.parents !== null && !dimension.existsAt(point)) point[i] = Number.NaN;
    });
    return point;
  }

  /** Whether every constraint holds. */
  isFeasible(point: ArrayLike<number>): boolean {
    return this.constraints.length === 0 || this.brokenConstraint(point) === null;
  }

  /** The first constraint that does not hold. */
  brokenConstraint(point: ArrayLike<number>): Constraint | null {
    if (this.constraints.length === 0) return null;
    const { dimensions } = this;
    const params = this.#scratch;
    for (let i = 0; i < dimensions.length; i++) {
      params[dimensions[i].name] = Number.isNaN(point[i]) ? undefined : dimensions[i].decode(point[i]);
    }
    for (const constraint of this.constraints) if (!constraint.test(params)) return constraint;
    return null;
  }

  /** A random point, constraints not asked: every cell of a grid is as likely as any other. */
  randomPoint(rng: Rng): Float64Array {
    const point = new Float64Array(this.dimensions.length);
    for (let i = 0; i < point.length; i++) point[i] = this.dimensions[i].fromUnit(rng.next());
    return this.activate(point);
  }

  /** Point number `index` of a finite space; several indices may name the same point if dimensions are conditional. */
  pointAt(index: number): Float64Array {
    const point = new Float64Array(this.dimensions.length);
    let rest = index;
    for (let i = 0; i < point.length; i++) {
      const { count } = this.dimensions[i];
      const cell = rest % count;
      point[i] = this.dimensions[i].valueAt(cell);
      rest = (rest - cell) / count;
    }
    return this.activate(point);
  }

  /** Equal for equal points of a finite space, and for no others. */
  keyOf(point: ArrayLike<number>): number | string {
    const { dimensions, size } = this;
    if (size > Number.MAX_SAFE_INTEGER) {
      return dimensions.map((dimension, i) => (Number.isNaN(point[i]) ? '' : dimension.cellOf(point[i]))).join(' ');
    }
    let key = 0;
    for (let i = dimensions.length - 1; i >= 0; i--) {
      key = key * dimensions[i].count + (Number.isNaN(point[i]) ? 0 : dimensions[i].cellOf(point[i]));
    }
    return key;
  }

  toJSON(): SpaceJson {
    return { parameters: this.#declaration, constraints: this.constraints.map(({ name }) => name) };
  }

  #requireFeasible(): void {
    if (findPoint(this, (point) => this.isFeasible(point), createRng('feasible')) !== null) return;
    const rules = this.constraints.map(({ name }) => name).join('; ');
    const tried =
      this.size <= ENUMERATED ? `none of ${this.size} points does` : `none of ${RANDOM_TRIES} random points does`;
    throw new ParameterError('constraints', `a point that satisfies ${rules}`, tried);
  }
}

/**
 * Declares what a study may choose. Types of the params are inferred.
 *
 * @param parameters - {@link float}, {@link int}, {@link ordinal}, {@link categorical} by name, or the same as plain data;
 *   a parameter under {@link when} must come after those it depends on.
 * @param options - Constraints: points that break one are never evaluated.
 * @throws a {@link ParameterError} if a range is empty, a name unknown, or no point satisfies all constraints.
 *
 * @example
 * ```ts
 * import { float, int, ordinal, space } from '@quantblocks/optimizer';
 *
 * const ichimoku = space(
 *   { tenkan: int(5, 20), kijun: int(10, 40), senkouB: ordinal([26, 52, 78]), stopAtr: float(1.5, 5, { step: 0.25 }) },
 *   { constraints: [{ less: 'tenkan', than: 'kijun' }] },
 * );
 * ichimoku.size; // => 16 * 31 * 3 * 15
 * ichimoku.encode({ tenkan: 20, kijun: 10, senkouB: 52, stopAtr: 2 }); // => throws ParameterError
 * ```
 */
export function space<const Declaration extends SpaceJson['parameters']>(
  parameters: Declaration,
  options: SpaceOptions<ParamsOf<Declaration>> = {},
): Space<ParamsOf<Declaration>> {
  return new Space<ParamsOf<Declaration>>(parameters, (options.constraints ?? []) as readonly ConstraintInput[]);
}
