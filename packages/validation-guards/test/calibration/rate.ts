/** Share of simulations in which something happened. */
export class Rate {
  hits = 0;
  n = 0;

  add(isHit: boolean): void {
    this.n++;
    if (isHit) this.hits++;
  }

  get value(): number {
    return this.hits / this.n;
  }

  /** Standard error of the share; that of a share of one in `n` where none or all were hits. */
  get error(): number {
    const share = Math.min(Math.max(this.value, 1 / this.n), 1 - 1 / this.n);
    return Math.sqrt((share * (1 - share)) / this.n);
  }

  /** Whether the share is in the range, or so little outside that `errors` standard errors explain it. */
  isWithin(low: number, high: number, errors = 0): boolean {
    return this.value >= low - errors * this.error && this.value <= high + errors * this.error;
  }

  toString(): string {
    const digits = this.error < 0.0005 ? 2 : 1;
    return this.n === 0 ? '' : `${(100 * this.value).toFixed(digits)} ± ${(100 * this.error).toFixed(digits)}`;
  }
}

/** Rates by row and column, for a table. */
export class RateTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly #cells = new Map<string, Rate>();

  constructor(rows: readonly string[], columns: readonly string[]) {
    this.rows = rows;
    this.columns = columns;
  }

  at(row: string, column: string): Rate {
    const key = `${row} | ${column}`;
    let rate = this.#cells.get(key);
    if (rate === undefined) {
      rate = new Rate();
      this.#cells.set(key, rate);
    }
    return rate;
  }

  /** Cells in use, in reading order. */
  cells(): { readonly row: string; readonly column: string; readonly rate: Rate }[] {
    return this.rows.flatMap((row) =>
      this.columns.map((column) => ({ row, column, rate: this.at(row, column) })).filter(({ rate }) => rate.n > 0),
    );
  }

  /** The row over all columns. */
  pooled(row: string): Rate {
    const pool = new Rate();
    for (const column of this.columns) {
      pool.hits += this.at(row, column).hits;
      pool.n += this.at(row, column).n;
    }
    return pool;
  }
}
