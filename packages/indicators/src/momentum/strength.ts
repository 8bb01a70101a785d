import { type Cell, cellMemory } from '../stream/cell.ts';
import { DelayCell } from '../stream/delay-cell.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { lateAverage } from './late-average.ts';

/**
 * Net change over the path walked, -1 .. 1, one bar at a time: what RSI and CMO are made of, on different scales.
 * With gains `G` and losses `L` it is `(G - L) / (G + L)`, yet no branch depends on the market.
 */
export interface StrengthCell {
  readonly cells: readonly Cell[];
  /** Meaningless on bar 0, which has no change. */
  step(from: number, to: number, index: number, x: number): number;
}

/** `base + scale * strength` under Wilder's averages of the changes, started by the mean of the first `seedLength` of them. Returns NaN if any price is. */
export function wilderStrength(
  x: Float64Array,
  period: number,
  seedLength: number,
  base: number,
  scale: number,
  y: Float64Array,
): number {
  const n = x.length;
  const alpha = 1 / period;
  const beta = 1 - alpha;
  let net = 0;
  let path = 0;
  for (let i = 1; i <= Math.min(seedLength, n - 1); i++) {
    net += x[i] - x[i - 1];
    path += Math.abs(x[i] - x[i - 1]);
  }
  net /= seedLength;
  path /= seedLength;
  if (seedLength < n) y[seedLength] = base + scale * share(net, path);
  for (let i = seedLength + 1; i < n; i++) {
    const change = x[i] - x[i - 1];
    net = beta * net + alpha * change;
    path = beta * path + alpha * Math.abs(change);
    y[i] = base + scale * share(net, path);
  }
  return path;
}

/** No limits are needed: the path is rounded the same way as the net change, so it is never the smaller one. */
function share(net: number, path: number): number {
  return path > 0 ? net / path : 0;
}

/** One bar of {@link wilderStrength}: averages of the changes and of their sizes, and the last price. */
export class WilderStrengthCell implements Cell, StrengthCell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly cells: readonly Cell[];
  private readonly alpha: number;
  private readonly seedLength: number;

  constructor(period: number, seedLength: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(3));
    this.alpha = 1 / period;
    this.seedLength = seedLength;
    this.cells = [this];
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, alpha, seedLength } = this;
    const change = x - scalars[3 * from + 2];
    const net = lateAverage(scalars[3 * from], index - 1, change, alpha, seedLength);
    const path = lateAverage(scalars[3 * from + 1], index - 1, Math.abs(change), alpha, seedLength);
    scalars[3 * to] = net;
    scalars[3 * to + 1] = path;
    scalars[3 * to + 2] = x;
    return share(net, path);
  }
}

/** Strength of the last `period` changes, all of one weight. */
export class SumStrengthCell implements StrengthCell {
  readonly cells: readonly Cell[];
  private readonly start: DelayCell;
  private readonly path: WindowSumCell;
  private readonly last: Float64Array;

  constructor(period: number) {
    this.start = new DelayCell(period);
    this.path = new WindowSumCell(period);
    const last = cellMemory(1);
    this.last = last.scalars;
    this.cells = [this.start, this.path, last];
  }

  step(from: number, to: number, index: number, x: number): number {
    const net = x - this.start.step(index, x);
    const change = x - this.last[from];
    this.last[to] = x;
    if (index === 0) return Number.NaN;
    const strength = share(net, this.path.step(from, to, index - 1, Math.abs(change)));
    // The path is a running sum, and a huge value that has left it may have taken some digits along.
    return Math.max(-1, Math.min(1, strength));
  }
}
