import type { Bars } from '@quantblocks/core';
import { atr, rollingMax, rollingMin, sma } from '@quantblocks/indicators';

/** The seven market regimes; a label is an index into this list. The first rule that holds gives the label. */
export const REGIMES = ['CRASH', 'HIGH_VOL', 'BEAR', 'BULL', 'SIDEWAYS', 'RECOVERY', 'OTHER'] as const;

/** One of {@link REGIMES}. */
export type Regime = (typeof REGIMES)[number];

const [CRASH, HIGH_VOL, BEAR, BULL, SIDEWAYS, RECOVERY, OTHER] = REGIMES.keys();
const FAST = 50;
const SLOW = 200;

/**
 * Regime of each bar (definition V2 of the earlier system), known at the bar's close: averages, ATR and extremes are those
 * of the previous bar, only the close is the bar's own.
 *
 * CRASH: more than 15 % below the highest close of 50 bars. HIGH_VOL: ATR(14) above 1.5 times its 50-bar mean. BEAR:
 * SMA(50) < SMA(200) and 5 % below the high. BULL: SMA(50) > SMA(200) and 5 % above the low. SIDEWAYS: within 5 % of both.
 * RECOVERY: SMA(50) < SMA(200) and 10 % above the low. OTHER: none of these, and always the first 200 bars.
 *
 * @returns Indices into {@link REGIMES}.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { REGIMES, regimeLabels } from '@quantblocks/final-trigger';
 *
 * const close = Array.from({ length: 300 }, (_, i) => 100 * 1.002 ** i);
 * const bars = createBars({ time: close.keys().toArray(), open: close, high: close, low: close, close });
 * REGIMES[regimeLabels(bars)[299]]; // => 'BULL'
 * ```
 */
export function regimeLabels(bars: Bars): Uint8Array {
  const { close } = bars;
  const labels = new Uint8Array(bars.length).fill(OTHER);
  const fast = sma(close, { period: FAST });
  const slow = sma(close, { period: SLOW });
  const high = rollingMax(close, { period: FAST });
  const low = rollingMin(close, { period: FAST });
  const range = atr(bars, { period: 14, seed: 'first' });
  const meanRange = sma(range, { period: FAST });
  for (let i = SLOW; i < labels.length; i++) {
    const k = i - 1;
    const fromHigh = close[i] / high[k] - 1;
    const fromLow = close[i] / low[k] - 1;
    if (fromHigh < -0.15) labels[i] = CRASH;
    else if (range[k] > 1.5 * meanRange[k]) labels[i] = HIGH_VOL;
    else if (fast[k] < slow[k] && fromHigh < -0.05) labels[i] = BEAR;
    else if (fast[k] > slow[k] && fromLow > 0.05) labels[i] = BULL;
    else if (Math.abs(fromHigh) < 0.05 && Math.abs(fromLow) < 0.05) labels[i] = SIDEWAYS;
    else if (fast[k] < slow[k] && fromLow > 0.1) labels[i] = RECOVERY;
  }
  return labels;
}
