import type { Dimension } from '../../space/dimension.ts';

/** The trials of one dimension in order of their values, kept by insertion; equal values in order of their numbers. */
export class SortedColumn {
  /** Trial numbers, smallest value first; `length` of them count. */
  order: Int32Array = new Int32Array(64);
  length = 0;
  /** Values on the scale of the search, by trial number. */
  scaled: Float64Array = new Float64Array(64);
  readonly #dimension: Dimension;

  constructor(dimension: Dimension) {
    this.#dimension = dimension;
  }

  insert(id: number, value: number): void {
    if (id >= this.scaled.length) {
      const grown = new Float64Array(2 * (id + 1));
      grown.set(this.scaled);
      this.scaled = grown;
    }
    if (this.length === this.order.length) {
      const grown = new Int32Array(2 * this.length);
      grown.set(this.order);
      this.order = grown;
    }
    this.scaled[id] = this.#dimension.transform(value);
    const at = this.#rankOf(id);
    this.order.copyWithin(at + 1, at, this.length++);
    this.order[at] = id;
  }

  remove(id: number): void {
    const at = this.#rankOf(id);
    this.order.copyWithin(at, at + 1, this.length--);
  }

  // Number of trials before (value, id) in the order.
  #rankOf(id: number): number {
    const { order, scaled } = this;
    const value = scaled[id];
    let from = 0;
    let to = this.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = order[middle];
      if (scaled[other] < value || (scaled[other] === value && other < id)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
