import { runBatch } from '../batch.ts';
import { given, type HighLow, type HighLowClose, type OpenHighLowClose } from '../columns.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';

/**
 * Mean of the four prices of a bar.
 *
 * @param bars - Bars, or any object with the columns `open`, `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units, from bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { ohlc4 } from '@quantblocks/indicators';
 *
 * Array.from(ohlc4({ open: [1], high: [4], low: [1], close: [2] })); // => [2]
 * ```
 */
export function ohlc4(bars: OpenHighLowClose, options: NanOptions = {}, out?: Float64Array): Float64Array {
  const { open, high, low, close } = given(bars);
  return runBatch({ open, high, low, close }, { value: out }, { value: 0 }, true, nanPolicy(options.nan), (x, y) => {
    for (let i = 0; i < y.value.length; i++) y.value[i] = (x.open[i] + x.high[i] + x.low[i] + x.close[i]) / 4;
  }).value;
}

/**
 * Typical price: mean of high, low and close.
 *
 * @param bars - Bars, or any object with the columns `high`, `low` and `close`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units, from bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { hlc3 } from '@quantblocks/indicators';
 *
 * Array.from(hlc3({ high: [5], low: [1], close: [3] })); // => [3]
 * ```
 */
export function hlc3(bars: HighLowClose, options: NanOptions = {}, out?: Float64Array): Float64Array {
  const { high, low, close } = given(bars);
  return runBatch({ high, low, close }, { value: out }, { value: 0 }, true, nanPolicy(options.nan), (x, y) => {
    for (let i = 0; i < y.value.length; i++) y.value[i] = typicalPrice(x.high[i], x.low[i], x.close[i]);
  }).value;
}

/** One bar of {@link hlc3}. */
export function typicalPrice(high: number, low: number, close: number): number {
  return (high + low + close) / 3;
}

/**
 * Middle of a bar: mean of high and low.
 *
 * @param bars - Bars, or any object with the columns `high` and `low`.
 * @param out - Receives the result.
 * @returns As long as the input, in price units, from bar 0.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { hl2 } from '@quantblocks/indicators';
 *
 * Array.from(hl2({ high: [5], low: [1] })); // => [3]
 * ```
 */
export function hl2(bars: HighLow, options: NanOptions = {}, out?: Float64Array): Float64Array {
  const { high, low } = given(bars);
  return runBatch({ high, low }, { value: out }, { value: 0 }, true, nanPolicy(options.nan), (x, y) => {
    for (let i = 0; i < y.value.length; i++) y.value[i] = (x.high[i] + x.low[i]) / 2;
  }).value;
}
