import { type Cell, cellMemory } from '../stream/cell.ts';

/**
 * Start of the discriminator. `'first'`: prices are smoothed from bar 3 (0 before) and transformed from bar 6 on (FINAL TRIGGER).
 * `'ehlers'`: the same with the price itself before bar 3. `'talib'`: smoothed and transformed from bar 12 on, zeros before.
 */
export type MesaStart = 'first' | 'ehlers' | 'talib';

const I2 = 0;
const Q2 = 1;
const RE = 2;
const IM = 3;
const PERIOD = 4;
const PHASE = 5;
const SIZE = 6;
const DEGREES = 180 / Math.PI;
const FULL_CIRCLE = 2 * Math.PI;

/** Ehlers' homodyne discriminator, one bar at a time. */
export class MesaCell implements Cell {
  readonly scalars: Float64Array;
  /** Eight slots each of price, smooth, detrender, Q1 and I1: the Hilbert transform looks six bars back. */
  readonly ring: Float64Array;
  private readonly smoothFrom: number;
  private readonly rawWeight: number;
  private readonly hilbertFrom: number;

  /** @param talibStart - Bar on which TA-Lib begins; its functions differ. */
  constructor(start: MesaStart, talibStart = 12) {
    this.scalars = cellMemory(SIZE).scalars;
    this.ring = new Float64Array(40);
    this.smoothFrom = start === 'talib' ? talibStart : 3;
    this.rawWeight = start === 'ehlers' ? 1 : 0;
    this.hilbertFrom = start === 'talib' ? talibStart : 6;
  }

  /** Smoothed period after the last step into copy `to`. */
  period(to: number): number {
    return this.scalars[to * SIZE + PERIOD];
  }

  /** Takes a price and returns the fall of the phase in degrees, at least 1; NaN before it is known. */
  step(from: number, to: number, index: number, x: number): number {
    const s = this.scalars;
    const r = this.ring;
    const f = from * SIZE;
    const t = to * SIZE;
    const i0 = index & 7;
    const i1 = (index - 1) & 7;
    const i2 = (index - 2) & 7;
    const i3 = (index - 3) & 7;
    const i4 = (index - 4) & 7;
    const i6 = (index - 6) & 7;
    r[i0] = x;
    const smooth = index >= this.smoothFrom ? (4 * x + 3 * r[i1] + 2 * r[i2] + r[i3]) / 10 : this.rawWeight * x;
    r[8 + i0] = smooth;
    if (index < this.hilbertFrom) {
      r[16 + i0] = r[24 + i0] = r[32 + i0] = 0;
      s.fill(0, t, t + SIZE);
      return Number.NaN;
    }
    const previous = s[f + PERIOD];
    const gain = 0.075 * previous + 0.54;
    const detrender = hilbert(smooth, r[8 + i2], r[8 + i4], r[8 + i6], gain);
    r[16 + i0] = detrender;
    const q1 = hilbert(detrender, r[16 + i2], r[16 + i4], r[16 + i6], gain);
    r[24 + i0] = q1;
    const inPhase = r[16 + i3];
    r[32 + i0] = inPhase;
    const jI = hilbert(inPhase, r[32 + i2], r[32 + i4], r[32 + i6], gain);
    const jQ = hilbert(q1, r[24 + i2], r[24 + i4], r[24 + i6], gain);
    const lastI2 = s[f + I2];
    const lastQ2 = s[f + Q2];
    const i2Now = 0.2 * (inPhase - jQ) + 0.8 * lastI2;
    const q2Now = 0.2 * (q1 + jI) + 0.8 * lastQ2;
    const re = 0.2 * (i2Now * lastI2 + q2Now * lastQ2) + 0.8 * s[f + RE];
    const im = 0.2 * (i2Now * lastQ2 - q2Now * lastI2) + 0.8 * s[f + IM];
    s[t + I2] = i2Now;
    s[t + Q2] = q2Now;
    s[t + RE] = re;
    s[t + IM] = im;
    let period = re !== 0 && im !== 0 ? FULL_CIRCLE / Math.atan(im / re) : previous;
    if (previous > 0) {
      if (period > 1.5 * previous) period = 1.5 * previous;
      else if (period < 0.67 * previous) period = 0.67 * previous;
    }
    if (period < 6) period = 6;
    else if (period > 50) period = 50;
    s[t + PERIOD] = 0.2 * period + 0.8 * previous;
    const lastPhase = s[f + PHASE];
    const phase = inPhase === 0 ? lastPhase : Math.atan(q1 / inPhase) * DEGREES;
    s[t + PHASE] = phase;
    return Math.max(lastPhase - phase, 1);
  }
}

/** Term by term as Ehlers wrote it: the discriminator magnifies rounding, so another order would be further off from other programs. */
function hilbert(x: number, x2: number, x4: number, x6: number, gain: number): number {
  return (0.0962 * x + 0.5769 * x2 - 0.5769 * x4 - 0.0962 * x6) * gain;
}
