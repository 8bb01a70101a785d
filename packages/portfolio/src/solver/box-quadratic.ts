import { NotConvergedError } from '@quantblocks/core';
import type { Covariance } from '../covariance/covariance.ts';
import type { Box } from '../inputs.ts';
import { exchangeGain } from './exchange-gain.ts';
import { greedyFill } from './greedy-fill.ts';
import { GrowingCholesky } from './growing-cholesky.ts';

/** Gradients that differ by less, relative to the terms they are sums of, are equal. */
const PRICE_ROUNDING = 1e-13;

/** Nothing is returned above it. */
const WORST_KKT = 1e-10;

/** As {@link PRICE_ROUNDING}, for the question whether another portfolio is as good. */
const TIE_ROUNDING = 1e-10;

/**
 * Minimises `w' Q w / 2 - c' w` over weights that sum to 1 within a box, for a positive semidefinite `Q`: a primal active-set method.
 *
 * The free assets' block of `Q + s 11'` is kept as a Cholesky factor. On the budget the added term is a constant, and it makes the block
 * definite exactly if the minimum over the free assets is unique. An asset that would make it singular is exchanged for another along the
 * direction without curvature. The weights stay feasible throughout, so that a second `solve` starts where the first ended.
 *
 * @see P. E. Gill, W. Murray, M. H. Wright, "Practical Optimization", Academic Press 1981, sections 5.2 and 5.3.
 */
export class BoxQuadratic {
  readonly weights: Float64Array;
  /** Over all calls of {@link solve}. */
  iterations = 0;
  /** {@link exchangeGain} at the end, relative to the largest sum of magnitudes that makes up a gradient. */
  kkt = 0;

  readonly #n: number;
  readonly #q: Float64Array;
  readonly #box: Box;
  readonly #shift: number;
  readonly #factor: GrowingCholesky;
  /** Assets between their bounds, in the order of the factor's rows. */
  readonly #free: number[] = [];
  readonly #isFree: Uint8Array;
  readonly #gradient: Float64Array;
  readonly #row: Float64Array;
  readonly #ones: Float64Array;
  readonly #step: Float64Array;
  #linear: Float64Array;
  #scale = 0;

  constructor({ n, values }: Covariance, box: Box) {
    this.#n = n;
    this.#q = values;
    this.#box = box;
    this.#shift = typicalDiagonal(values, n);
    this.#factor = new GrowingCholesky(n);
    this.#isFree = new Uint8Array(n);
    this.#gradient = new Float64Array(n);
    this.#row = new Float64Array(n);
    this.#ones = new Float64Array(n);
    this.#step = new Float64Array(n);
    this.#linear = this.#row;
    this.weights = new Float64Array(n);
  }

