import type { Rng } from '@quantblocks/core';
import type { History } from '../../study/history.ts';
import type { Bandwidth } from './bandwidth.ts';
import { ChoiceKernels } from './choice-kernels.ts';
import { GridKernels } from './grid-kernels.ts';
import { ABOVE, BELOW, GroupTrials } from './group-trials.ts';
import { Mixture, type TableKernels } from './mixture.ts';
import { RealKernels } from './real-kernels.ts';

/** Grids up to this size are tables; finer ones are integrated kernel by kernel. */
const TABLE_CELLS = 512;

/** Densities of the good and of the other trials over dimensions that exist together. */
export class GroupModel {
  readonly trials: GroupTrials;
  readonly #history: History;
  readonly #below: Mixture;
  readonly #above: Mixture;
  readonly #cellDimensions: readonly number[];
  readonly #cells: Uint16Array[];
  #seen = 0;

  constructor(history: History, dimensions: readonly number[], bandwidth: Bandwidth) {
    this.#history = history;
    this.trials = new GroupTrials(history, dimensions);
    const isTable = (d: number): boolean => {
      const { type, log, count } = history.space.dimensions[d];
      return type === 'categorical' || (!log && count <= TABLE_CELLS);
    };
    this.#cellDimensions = dimensions.filter(isTable);
    this.#cells = this.#cellDimensions.map(() => new Uint16Array(64));
    const caches = this.#cellDimensions.map(() => new Map());
    const mixture = (): Mixture => {
      const realAt = dimensions.filter((d) => !isTable(d));
      return new Mixture({
        tableAt: this.#cellDimensions,
        realAt,
        tables: this.#cellDimensions.map((d, i): TableKernels => {
          const dimension = history.space.dimensions[d];
          const cells = (): Uint16Array => this.#cells[i];
          return dimension.type === 'categorical'
            ? new ChoiceKernels(dimension.count, cells)
            : new GridKernels(dimension, cells, bandwidth, dimensions.length, caches[i]);
        }),
        reals: realAt.map((d) => {
          const column = this.trials.columns[dimensions.indexOf(d)];
          return new RealKernels(history.space.dimensions[d], column, bandwidth, dimensions.length);
        }),
      });
    };
    this.#below = mixture();
    this.#above = mixture();
  }

  /** Fits both densities to the trials so far. */
  fit(liar: boolean): void {
    this.#updateCells();
    const { trials } = this;
    trials.split(liar);
    const { side, position } = trials;
    this.#below.prepare(trials.below, trials.belowCount, side, BELOW, position);
    this.#above.prepare(trials.above, trials.aboveCount, side, ABOVE, position);
  }

  /** Draws from the density of the good trials into `out`. */
  draw(rng: Rng, out: Float64Array): void {
    this.#below.draw(rng, out);
  }

  /** How much more likely a point is among the good trials than among the others; only differences mean anything. */
  score(point: Float64Array): number {
    return this.#below.logDensity(point) - this.#above.logDensity(point);
  }

  #updateCells(): void {
    const { history, cells } = { history: this.#history, cells: this.#cells };
    cells.forEach((column, i) => {
      const d = this.#cellDimensions[i];
      let known = column;
      if (known.length < history.length) {
        known = new Uint16Array(2 * history.length);
        known.set(column);
        cells[i] = known;
      }
      const values = history.columns[d];
      for (let id = this.#seen; id < history.length; id++) {
        if (!Number.isNaN(values[id])) known[id] = history.space.dimensions[d].cellOf(values[id]);
      }
    });
    this.#seen = history.length;
  }
}
