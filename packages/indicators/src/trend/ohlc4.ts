import { commonLength, inputFor, type OpenHighLowClose, outputFor } from '../series.ts';

/**
 * Mean of the four prices of a bar.
 *
 * @param bars - Bars, or any object with `open`, `high`, `low` and `close`.
 * @param out - Receives the result.
 * @throws a {@link ParameterError} if `out` has another length; a {@link DataError} if the columns differ in length.
 *
 * @example
 * ```ts
 * import { ohlc4 } from '@quantblocks/indicators';
 *
 * Array.from(ohlc4({ open: [1], high: [4], low: [1], close: [2] })); // => [2]
 * ```
 */
export function ohlc4(bars: OpenHighLowClose, out?: Float64Array): Float64Array {
  const n = commonLength(bars, ['open', 'high', 'low', 'close']);
  const target = outputFor(n, out);
  const open = inputFor(bars.open, 'open', target);
  const high = inputFor(bars.high, 'high', target);
  const low = inputFor(bars.low, 'low', target);
  const close = inputFor(bars.close, 'close', target);
  for (let i = 0; i < n; i++) target[i] = (open[i] + high[i] + low[i] + close[i]) / 4;
  return target;
}