  /**
   * Solves for a linear term `c`.
   *
   * @throws a {@link NotConvergedError} if rounding keeps the method from the optimum, as in a matrix that is not semidefinite.
   */
  solve(linear: Float64Array): void {
    this.#linear = linear;
    if (this.#free.length === 0) this.#start();
    const limit = this.iterations + 200 + 40 * this.#n;
    let stalled = 0;
    for (;;) {
      if (++this.iterations > limit) break;
      this.#updateGradient();
      this.#newtonStep();
      // A single free asset has nowhere to move; what rounding took from the budget is mended at the end.
      const length = this.#free.length > 1 ? this.#advance(1) : 1;
      if (length < 1) {
        stalled = length > 0 ? 0 : stalled + 1;
        continue;
      }
      this.#updateGradient();
      // A vertex of many bounds may be left and entered without progress; the first asset that pays ends that.
      const entering = this.#price(stalled > this.#n);
      if (entering < 0) break;
      this.#release(entering);
    }
    this.#finish();
    if (this.kkt > WORST_KKT) throw new NotConvergedError('active-set method', this.iterations, this.kkt);
  }

  /**
   * Change of the weights per unit of `direction` added to the linear term, while the same assets stay free.
   */
  tangent(direction: Float64Array): Float64Array {
    this.#project(direction, 0);
    const change = new Float64Array(this.#n);
    for (let k = 0; k < this.#free.length; k++) change[this.#free[k]] = -this.#step[k];
    return change;
  }

  /** Whether no other weights are as good. Ask after {@link solve}; it uses the factor up. */
  isUnique(): boolean {
    const { floor, cap } = this.#box;
    const price = this.#freePrice();
    for (let i = 0; i < this.#n; i++) {
      if (this.#isFree[i] === 1 || floor[i] === cap[i]) continue;
      if (Math.abs(this.#gradient[i] - price) > TIE_ROUNDING * this.#scale) continue;
      if (!this.#append(i)) return false;
    }
    return true;
  }

  #start(): void {
    const costs = Float64Array.from(this.#linear, (value, i) => this.#q[i * this.#n + i] / 2 - value);
    this.#append(greedyFill(costs, this.#box, this.weights));
  }

  #updateGradient(): void {
    const n = this.#n;
    const q = this.#q;
    const { weights } = this;
    let scale = 0;
    for (let i = 0; i < n; i++) {
      const row = i * n;
      let value = 0;
      let size = Math.abs(this.#linear[i]);
      for (let j = 0; j < n; j++) {
        const term = q[row + j] * weights[j];
        value += term;
        size += Math.abs(term);
      }
      this.#gradient[i] = value - this.#linear[i];
      if (size > scale) scale = size;
    }
    this.#scale = scale;
  }

  /** The step to the minimum over the free assets, which also mends what rounding took from the budget. */
  #newtonStep(): void {
    let missing = 1;
    for (const weight of this.weights) missing -= weight;
    this.#project(this.#gradient, missing);
  }

  /** `-A^-1 (g - l 1)` over the free assets, with the `l` for which it sums to `total`. */
  #project(gradient: Float64Array, total: number): void {
    const free = this.#free;
    const ones = this.#ones.fill(1, 0, free.length);
    const step = this.#step;
    for (let k = 0; k < free.length; k++) step[k] = gradient[free[k]];
    this.#factor.solve(ones);
    this.#factor.solve(step);
    let sum = total;
    let sumOfOnes = 0;
    for (let k = 0; k < free.length; k++) {
      sum += step[k];
      sumOfOnes += ones[k];
    }
    const price = sum / sumOfOnes;
    for (let k = 0; k < free.length; k++) step[k] = price * ones[k] - step[k];
  }

  /**
   * Moves the free assets along the step, at most `longest` times its length; one that reaches a bound stays there.
   *
   * @returns The length.
   */
  #advance(longest: number): number {
    const { floor, cap } = this.#box;
    const { weights } = this;
    const free = this.#free;
    const step = this.#step;
    let length = longest;
    let blocking = -1;
    for (let k = 0; k < free.length; k++) {
      if (step[k] === 0) continue;
      const room = (step[k] < 0 ? floor : cap)[free[k]] - weights[free[k]];
      if (room / step[k] < length) {
        length = Math.max(0, room / step[k]);
        blocking = k;
      }
    }
    for (let k = 0; k < free.length; k++) weights[free[k]] += length * step[k];
    if (blocking >= 0) {
      const asset = free[blocking];
      weights[asset] = (step[blocking] < 0 ? floor : cap)[asset];
      this.#isFree[asset] = 0;
      free.splice(blocking, 1);
      this.#factor.remove(blocking);
    }
    return length;
  }

  /** Mean gradient of the free assets: the price of the budget. */
  #freePrice(): number {
    let total = 0;
    for (const asset of this.#free) total += this.#gradient[asset];
    return total / this.#free.length;
  }

  /** The asset at a bound that gains most by leaving it, or the first that gains; -1 if none does. */
  #price(first: boolean): number {
    const { floor, cap } = this.#box;
    const price = this.#freePrice();
    let best = -1;
    let most = PRICE_ROUNDING * this.#scale;
    for (let i = 0; i < this.#n; i++) {
      if (this.#isFree[i] === 1 || floor[i] === cap[i]) continue;
      const gain = this.weights[i] === floor[i] ? price - this.#gradient[i] : this.#gradient[i] - price;
      if (gain <= most) continue;
      best = i;
      if (first) break;
      most = gain;
    }
    return best;
  }

  #release(asset: number): void {
    const { floor, cap } = this.#box;
    const { weights } = this;
    const free = this.#free;
    const sign = weights[asset] === floor[asset] ? 1 : -1;
    while (!this.#append(asset)) {
      // The asset moves and the free ones make up for it, without curvature, until one of them or it is at a bound.
      const column = this.#row.slice();
      for (let k = 0; k < free.length; k++) column[free[k]] = this.#entry(free[k], asset);
      this.#project(column, -1);
      for (let k = 0; k < free.length; k++) this.#step[k] *= sign;
      const size = free.length;
      const bound = (sign > 0 ? cap : floor)[asset];
      const length = this.#advance(Math.abs(bound - weights[asset]));
      weights[asset] = free.length === size ? bound : weights[asset] + sign * length;
      if (free.length === size) return;
    }
  }

  #entry(i: number, j: number): number {
    return this.#q[i * this.#n + j] + this.#shift;
  }

  #append(asset: number): boolean {
    const size = this.#free.length;
    for (let k = 0; k < size; k++) this.#row[k] = this.#entry(this.#free[k], asset);
    this.#row[size] = this.#entry(asset, asset);
    if (!this.#factor.append(this.#row)) return false;
    this.#free.push(asset);
    this.#isFree[asset] = 1;
    return true;
  }

  /** Takes the rounding of many updates out: a fresh factor, and two last steps with it. */
  #finish(): void {
    const free = this.#free.splice(0);
    this.#factor.clear();
    for (const asset of free) if (!this.#append(asset)) this.#isFree[asset] = 0;
    for (let round = 0; round < 2; round++) {
      this.#updateGradient();
      this.#newtonStep();
      for (let k = 0; k < this.#free.length; k++) {
        const asset = this.#free[k];
        const weight = this.weights[asset] + this.#step[k];
        this.weights[asset] = Math.min(this.#box.cap[asset], Math.max(this.#box.floor[asset], weight));
      }
    }
    this.#updateGradient();
    this.kkt = this.#scale > 0 ? exchangeGain(this.#gradient, this.weights, this.#box) / this.#scale : 0;
  }
}

// The geometric mean, so that neither a nearly riskless asset nor a wild one decides alone.
function typicalDiagonal(values: Float64Array, n: number): number {
  let total = 0;
  let count = 0;
  for (let i = 0; i < n; i++) {
    const diagonal = values[i * n + i];
    if (diagonal > 0) {
      total += Math.log(diagonal);
      count++;
    }
  }
  return count > 0 ? Math.exp(total / count) : 1;
}
