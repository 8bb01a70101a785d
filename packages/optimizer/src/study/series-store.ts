import { ParameterError } from '@quantblocks/core';

interface Sparse {
  readonly length: number;
  readonly index: Uint32Array;
  readonly value: Float64Array;
}

/**
 * Return series of trials. A strategy that is mostly flat returns mostly zeros, so a series is kept as its values or as its
 * non-zero values with their positions, whichever is smaller; nothing is rounded.
 *
 * A study's log does not hold them: who restores a study and needs them keeps them too, and sets them again.
 */
export class SeriesStore {
  readonly #series = new Map<number, Float64Array | Sparse>();

  /** Keeps a copy. @throws a {@link ParameterError} if a value is NaN or no number. */
  set(trial: number, series: ArrayLike<number>): void {
    let filled = 0;
    for (let i = 0; i < series.length; i++) {
      if (!(typeof series[i] === 'number' && !Number.isNaN(series[i])))
        throw new ParameterError('returns', 'numbers', `${series[i]} at ${i}`);
      if (series[i] !== 0) filled++;
    }
    if (filled * 12 >= series.length * 8) {
      this.#series.set(trial, Float64Array.from(series));
      return;
    }
    const index = new Uint32Array(filled);
    const value = new Float64Array(filled);
    for (let i = 0, k = 0; i < series.length; i++) {
      if (series[i] === 0) continue;
      index[k] = i;
      value[k++] = series[i];
    }
    this.#series.set(trial, { length: series.length, index, value });
  }

  /** The series of a trial as a new array, or `null`. */
  get(trial: number): Float64Array | null {
    const kept = this.#series.get(trial);
    if (kept === undefined) return null;
    if (kept instanceof Float64Array) return kept.slice();
    const series = new Float64Array(kept.length);
    for (let k = 0; k < kept.index.length; k++) series[kept.index[k]] = kept.value[k];
    return series;
  }

  /** Numbers of the trials that have a series, ascending. */
  trials(): number[] {
    return [...this.#series.keys()].sort((a, b) => a - b);
  }

  /** Bytes held. */
  get bytes(): number {
    let total = 0;
    for (const kept of this.#series.values()) {
      total += kept instanceof Float64Array ? kept.byteLength : kept.index.byteLength + kept.value.byteLength;
    }
    return total;
  }
}
