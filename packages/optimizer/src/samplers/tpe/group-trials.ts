import { COMPLETE, FAILED, type History, PRUNED, RUNNING } from '../../study/history.ts';
import { SortedColumn } from './sorted-column.ts';

/** Sides of the split, by trial. */
export const NONE = 0;
export const BELOW = 1;
export const ABOVE = 2;

/** At most so many trials count as good. */
const MAX_BELOW = 25;

/**
 * The trials in which the dimensions of a group exist, split into good and other ones. Orders are kept from call to call, so
 * that a new trial costs an insertion, not a sort.
 */
export class GroupTrials {
  declare readonly columns: readonly SortedColumn[];
  /** {@link BELOW}, {@link ABOVE} or {@link NONE} by trial number. */
  side: Uint8Array = new Uint8Array(64);
  /** Index within its side, by trial number. */
  position: Int32Array = new Int32Array(64);
  /** Trials of either side, oldest first. */
  below: Int32Array = new Int32Array(MAX_BELOW);
  above: Int32Array = new Int32Array(64);
  belowCount = 0;
  aboveCount = 0;
  readonly #history: History;
  readonly #dimensions: readonly number[];
  /** Finished trials, best first. */
  #ranking: Int32Array = new Int32Array(64);
  #finished = 0;
  #seen = 0;
  #seenEnded = 0;

  /** @param dimensions - Indices of the group's dimensions, which exist together or not at all. */
  constructor(history: History, dimensions: readonly number[]) {
    this.#history = history;
    this.#dimensions = dimensions;
    this.columns = dimensions.map((d) => new SortedColumn(history.space.dimensions[d]));
  }

  /** Trials with a result that have this group. */
  get finished(): number {
    return this.#finished;
  }

  /** Takes in what has happened since the last call. */
  update(): void {
    const history = this.#history;
    for (; this.#seen < history.length; this.#seen++) {
      const id = this.#seen;
      if (!this.#has(id)) continue;
      this.columns.forEach((column, i) => {
        column.insert(id, history.columns[this.#dimensions[i]][id]);
      });
    }
    for (; this.#seenEnded < history.ended.length; this.#seenEnded++) {
      const id = history.ended[this.#seenEnded];
      if (!this.#has(id)) continue;
      if (history.state[id] === FAILED) for (const column of this.columns) column.remove(id);
      else this.#rank(id);
    }
  }

  /** Splits the trials; with `liar` those still running count as other ones, so that no one goes where they already are. */
  split(liar: boolean): void {
    const history = this.#history;
    if (this.side.length < history.length) {
      this.side = new Uint8Array(2 * history.length);
      this.position = new Int32Array(2 * history.length);
      this.above = new Int32Array(2 * history.length);
    }
    const { side, position, below, above } = this;
    const wanted = Math.min(Math.ceil(0.1 * this.#finished), MAX_BELOW);
    side.fill(NONE, 0, history.length);
    for (let i = 0; i < wanted; i++) side[this.#ranking[i]] = BELOW;
    this.belowCount = 0;
    this.aboveCount = 0;
    for (let id = 0; id < history.length; id++) {
      if (side[id] === BELOW) {
        position[id] = this.belowCount;
        below[this.belowCount++] = id;
      } else if (history.state[id] !== FAILED && (liar || history.state[id] !== RUNNING) && this.#has(id)) {
        side[id] = ABOVE;
        position[id] = this.aboveCount;
        above[this.aboveCount++] = id;
      }
    }
  }

  #has(id: number): boolean {
    return !Number.isNaN(this.#history.columns[this.#dimensions[0]][id]);
  }

  #rank(id: number): void {
    if (this.#finished === this.#ranking.length) {
      const grown = new Int32Array(2 * this.#finished);
      grown.set(this.#ranking);
      this.#ranking = grown;
    }
    let from = 0;
    let to = this.#finished;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (compareTrials(this.#history, this.#ranking[middle], id) < 0) from = middle + 1;
      else to = middle;
    }
    this.#ranking.copyWithin(from + 1, from, this.#finished++);
    this.#ranking[from] = id;
  }
}

/** Order of merit: feasible ones by loss; pruned ones by how far they came, then by loss there; infeasible ones by violation. */
function compareTrials(history: History, a: number, b: number): number {
  const rank = rankOf(history, a) - rankOf(history, b);
  if (rank !== 0) return rank;
  if (history.violation[a] > 0) return history.violation[a] - history.violation[b] || a - b;
  if (history.state[a] === COMPLETE) return compareNumbers(history.losses[0][a], history.losses[0][b]) || a - b;
  return (
    compareNumbers(-stepOf(history, a), -stepOf(history, b)) ||
    compareNumbers(lossOf(history, a), lossOf(history, b)) ||
    a - b
  );
}

function rankOf(history: History, id: number): number {
  if (history.violation[id] > 0) return 2;
  return history.state[id] === PRUNED ? 1 : 0;
}

function stepOf(history: History, id: number): number {
  return Number.isNaN(history.lastStep[id]) ? Number.NEGATIVE_INFINITY : history.lastStep[id];
}

function lossOf(history: History, id: number): number {
  return Number.isNaN(history.lastLoss[id]) ? Number.POSITIVE_INFINITY : history.lastLoss[id];
}

// A difference of infinities would be NaN.
function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
