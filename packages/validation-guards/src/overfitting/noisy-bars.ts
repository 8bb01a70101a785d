import { type Bars, createBars, type KeyPart, ParameterError } from '@quantblocks/core';
import { requireBars, requireWhole, rngOf } from '../checks.ts';

/** Options of {@link noisyBars}. */
export interface NoisyBarsOptions {
  /** Standard deviation of the noise in average true ranges, in [0, 1]. @defaultValue `0.1` */
  level?: number;
  /** Bars of the average true range, up to and with the bar itself. @defaultValue `14` */
  period?: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: KeyPart;
}

/**
 * The same market, measured a little differently: every price times `exp(level * range * z)`, `z` standard normal and `range`
 * the mean true range of the last bars in logarithms.
 *
 * Noise does not add up: each price stays near its own. An open moves with the close before it, so that gaps stay as they are;
 * high and low move on their own and are widened where they would not enclose open and close.
 *
 * @param bars - The market.
 * @param options - How much noise.
 * @returns Bars at the same times with the same volume.
 * @throws a {@link ParameterError} if an option is out of range.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { noisyBars } from '@quantblocks/validation-guards';
 *
 * const bars = createBars({ time: [0, 1, 2], open: [9, 9, 10], high: [10, 11, 10], low: [8, 9, 9], close: [9, 10, 9] });
 * noisyBars(bars, { level: 0 }).high; // => bars.high
 * const { open, close } = noisyBars(bars, { seed: 3 });
 * Math.abs(close[1] - 10) < 2 && open[2] === close[1]; // => true
 * ```
 */
export function noisyBars(bars: Bars, options: NoisyBarsOptions = {}): Bars {
  const { level = 0.1, period = 14, seed = 0 } = options;
  requireBars(bars);
  if (!(level >= 0 && level <= 1)) throw new ParameterError('level', 'a number in [0, 1]', level);
  requireWhole('period', period, 1);
  const rng = rngOf(seed, 'noisyBars');
  const range = averageTrueRange(bars, period);
  const open = bars.open.slice();
  const high = bars.high.slice();
  const low = bars.low.slice();
  const close = bars.close.slice();
  let factor = Math.exp(level * range[0] * rng.normal());
  for (let i = 0; i < bars.length; i++) {
    const scale = level * range[i];
    open[i] *= factor;
    factor = Math.exp(scale * rng.normal());
    close[i] *= factor;
    high[i] = Math.max(high[i] * Math.exp(scale * rng.normal()), open[i], close[i]);
    low[i] = Math.min(low[i] * Math.exp(scale * rng.normal()), open[i], close[i]);
  }
  const { symbol, timeframeMs, time, volume } = bars;
  return createBars({ symbol, timeframeMs, time, open, high, low, close, volume });
}

/** In logarithms; the first bars have fewer to average. */
function averageTrueRange({ length, high, low, close }: Bars, period: number): Float64Array {
  const ranges = new Float64Array(length);
  const averages = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const before = i === 0 ? close[0] : close[i - 1];
    ranges[i] = Math.log(Math.max(high[i], before) / Math.min(low[i], before));
    let total = 0;
    const from = Math.max(0, i - period + 1);
    for (let k = from; k <= i; k++) total += ranges[k];
    averages[i] = total / (i - from + 1);
  }
  return averages;
}
