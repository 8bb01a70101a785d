/** A function to minimise: writes the gradient at `x` into `gradient` and returns the value; not finite = forbidden there. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Options of {@link lbfgs}. */
export interface LbfgsOptions {
  /** Bounds, one per variable; none by default. */
  readonly lower?: Float64Array;
  readonly upper?: Float64Array;
  /** Largest component of the gradient that counts as none, after projection on the bounds. @defaultValue `1e-5` */
  readonly gradientTolerance?: number;
  /** Relative decrease of the value from which on going further is not worth it. @defaultValue `1e-9` */
  readonly valueTolerance?: number;
  /** @defaultValue `200` */
  readonly maxIterations?: number;
  /** Steps remembered. @defaultValue `10` */
  readonly memory?: number;
}

/** Where {@link lbfgs} stopped. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  /** Whether a tolerance was met, not the last iteration or a step that would not descend. */
  readonly isConverged: boolean;
}

const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;
const MAX_TRIALS = 30;

/**
 * Minimises a smooth function of a few variables, in a box if bounds are given: limited-memory BFGS with a weak Wolfe line
 * search. Variables at a bound that the gradient presses against are held; a step beyond a bound is projected back.
 *
 * @see J. Nocedal, S. J. Wright, "Numerical Optimization", Springer 2006, algorithm 7.4 (two-loop recursion); A. S. Lewis,
 * M. L. Overton, "Nonsmooth optimization via quasi-Newton methods", Mathematical Programming 141 (2013), algorithm 2.6 (line
 * search); D. P. Bertsekas, "Projected Newton methods for optimization problems with simple constraints", SIAM Journal on
 * Control and Optimization 20 (1982) (projection).
 */
export function lbfgs(objective: Objective, start: ArrayLike<number>, options: LbfgsOptions = {}): Minimum {
  const { gradientTolerance = 1e-5, valueTolerance = 1e-9, maxIterations = 200 } = options;
  const state = new Search(objective, start, options);
  const isDefined = Number.isFinite(state.value);
  let isConverged = isDefined && state.projectedGradient() <= gradientTolerance;
  for (let iteration = 0; isDefined && !isConverged && iteration < maxIterations; iteration++) {
    const before = state.value;
    if (!state.step()) break;
    const scale = Math.max(1, Math.abs(before), Math.abs(state.value));
    isConverged = before - state.value <= valueTolerance * scale || state.projectedGradient() <= gradientTolerance;
  }
  return { x: state.x, value: state.value, evaluations: state.evaluations, isConverged };
}

class Search {
  x: Float64Array;
  gradient: Float64Array;
  value: number;
  evaluations = 1;
  readonly #objective: Objective;
  readonly #lower: Float64Array | undefined;
  readonly #upper: Float64Array | undefined;
  #nextX: Float64Array;
  #nextGradient: Float64Array;
  readonly #direction: Float64Array;
  readonly #isFree: Uint8Array;
  /** Steps and changes of the gradient, a ring of rows. */
  readonly #steps: Float64Array[];
  readonly #changes: Float64Array[];
  readonly #inverseCurvatures: Float64Array;
  readonly #coefficients: Float64Array;
  #remembered = 0;
  #newest = -1;

  constructor(objective: Objective, start: ArrayLike<number>, { lower, upper, memory = 10 }: LbfgsOptions) {
    const n = start.length;
    this.#objective = objective;
    this.#lower = lower;
    this.#upper = upper;
    this.x = Float64Array.from(start);
    for (let i = 0; i < n; i++) this.x[i] = this.#project(this.x[i], i);
    this.gradient = new Float64Array(n);
    this.#nextX = new Float64Array(n);
    this.#nextGradient = new Float64Array(n);
    this.#direction = new Float64Array(n);
    this.#isFree = new Uint8Array(n);
    this.#steps = Array.from({ length: memory }, () => new Float64Array(n));
    this.#changes = Array.from({ length: memory }, () => new Float64Array(n));
    this.#inverseCurvatures = new Float64Array(memory);
    this.#coefficients = new Float64Array(memory);
    this.value = objective(this.x, this.gradient);
  }

