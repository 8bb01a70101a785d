import { normalCdf, type Rng } from '@quantblocks/core';
import type { Dimension } from '../../space/dimension.ts';
import { type Bandwidth, clip, scottWidth } from './bandwidth.ts';
import type { TableKernels } from './mixture.ts';
import { truncatedNormal } from './truncated-normal.ts';

/** Probabilities of the cells at distance 0, 1, 2, ... from a kernel's own, before truncation, and their sums from 1 on. */
interface CellMasses {
  readonly mass: Float64Array;
  readonly sum: Float64Array;
}

/** Which of equal observations a kernel sits on, if that makes a difference: all are `BETWEEN` if not. */
const OLDEST = 0;
const BETWEEN = 1;
const NEWEST = 2;

/**
 * Kernels over an evenly spaced grid, in units of its cells.
 *
 * Observations in one cell share a kernel (or differ by age in at most three ways), so there are few kernels however many
 * trials there are; gaps are whole numbers, so the same few widths come back in every trial.
 */
export class GridKernels implements TableKernels {
  /** Cell times three plus one of {@link OLDEST}, {@link BETWEEN}, {@link NEWEST}; the prior comes last. */
  codes: Uint16Array = new Uint16Array(64);
  readonly table: Float64Array;
  readonly #dimension: Dimension;
  readonly #cells: () => Uint16Array;
  readonly #bandwidth: Bandwidth;
  readonly #dimensions: number;
  readonly #widths: Float64Array;
  readonly #masses: (CellMasses | null)[];
  readonly #norms: Float64Array;
  readonly #used: Int32Array;
  readonly #size: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  readonly #cache: Map<number, CellMasses>;
  #usedCount = 0;

  /**
   * @param cells - The cell of every trial, by number.
   * @param dimensions - Number of dimensions modelled together.
   * @param cache - Shared by models of the same dimension.
   */
  constructor(
    dimension: Dimension,
    cells: () => Uint16Array,
    bandwidth: Bandwidth,
    dimensions: number,
    cache: Map<number, CellMasses>,
  ) {
    const { count } = dimension;
    this.#dimension = dimension;
    this.#cells = cells;
    this.#bandwidth = bandwidth;
    this.#dimensions = dimensions;
    this.#cache = cache;
    this.table = new Float64Array(3 * count + 1);
    this.#widths = new Float64Array(3 * count + 1);
    this.#norms = new Float64Array(3 * count + 1);
    this.#masses = new Array<CellMasses | null>(3 * count + 1).fill(null);
    this.#used = new Int32Array(3 * count + 1);
    this.#size = new Int32Array(count);
    this.#first = new Int32Array(count);
    this.#last = new Int32Array(count);
  }

  prepare(ids: Int32Array, n: number): void {
    const { count } = this.#dimension;
    const cells = this.#cells();
    if (this.codes.length <= n) this.codes = new Uint16Array(2 * (n + 1));
    const { codes } = this;
    const size = this.#size.fill(0);
    for (let k = 0; k < n; k++) {
      const cell = cells[ids[k]];
      codes[k] = 3 * cell + BETWEEN;
      if (size[cell]++ === 0) this.#first[cell] = k;
      this.#last[cell] = k;
    }
    codes[n] = 3 * count;
    this.#usedCount = 0;
    this.#use(3 * count, count, (count - 1) / 2);
    if (this.#bandwidth === 'scott') {
      const width = clip(scottWidth(n, count, this.#dimensions), n, count);
      for (let cell = 0; cell < count; cell++) if (size[cell] > 0) this.#use(3 * cell + BETWEEN, width, cell);
    } else this.#useGaps(n);
  }

  fillTable(value: number): void {
    const { count } = this.#dimension;
    const cell = this.#dimension.cellOf(value);
    const prior = this.#probability(3 * count, Math.abs(cell - (count - 1) / 2));
    // Relative to the prior, so that a product over many dimensions neither under- nor overflows.
    for (let i = 1; i < this.#usedCount; i++) {
      const code = this.#used[i];
      this.table[code] = this.#probability(code, Math.abs(cell - Math.floor(code / 3))) / prior;
    }
    this.table[3 * count] = 1;
  }

  draw(kernel: number, rng: Rng): number {
    const { count } = this.#dimension;
    const code = this.codes[kernel];
    const mean = code === 3 * count ? (count - 1) / 2 : Math.floor(code / 3);
    const cell = Math.round(truncatedNormal(mean, this.#widths[code], -0.5, count - 0.5, rng));
    return this.#dimension.valueAt(Math.min(count - 1, Math.max(0, cell)));
  }

  #useGaps(n: number): void {
    const { count } = this.#dimension;
    const size = this.#size;
    let previous = -1;
    for (let cell = 0; cell < count; cell++) {
      if (size[cell] === 0) continue;
      let next = cell + 1;
      while (next < count && size[next] === 0) next++;
      const left = previous < 0 ? 0 : cell - previous;
      const right = next === count ? 0 : next - cell;
      if (size[cell] === 1 || this.#bandwidth === 'neighbour') {
        const gap = n === 1 ? Math.max(cell + 0.5, count - 0.5 - cell) : Math.max(left, right);
        this.#use(3 * cell + BETWEEN, clip(gap, n, count), cell);
      } else {
        this.codes[this.#first[cell]] = 3 * cell + OLDEST;
        this.codes[this.#last[cell]] = 3 * cell + NEWEST;
        this.#use(3 * cell + OLDEST, clip(left, n, count), cell);
        this.#use(3 * cell + NEWEST, clip(right, n, count), cell);
        if (size[cell] > 2) this.#use(3 * cell + BETWEEN, clip(0, n, count), cell);
      }
      previous = cell;
    }
  }

  #use(code: number, width: number, mean: number): void {
    const { count } = this.#dimension;
    // The prior of an even count sits between two cells, so its distances are halves.
    const isBetween = !Number.isInteger(mean);
    const masses = this.#massesOf(width, isBetween);
    this.#widths[code] = width;
    this.#masses[code] = masses;
    if (isBetween) this.#norms[code] = 2 * masses.sum[count / 2 - 1];
    else this.#norms[code] = masses.mass[0] + masses.sum[mean] + masses.sum[count - 1 - mean];
    this.#used[this.#usedCount++] = code;
  }

  #probability(code: number, distance: number): number {
    const masses = this.#masses[code] as CellMasses;
    return masses.mass[Math.floor(distance)] / this.#norms[code];
  }

  #massesOf(width: number, isBetween: boolean): CellMasses {
    const key = isBetween ? -width : width;
    const known = this.#cache.get(key);
    if (known !== undefined) return known;
    const { count } = this.#dimension;
    const mass = new Float64Array(count);
    const sum = new Float64Array(count);
    const shift = isBetween ? 0 : -0.5;
    let before = isBetween ? 0.5 : normalCdf(-0.5 / width);
    let total = 0;
    mass[0] = isBetween ? before - normalCdf(-1 / width) : 1 - 2 * before;
    if (isBetween) {
      before = normalCdf(-1 / width);
      total = mass[0];
      sum[0] = total;
    }
    for (let i = 1; i < count && before > 0; i++) {
      const after = normalCdf(-(i + 1 + shift) / width);
      mass[i] = before - after;
      total += mass[i];
      sum[i] = total;
      before = after;
    }
    for (let i = 1; i < count; i++) if (sum[i] === 0) sum[i] = total;
    const masses = { mass, sum };
    if (this.#cache.size >= 2 * count + 128) this.#cache.clear();
    this.#cache.set(key, masses);
    return masses;
  }
}
