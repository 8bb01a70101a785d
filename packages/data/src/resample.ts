import { type Bars, createBars, DataError, emptyBars, ParameterError } from '@quantblocks/core';

const WEEK = 604_800_000;
/** 1970-01-01 was a Thursday; the first Monday came four days later. */
const FIRST_MONDAY = 345_600_000;

/** How {@link resample} cuts time. */
export interface ResampleOptions {
  /** Milliseconds after the Unix epoch at which a bucket begins. @defaultValue `0`; for whole weeks the first Monday */
  offsetMs?: number;
  /** What to do with a first or last bucket of which bars are missing at the outer end. `keep` may show a bar that is not finished. @defaultValue `'drop'` */
  partial?: 'drop' | 'keep';
}

/**
 * Bars of a longer timeframe: open of the first, high of the highest, low of the lowest, close of the last, sum of volume.
 *
 * Buckets are aligned to UTC (weeks to Monday). A bucket is known when it is complete, at `time + timeframeMs`, and not
 * before: use {@link alignSeries} to bring its values back. Bars missing inside a bucket are market data gaps and do not
 * make it partial; a bucket without any bar is left out.
 *
 * @param bars - Bars whose timeframe divides `timeframeMs`.
 * @param timeframeMs - Milliseconds of the new bars.
 * @returns Complete buckets; no bars if none is complete yet.
 * @throws a {@link ParameterError} if the timeframe is no multiple of the bars', or an option is not possible.
 * @throws a {@link DataError} if a bar reaches into the next bucket.
 * @remarks O(n). pandas' `resample` keeps partial buckets silently and aligns weeks to Sunday.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { resample } from '@quantblocks/data';
 *
 * const hour = 3_600_000;
 * const price = [1, 5, 2, 3, 4];
 * const bars = createBars({ time: [0, 1, 2, 3, 4].map((i) => i * hour), open: price, high: price, low: price, close: price });
 * const twoHours = resample(bars, 2 * hour);
 * [...twoHours.high]; // => [5, 3]
 * [...twoHours.time]; // => [0, 7200000]
 * ```
 */
export function resample(bars: Bars, timeframeMs: number, options: ResampleOptions = {}): Bars {
  const { offsetMs = timeframeMs % WEEK === 0 ? FIRST_MONDAY : 0, partial = 'drop' } = options;
  const base = bars.timeframeMs;
  if (!(timeframeMs >= base && timeframeMs % base === 0)) {
    throw new ParameterError('timeframeMs', `a multiple of the bars' ${base} ms`, timeframeMs);
  }
  if (!Number.isFinite(offsetMs)) throw new ParameterError('offsetMs', 'a finite number of milliseconds', offsetMs);
  if (partial !== 'drop' && partial !== 'keep') throw new ParameterError('partial', "'drop' or 'keep'", partial);

  const { time: stamps, length } = bars;
  const bucketOf = (i: number): number => Math.floor((stamps[i] - offsetMs) / timeframeMs) * timeframeMs + offsetMs;
  let from = 0;
  let to = length;
  if (partial === 'drop') {
    const begin = bucketOf(0);
    if (stamps[0] > begin) while (from < to && stamps[from] < begin + timeframeMs) from++;
    const end = bucketOf(length - 1);
    if (stamps[length - 1] + base < end + timeframeMs) while (to > from && stamps[to - 1] >= end) to--;
    if (from === to) return emptyBars(bars.symbol, timeframeMs);
  }
  const capacity = Math.min(to - from, Math.floor((stamps[to - 1] - stamps[from]) / timeframeMs) + 2);
  const [time, open, high, low, close, volume] = Array.from({ length: 6 }, () => new Float64Array(capacity));
  let k = -1;
  let end = Number.NEGATIVE_INFINITY;
  for (let i = from; i < to; i++) {
    if (stamps[i] >= end) {
      k++;
      time[k] = bucketOf(i);
      end = time[k] + timeframeMs;
      open[k] = bars.open[i];
      high[k] = bars.high[i];
      low[k] = bars.low[i];
      volume[k] = bars.volume[i];
    } else {
      if (bars.high[i] > high[k]) high[k] = bars.high[i];
      if (bars.low[i] < low[k]) low[k] = bars.low[i];
      volume[k] += bars.volume[i];
    }
    if (stamps[i] + base > end) {
      const expected = `a bar that ends with its bucket, by ${end}`;
      throw new DataError(expected, stamps[i] + base, { source: bars.symbol, row: i, column: 'time' });
    }
    close[k] = bars.close[i];
  }
  const cut = (column: Float64Array): Float64Array => (k + 1 === capacity ? column : column.slice(0, k + 1));
  return createBars({
    symbol: bars.symbol,
    timeframeMs,
    time: cut(time),
    open: cut(open),
    high: cut(high),
    low: cut(low),
    close: cut(close),
    volume: cut(volume),
  });
}

/**
 * Brings a series of a longer timeframe to shorter bars without looking ahead: at the close of bar `i` it shows the value
 * of the last longer bar that has ended by then.
 *
 * @param series - One value per bar of `from`.
 * @param from - The longer bars, for example of {@link resample} with `partial: 'drop'`.
 * @param to - The shorter bars.
 * @returns One value per bar of `to`; NaN until the first longer bar has ended.
 * @throws a {@link ParameterError} if `series` and `from` differ in length.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { alignSeries, resample } from '@quantblocks/data';
 *
 * const price = [1, 5, 2, 3, 4];
 * const bars = createBars({ time: [0, 1, 2, 3, 4], open: price, high: price, low: price, close: price });
 * const slow = resample(bars, 2);
 * [...alignSeries(slow.close, slow, bars)]; // => [NaN, 5, 5, 3, 3]
 * ```
 */
export function alignSeries(
  series: ArrayLike<number>,
  from: Pick<Bars, 'time' | 'timeframeMs' | 'length'>,
  to: Pick<Bars, 'time' | 'timeframeMs' | 'length'>,
): Float64Array {
  if (series.length !== from.length) {
    throw new ParameterError('series', `${from.length} values, one per bar`, series.length);
  }
  const out = new Float64Array(to.length).fill(Number.NaN);
  let known = -1;
  for (let i = 0; i < to.length; i++) {
    const close = to.time[i] + to.timeframeMs;
    while (known + 1 < from.length && from.time[known + 1] + from.timeframeMs <= close) known++;
    if (known >= 0) out[i] = series[known];
  }
  return out;
}
