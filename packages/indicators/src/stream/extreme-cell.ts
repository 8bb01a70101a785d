import { type Cell, cellMemory } from './cell.ts';

/**
 * Maximum of the last `period` values: van Herk and Gil-Werman's two passes, one bar at a time.
 * The series is cut into blocks; the window is the end of the last block (maxima from its end backwards, `tail`)
 * and the beginning of this one (running maximum). NaN while a gap is inside the window.
 */
export class MaxCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  private readonly period: number;

  constructor(period: number) {
    this.scalars = cellMemory(3).scalars;
    // Values of this block, then the tail maxima of the last one: kept apart, because replacing a block's last bar needs both.
    this.ring = new Float64Array(2 * period);
    this.period = period;
  }

  step(from: number, to: number, index: number, x: number): number {
    const { scalars, ring, period } = this;
    const known = !Number.isNaN(x);
    const value = known ? x : Number.NEGATIVE_INFINITY;
    const start = known ? scalars[3 * from] : index + 1;
    const position = scalars[3 * from + 1];
    const running = scalars[3 * from + 2];
    let max = position === 0 || value > running ? value : running;
    ring[position] = value;
    const last = position === period - 1;
    scalars[3 * to] = start;
    scalars[3 * to + 1] = last ? 0 : position + 1;
    scalars[3 * to + 2] = max;
    if (last) {
      let tail = Number.NEGATIVE_INFINITY;
      for (let i = period - 1; i > 0; i--) {
        if (ring[i] > tail) tail = ring[i];
        ring[period + i] = tail;
      }
    } else {
      const tail = ring[period + position + 1];
      if (tail > max) max = tail;
    }
    return index - start >= period - 1 ? max : Number.NaN;
  }
}