  /** Largest move that one step down the gradient makes possible within the bounds. */
  projectedGradient(): number {
    let largest = 0;
    for (let i = 0; i < this.x.length; i++) {
      largest = Math.max(largest, Math.abs(this.#project(this.x[i] - this.gradient[i], i) - this.x[i]));
    }
    return largest;
  }

  /** One iteration; `false` if no descent was found. */
  step(): boolean {
    this.#findFree();
    if (this.#setDirection() && this.#search(this.#remembered === 0)) return true;
    if (this.#remembered === 0) return false;
    // The model of the curvature misleads: forget it, and go down the gradient.
    this.#remembered = 0;
    return this.#setDirection() && this.#search(true);
  }

  #project(value: number, i: number): number {
    const low = this.#lower === undefined ? value : Math.max(value, this.#lower[i]);
    return this.#upper === undefined ? low : Math.min(low, this.#upper[i]);
  }

  #findFree(): void {
    for (let i = 0; i < this.x.length; i++) {
      const pressed = this.gradient[i] > 0 ? this.#lower?.[i] : this.#upper?.[i];
      this.#isFree[i] = pressed !== undefined && this.x[i] === pressed ? 0 : 1;
    }
  }

  /** Two-loop recursion on the free variables; `false` if it does not lead downwards. */
  #setDirection(): boolean {
    const direction = this.#direction;
    const memory = this.#steps.length;
    for (let i = 0; i < direction.length; i++) direction[i] = this.#isFree[i] === 1 ? -this.gradient[i] : 0;
    let scale = 0;
    for (let age = 0; age < this.#remembered; age++) {
      const row = (this.#newest - age + memory) % memory;
      const step = this.#steps[row];
      const change = this.#changes[row];
      const curvature = this.#freeDot(step, change);
      const length = this.#freeDot(change, change);
      // Seen on the free variables alone, a remembered step may have no positive curvature: it then says nothing.
      const isUsable = curvature > 1e-12 * length;
      this.#inverseCurvatures[row] = isUsable ? 1 / curvature : 0;
      if (!isUsable) continue;
      if (scale === 0) scale = curvature / length;
      this.#coefficients[row] = this.#freeDot(step, direction) / curvature;
      addScaled(direction, change, -this.#coefficients[row], this.#isFree);
    }
    if (scale > 0) for (let i = 0; i < direction.length; i++) direction[i] *= scale;
    for (let age = this.#remembered - 1; age >= 0; age--) {
      const row = (this.#newest - age + memory) % memory;
      if (this.#inverseCurvatures[row] === 0) continue;
      const beta = this.#inverseCurvatures[row] * this.#freeDot(this.#changes[row], direction);
      addScaled(direction, this.#steps[row], this.#coefficients[row] - beta, this.#isFree);
    }
    return this.#freeDot(direction, this.gradient) < 0;
  }

  /** Goes along the direction: bisection between steps that are too short and too long. */
  #search(isFirst: boolean): boolean {
    const slope = this.#freeDot(this.#direction, this.gradient);
    let tooShort = 0;
    let tooLong = Number.POSITIVE_INFINITY;
    // Without a model of the curvature the gradient's length says nothing about the distance.
    let t = isFirst ? Math.min(1, 1 / Math.sqrt(this.#freeDot(this.#direction, this.#direction))) : 1;
    for (let trial = 0; trial < MAX_TRIALS && t > tooShort && t < tooLong; trial++) {
      const value = this.#evaluate(t);
      if (!this.#isDescent(value)) {
        tooLong = t;
        const parabola = (-slope * t * t) / (2 * (value - this.value - slope * t));
        const isTrusted = tooShort === 0 && parabola > 0.1 * t && parabola < 0.5 * t;
        t = isTrusted ? parabola : 0.5 * (tooShort + t);
      } else if (this.#isTooSteep(t, slope)) {
        tooShort = t;
        t = tooLong < Number.POSITIVE_INFINITY ? 0.5 * (t + tooLong) : 2 * t;
      } else {
        this.#accept(value);
        return true;
      }
    }
    // A step that is too short is a step downwards all the same.
    if (tooShort > 0) this.#accept(this.#evaluate(tooShort));
    return tooShort > 0;
  }

  #evaluate(t: number): number {
    for (let i = 0; i < this.x.length; i++) this.#nextX[i] = this.#project(this.x[i] + t * this.#direction[i], i);
    this.evaluations++;
    return this.#objective(this.#nextX, this.#nextGradient);
  }

  /** Armijo's condition, along the projected path. */
  #isDescent(value: number): boolean {
    let expected = 0;
    for (let i = 0; i < this.x.length; i++) expected += this.gradient[i] * (this.#nextX[i] - this.x[i]);
    return value <= this.value + SUFFICIENT_DECREASE * expected;
  }

  /** Whether the function still falls nearly as fast as at the start, along what the bounds leave of the direction. */
  #isTooSteep(t: number, slope: number): boolean {
    let here = 0;
    for (let i = 0; i < this.x.length; i++) {
      const isInside = this.#nextX[i] === this.x[i] + t * this.#direction[i];
      if (isInside) here += this.#nextGradient[i] * this.#direction[i];
    }
    return here < CURVATURE * slope;
  }

  #accept(value: number): void {
    const row = (this.#newest + 1) % this.#steps.length;
    for (let i = 0; i < this.x.length; i++) {
      this.#steps[row][i] = this.#nextX[i] - this.x[i];
      this.#changes[row][i] = this.#nextGradient[i] - this.gradient[i];
    }
    this.#newest = row;
    this.#remembered = Math.min(this.#remembered + 1, this.#steps.length);
    [this.x, this.#nextX] = [this.#nextX, this.x];
    [this.gradient, this.#nextGradient] = [this.#nextGradient, this.gradient];
    this.value = value;
  }

  #freeDot(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let i = 0; i < a.length; i++) if (this.#isFree[i] === 1) sum += a[i] * b[i];
    return sum;
  }
}

function addScaled(out: Float64Array, source: Float64Array, factor: number, isFree: Uint8Array): void {
  for (let i = 0; i < out.length; i++) if (isFree[i] === 1) out[i] += factor * source[i];
}
