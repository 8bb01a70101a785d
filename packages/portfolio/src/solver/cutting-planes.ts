import { NotConvergedError } from '@quantblocks/core';
import type { Box } from '../inputs.ts';
import { greedyFill } from './greedy-fill.ts';

/** The largest `-s' w` over the function's slopes s, and the s that gives it. */
export type SupportFunction = (weights: Float64Array, slopes: Float64Array) => number;

/** A constraint that holds with equality: a cut by its slopes, the budget, or an asset at a bound. */
interface Active {
  readonly kind: 'cut' | 'budget' | 'floor' | 'cap';
  readonly asset: number;
  /** The constraint's row over weights and value. */
  readonly row: Float64Array;
  /** Its right-hand side. */
  readonly bound: number;
}

/** Violations below this are rounding: weights and slopes are of the order of 1. */
const ROUNDING = 1e-13;

const FRESH_INVERSE = 50;

/**
 * Minimises a convex piecewise linear function `f(w) = max -s' w` over weights that sum to 1 within a box: the dual simplex method, to which the
 * function hands its linear pieces ("cuts") one by one.
 *
 * Unknowns are the weights and a value z below f. At a vertex, n + 1 constraints hold with equality; their multipliers are not negative,
 * so that z is a lower bound of the minimum. A constraint that the vertex breaks takes the place of one whose multiplier falls to
 * zero first. It ends where no bound is broken and z is f itself.
 *
 * @see J. E. Kelley, "The cutting-plane method for solving convex programs", Journal of SIAM 8 (1960), 703-712.
 */
export class CuttingPlanes {
  readonly weights: Float64Array;
  iterations = 0;
  /** What is left between the function's value and the lower bound, or the most negative multiplier. */
  kkt = 0;

  readonly #n: number;
  readonly #box: Box;
  readonly #support: SupportFunction;
  readonly #active: Active[] = [];
  /** Inverse of the matrix whose column k is the row of constraint k. */
  readonly #inverse: Float64Array;
  readonly #multipliers: Float64Array;
  readonly #change: Float64Array;
  readonly #vertex: Float64Array;

  constructor(box: Box, support: SupportFunction) {
    const n = box.floor.length;
    this.#n = n;
    this.#box = box;
    this.#support = support;
    this.weights = new Float64Array(n);
    this.#inverse = new Float64Array((n + 1) * (n + 1));
    this.#multipliers = new Float64Array(n + 1);
    this.#change = new Float64Array(n + 1);
    this.#vertex = new Float64Array(n + 1);
  }

  /** @throws a {@link NotConvergedError} if rounding keeps the method from ending. */
  solve(): void {
    this.#start();
    const limit = 2000 + 400 * this.#n;
    let stalled = 0;
    for (;;) {
      if (++this.iterations % FRESH_INVERSE === 1) this.#invert();
      this.#findVertex();
      const entering = this.#broken(stalled > this.#n);
      if (entering === undefined || this.iterations > limit) break;
      stalled = this.#exchange(entering) > 0 ? 0 : stalled + 1;
    }
    this.#finish();
    if (this.kkt > 1e-10) throw new NotConvergedError('cutting planes', this.iterations, this.kkt);
  }

  /** The best portfolio for the slopes of the middle of the box, with all but one asset at a bound. */
  #start(): void {
    const { floor, cap } = this.#box;
    const cut = this.#cut(this.weights.map((_, i) => (floor[i] + cap[i]) / 2)).active;
    const last = greedyFill(
      cut.row.slice(0, this.#n).map((slope) => -slope),
      this.#box,
      this.weights,
    );
    this.#active.push(cut, this.#constraint('budget'));
    for (let i = 0; i < this.#n; i++) {
      if (i === last) continue;
      // Of a fixed asset, the bound whose multiplier has the right sign.
      const isCap = floor[i] === cap[i] ? cut.row[i] > cut.row[last] : this.weights[i] === cap[i];
      this.#active.push(this.#constraint(isCap ? 'cap' : 'floor', i));
    }
  }

