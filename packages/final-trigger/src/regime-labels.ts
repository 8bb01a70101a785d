import type { Bars } from '@quantblocks/core';
import {
  Atr,
  type AtrOptions,
  atr,
  type BarOf,
  type HighLowClose,
  type PeriodOptions,
  RollingMax,
  RollingMin,
  rollingMax,
  rollingMin,
  Sma,
  type StreamState,
  sma,
} from '@quantblocks/indicators';
import { fromNumbers, toNumbers } from './json-numbers.ts';

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
 * const bars = createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close });
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
    labels[i] = classify(close[i], fast[k], slow[k], high[k], low[k], range[k], meanRange[k]);
  }
  return labels;
}

/** Label of one bar from its close and the features of the bar before. */
function classify(
  close: number,
  fast: number,
  slow: number,
  high: number,
  low: number,
  range: number,
  meanRange: number,
): number {
  if (Number.isNaN(slow)) return OTHER;
  const fromHigh = close / high - 1;
  const fromLow = close / low - 1;
  if (fromHigh < -0.15) return CRASH;
  if (range > 1.5 * meanRange) return HIGH_VOL;
  if (fast < slow && fromHigh < -0.05) return BEAR;
  if (fast > slow && fromLow > 0.05) return BULL;
  if (Math.abs(fromHigh) < 0.05 && Math.abs(fromLow) < 0.05) return SIDEWAYS;
  if (fast < slow && fromLow > 0.1) return RECOVERY;
  return OTHER;
}

/** Streaming {@link regimeLabels}. */
export class RegimeStream {
  #fast = new Sma({ period: FAST });
  #slow = new Sma({ period: SLOW });
  #high = new RollingMax({ period: FAST });
  #low = new RollingMin({ period: FAST });
  #range = new Atr({ period: 14, seed: 'first' });
  #meanRange = new Sma({ period: FAST });
  /** Features of the last bar. */
  #known: number[] = new Array<number>(6).fill(Number.NaN);

  /** Takes the next bar and returns its label, an index into {@link REGIMES}. */
  update(bar: BarOf<HighLowClose>): number {
    const [fast, slow, high, low, range, meanRange] = this.#known;
    const label = classify(bar.close, fast, slow, high, low, range, meanRange);
    const atr = this.#range.update(bar);
    this.#known = [
      this.#fast.update(bar.close),
      this.#slow.update(bar.close),
      this.#high.update(bar.close),
      this.#low.update(bar.close),
      atr,
      this.#meanRange.update(atr),
    ];
    return label;
  }

  /** Plain JSON. */
  snapshot(): RegimeStreamState {
    return {
      fast: this.#fast.snapshot(),
      slow: this.#slow.snapshot(),
      high: this.#high.snapshot(),
      low: this.#low.snapshot(),
      range: this.#range.snapshot(),
      meanRange: this.#meanRange.snapshot(),
      known: fromNumbers(this.#known),
    };
  }

  static restore(state: RegimeStreamState): RegimeStream {
    const stream = new RegimeStream();
    stream.#fast = Sma.restore(state.fast);
    stream.#slow = Sma.restore(state.slow);
    stream.#high = RollingMax.restore(state.high);
    stream.#low = RollingMin.restore(state.low);
    stream.#range = Atr.restore(state.range);
    stream.#meanRange = Sma.restore(state.meanRange);
    stream.#known = toNumbers(state.known);
    return stream;
  }
}

/** State of a {@link RegimeStream}. */
export interface RegimeStreamState {
  readonly fast: StreamState<PeriodOptions>;
  readonly slow: StreamState<PeriodOptions>;
  readonly high: StreamState<PeriodOptions>;
  readonly low: StreamState<PeriodOptions>;
  readonly range: StreamState<AtrOptions>;
  readonly meanRange: StreamState<PeriodOptions>;
  readonly known: readonly (number | null)[];
}
