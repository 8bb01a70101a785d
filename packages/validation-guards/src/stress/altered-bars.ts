import { type Bars, createBars, type Rng } from '@quantblocks/core';

/** Bars `start` to `end` (exclusive) as a copy: what reads past a view through its buffer must not succeed by accident. */
export function copyBars(bars: Bars, start: number, end: number): Bars {
  const { symbol, timeframeMs } = bars;
  const column = (name: 'time' | 'open' | 'high' | 'low' | 'close' | 'volume'): Float64Array =>
    bars[name].slice(start, end);
  return createBars({
    symbol,
    timeframeMs,
    time: column('time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  });
}

/** First move of a disturbed future: far enough to be a new extreme of most series. */
const JUMP = Math.log(1.5);
const STEP = 0.02;

/** A copy in which the bars from `from` on take another course: a jump up or down, a random walk on top, another volume. */
export function disturbFuture(bars: Bars, from: number, rng: Rng): Bars {
  const copy = copyBars(bars, 0, bars.length);
  const { open, high, low, close, volume } = copy;
  let move = rng.next() < 0.5 ? -JUMP : JUMP;
  for (let i = from; i < copy.length; i++) {
    move += STEP * rng.normal();
    // One factor for all four prices keeps the low below and the high above.
    const factor = Math.exp(move);
    open[i] *= factor;
    high[i] *= factor;
    low[i] *= factor;
    close[i] *= factor;
    volume[i] *= Math.exp(rng.normal());
  }
  return copy;
}
