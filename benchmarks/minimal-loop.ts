import type { Bars } from '@quantblocks/core';

/**
 * The least code that does the job: one long position of one unit, next-open fills, a stop and a target as fractions of
 * the fill, a fee per side, trades and equity. No cash check, no options. The yardstick of the kernel.
 */
export function minimalLoop(
  bars: Bars,
  signal: Int8Array,
  stopFraction: number,
  targetFraction: number,
  fee: number,
  cash0: number,
  equity: Float64Array,
): { trades: number; finalEquity: number } {
  const { open, high, low, close } = bars;
  const n = bars.length;
  const entryBar: number[] = [];
  const exitBar: number[] = [];
  const entryPrice: number[] = [];
  const exitPrice: number[] = [];
  const pnl: number[] = [];
  let cash = cash0;
  let isOpen = false;
  let entry = 0;
  let stop = 0;
  let target = 0;
  let since = 0;
  equity[0] = cash;
  for (let i = 1; i < n; i++) {
    let exit = 0;
    const s = signal[i - 1];
    if (isOpen) {
      if (s === -1) exit = open[i];
    } else if (s === 1) {
      entry = open[i];
      stop = entry * (1 - stopFraction);
      target = entry * (1 + targetFraction);
      cash -= entry * (1 + fee);
      since = i;
      isOpen = true;
    }
    if (isOpen && exit === 0) {
      if (low[i] <= stop) exit = Math.min(open[i], stop);
      else if (high[i] >= target) exit = Math.max(open[i], target);
    }
    if (exit > 0) {
      cash += exit * (1 - fee);
      entryBar.push(since);
      exitBar.push(i);
      entryPrice.push(entry);
      exitPrice.push(exit);
      pnl.push(exit - entry - fee * (exit + entry));
      isOpen = false;
    }
    equity[i] = isOpen ? cash + close[i] : cash;
  }
  return { trades: entryBar.length, finalEquity: equity[n - 1] };
}