  #constraint(kind: 'budget' | 'floor' | 'cap', asset = -1): Active {
    const row = new Float64Array(this.#n + 1);
    if (kind === 'budget') return { kind, asset, row: row.fill(1, 0, this.#n), bound: 1 };
    row[asset] = kind === 'floor' ? 1 : -1;
    return { kind, asset, row, bound: kind === 'floor' ? this.#box.floor[asset] : -this.#box.cap[asset] };
  }

  #cut(weights: Float64Array): { value: number; active: Active } {
    const row = new Float64Array(this.#n + 1);
    const value = this.#support(weights, row.subarray(0, this.#n));
    row[this.#n] = 1;
    return { value, active: { kind: 'cut', asset: -1, row, bound: 0 } };
  }

  /** Gauss and Jordan's method with row pivoting; the multipliers are the last column, as only z is minimised. */
  #invert(): void {
    const m = this.#n + 1;
    const inverse = this.#inverse.fill(0);
    const matrix = new Float64Array(m * m);
    for (let i = 0; i < m; i++) {
      inverse[i * m + i] = 1;
      for (let k = 0; k < m; k++) matrix[i * m + k] = this.#active[k].row[i];
    }
    for (let k = 0; k < m; k++) {
      let pivot = k;
      for (let i = k + 1; i < m; i++) {
        if (Math.abs(matrix[i * m + k]) > Math.abs(matrix[pivot * m + k])) pivot = i;
      }
      swapRows(matrix, m, k, pivot);
      swapRows(inverse, m, k, pivot);
      eliminate(inverse, matrix, m, k, (i) => matrix[i * m + k]);
    }
    for (let k = 0; k < m; k++) this.#multipliers[k] = inverse[k * m + m - 1];
  }

  #findVertex(): void {
    const m = this.#n + 1;
    const vertex = this.#vertex.fill(0);
    for (let k = 0; k < m; k++) {
      const { bound } = this.#active[k];
      if (bound !== 0) for (let i = 0; i < m; i++) vertex[i] += bound * this.#inverse[k * m + i];
    }
  }

  /** The bound broken most, or the first one; else the function's piece at the vertex, if the vertex lies below it. */
  #broken(first: boolean): Active | undefined {
    const { floor, cap } = this.#box;
    const vertex = this.#vertex;
    let worst = ROUNDING;
    let kind: 'floor' | 'cap' = 'floor';
    let asset = -1;
    for (let i = 0; i < this.#n; i++) {
      const excess = Math.max(floor[i] - vertex[i], vertex[i] - cap[i]);
      if (excess <= worst) continue;
      asset = i;
      kind = vertex[i] < floor[i] ? 'floor' : 'cap';
      if (first) break;
      worst = excess;
    }
    if (asset >= 0) return this.#constraint(kind, asset);
    const { value, active } = this.#cut(vertex.subarray(0, this.#n));
    return value - vertex[this.#n] > ROUNDING ? active : undefined;
  }

  /** @returns What the lower bound's multipliers moved by; 0 at a vertex of more constraints than it needs. */
  #exchange(entering: Active): number {
    const m = this.#n + 1;
    const change = this.#change;
    for (let k = 0; k < m; k++) {
      let value = 0;
      for (let i = 0; i < m; i++) value += this.#inverse[k * m + i] * entering.row[i];
      change[k] = value;
    }
    let leaving = -1;
    let length = Number.POSITIVE_INFINITY;
    for (let k = 0; k < m; k++) {
      if (this.#active[k].kind === 'budget' || change[k] <= 1e-11) continue;
      const ratio = Math.max(0, this.#multipliers[k]) / change[k];
      // Of equals, the larger pivot.
      if (ratio < length || (ratio === length && change[k] > change[leaving])) {
        length = ratio;
        leaving = k;
      }
    }
    // The bounds are feasible, hence some multiplier always falls; if rounding hides it, the inverse is to blame.
    if (leaving < 0) throw new NotConvergedError('cutting planes', this.iterations, Number.NaN);
    eliminate(this.#inverse, undefined, m, leaving, (k) => change[k]);
    this.#active[leaving] = entering;
    for (let k = 0; k < m; k++) this.#multipliers[k] = this.#inverse[k * m + m - 1];
    return length;
  }

  #finish(): void {
    const { floor, cap } = this.#box;
    this.#invert();
    this.#findVertex();
    let missing = 1;
    let widest = 0;
    let room = -1;
    for (let i = 0; i < this.#n; i++) {
      const weight = Math.min(cap[i], Math.max(floor[i], this.#vertex[i]));
      const at = this.#active.find(({ asset }) => asset === i)?.kind;
      this.weights[i] = at === 'floor' ? floor[i] : at === 'cap' ? cap[i] : weight;
      missing -= this.weights[i];
      if (Math.min(weight - floor[i], cap[i] - weight) > room) {
        room = Math.min(weight - floor[i], cap[i] - weight);
        widest = i;
      }
    }
    // What rounding left of the budget, to the asset furthest from its bounds.
    if (Math.abs(missing) < room) this.weights[widest] += missing;
    this.kkt = Math.max(0, this.#cut(this.weights).value - this.#vertex[this.#n]);
    // The vertex is a lower bound only as far as no multiplier is negative.
    for (let k = 0; k <= this.#n; k++) {
      if (this.#active[k].kind !== 'budget') this.kkt = Math.max(this.kkt, -this.#multipliers[k]);
    }
  }
}

function swapRows(matrix: Float64Array, m: number, a: number, b: number): void {
  if (a === b) return;
  for (let j = 0; j < m; j++) {
    const value = matrix[a * m + j];
    matrix[a * m + j] = matrix[b * m + j];
    matrix[b * m + j] = value;
  }
}

/** Turns column `factor` into unit vector `pivot` by row operations, on `inverse` and `matrix` alike. */
function eliminate(
  inverse: Float64Array,
  matrix: Float64Array | undefined,
  m: number,
  pivot: number,
  factor: (row: number) => number,
): void {
  const scale = factor(pivot);
  const factors = Float64Array.from({ length: m }, (_, row) => factor(row));
  for (const target of matrix === undefined ? [inverse] : [inverse, matrix]) {
    for (let j = 0; j < m; j++) target[pivot * m + j] /= scale;
    for (let row = 0; row < m; row++) {
      if (row === pivot || factors[row] === 0) continue;
      for (let j = 0; j < m; j++) target[row * m + j] -= factors[row] * target[pivot * m + j];
    }
  }
}
