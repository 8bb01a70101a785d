/** Median of the last `window` values pushed. Kept sorted: a push moves only what lies between the old and the new value. */
export class TrailingMedian {
  private readonly recent: Float64Array;
  private readonly sorted: Float64Array;
  private pushed = 0;

  constructor(window: number) {
    this.recent = new Float64Array(window);
    this.sorted = new Float64Array(window);
  }

  /** How many values the median stands on. */
  get count(): number {
    return Math.min(this.pushed, this.recent.length);
  }

  /** Lower median; NaN before the first push. */
  get value(): number {
    return this.pushed === 0 ? Number.NaN : this.sorted[(this.count - 1) >> 1];
  }

  push(value: number): void {
    const { recent, sorted } = this;
    const slot = this.pushed % recent.length;
    let hole = this.pushed < recent.length ? this.pushed : find(sorted, recent[slot]);
    const last = Math.min(this.pushed, recent.length - 1);
    while (hole > 0 && sorted[hole - 1] > value) {
      sorted[hole] = sorted[hole - 1];
      hole--;
    }
    while (hole < last && sorted[hole + 1] < value) {
      sorted[hole] = sorted[hole + 1];
      hole++;
    }
    sorted[hole] = value;
    recent[slot] = value;
    this.pushed++;
  }
}

function find(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
