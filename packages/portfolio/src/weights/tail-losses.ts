/** Losses of a portfolio in its worst bars. */
export class TailLosses {
  /** Mean loss of the tail: conditional value at risk. */
  cvar = 0;
  /** Loss at which the tail begins. */
  valueAtRisk = 0;
  /** Mean return of each asset in the tail: a portfolio of slightly other weights has about this tail, and none has a better mean there. */
  readonly means: Float64Array;

  readonly #columns: readonly Float64Array[];
  readonly #size: number;
  readonly #losses: Float64Array;
  readonly #sorted: Float64Array;

  /** @param tail - Share of the bars, in (0, 1]; a bar may belong to it in part. */
  constructor(columns: readonly Float64Array[], tail: number) {
    const { length } = columns[0];
    this.#columns = columns;
    // At least the worst bar; rounding may not add a sliver of one more.
    this.#size = Math.max(
      1,
      Math.abs(tail * length - Math.round(tail * length)) < 1e-9 ? Math.round(tail * length) : tail * length,
    );
    this.#losses = new Float64Array(length);
    this.#sorted = new Float64Array(length);
    this.means = new Float64Array(columns.length);
  }

  measure(weights: Float64Array): void {
    const losses = this.#losses.fill(0);
    for (let asset = 0; asset < weights.length; asset++) {
      const weight = weights[asset];
      const column = this.#columns[asset];
      if (weight !== 0) for (let t = 0; t < losses.length; t++) losses[t] -= weight * column[t];
    }
    this.#sorted.set(losses);
    this.#sorted.sort();
    this.valueAtRisk = this.#sorted[losses.length - Math.ceil(this.#size)];
    this.means.fill(0);
    let left = this.#size;
    for (let t = 0; t < losses.length; t++) {
      if (losses[t] <= this.valueAtRisk) continue;
      left--;
      this.#add(t, 1);
    }
    // What is left falls to bars at the edge of the tail.
    for (let t = 0; t < losses.length && left > 0; t++) {
      if (losses[t] !== this.valueAtRisk) continue;
      this.#add(t, Math.min(1, left));
      left--;
    }
    this.cvar = 0;
    for (let asset = 0; asset < weights.length; asset++) {
      this.means[asset] /= this.#size;
      this.cvar -= this.means[asset] * weights[asset];
    }
  }

  #add(t: number, share: number): void {
    for (let asset = 0; asset < this.means.length; asset++) this.means[asset] += share * this.#columns[asset][t];
  }
}
