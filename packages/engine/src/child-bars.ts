import type { Bars } from '@quantblocks/core';

/** Bars of a lower timeframe, indexed by the bar they belong to: children of bar `i` are `starts[i] .. ends[i] - 1`. */
export interface ChildBars {
  readonly bars: Bars;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Finds the children of every bar: those that open inside `[time, time + timeframe)`. Children in gaps belong to none. */
export function assignChildren(bars: Bars, children: Bars): ChildBars {
  const starts = new Int32Array(bars.length);
  const ends = new Int32Array(bars.length);
  let child = 0;
  for (let i = 0; i < bars.length; i++) {
    while (child < children.length && children.time[child] < bars.time[i]) child++;
    starts[i] = child;
    const end = bars.time[i] + bars.timeframeMs;
    while (child < children.length && children.time[child] < end) child++;
    ends[i] = child;
  }
  return { bars: children, starts, ends };
}
