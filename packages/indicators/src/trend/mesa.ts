import { ParameterError } from '@quantblocks/core';
import { checkWord, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';

/** Dominant cycle and phase of a series. */
export interface MesaSeries {
  /** Smoothed dominant cycle period in bars; 0 before bar 6. */
  period: Float64Array;
  /** Fall of the phase since the last bar in degrees, at least 1; NaN before bar 6. */
  dPhase: Float64Array;
}

/** One bar of {@link MesaSeries}. */
export interface MesaValue {
  period: number;
  dPhase: number;
}

/**
 * Start of the discriminator. `'first'`: prices are smoothed from bar 3 (0 before) and transformed from bar 6 on (FINAL TRIGGER).
 * `'ehlers'`: the same with the price itself before bar 3. `'talib'`: smoothed and transformed from bar 12 on, zeros before.
 */
export type MesaStart = 'first' | 'ehlers' | 'talib';

/** Options of {@link mesa}. */
export interface MesaOptions {
  /** @defaultValue `'first'` */
  start?: MesaStart;
}

/**
 * Ehlers' homodyne discriminator: the dominant cycle period and the change of phase that drive the MESA adaptive averages.
 *
 * @param src - Prices. A NaN gives NaN on its bar and is passed over.
 * @param out - Buffers for the two series.
 * @returns Two series as long as `src`, recursive from the first bar on.
 * @throws a {@link ParameterError} if a buffer has another length.
 * @see J. F. Ehlers, "MESA Adaptive Moving Averages", Technical Analysis of Stocks & Commodities, September 2001.
 *
 * @example
 * ```ts
 * import { mesa } from '@quantblocks/indicators';
 *
 * const wave = Float64Array.from({ length: 400 }, (_, i) => 100 + Math.sin((2 * Math.PI * i) / 20));
 * Math.round(mesa(wave).period[399]); // => 20
 * ```
 */
export function mesa(src: ArrayLike<number>, options: MesaOptions = {}, out?: MesaSeries): MesaSeries {
  const cell = new MesaCell(startOf(options));
  const n = src.length;
  const period = outputFor(n, out?.period, 'out.period');
  const dPhase = outputFor(n, out?.dPhase, 'out.dPhase');
  const x = inputFor(src, 'src', period, dPhase);
  for (let i = 0; i < n; i++) {
    dPhase[i] = cell.step(0, 0, x[i]);
    period[i] = !Number.isNaN(x[i]) ? cell.period(0) : Number.NaN;
  }
  return { period, dPhase };
}

/** Limits of {@link mesaAlpha}: numbers, or one number per bar. */
export interface MesaAlphaOptions {
  /** Weight at the fastest phase change. @defaultValue `0.5` */
  fast?: number | ArrayLike<number>;
  /** Least weight. @defaultValue `0.05` */
  slow?: number | ArrayLike<number>;
}

/**
 * Weight of the newest price in the MESA adaptive average: `max(fast / dPhase, slow)`, and `slow` before bar 6.
 *
 * @param src - Prices. A NaN gives NaN on its bar.
 * @param out - Receives the result.
 * @returns As long as `src`, from bar 0.
 * @throws a {@link ParameterError} if a limit is a series of another length or `out` is.
 *
 * @example
 * ```ts
 * import { mesaAlpha } from '@quantblocks/indicators';
 *
 * Array.from(mesaAlpha([1, 2, 3])); // => [0.05, 0.05, 0.05]
 * ```
 */
export function mesaAlpha(src: ArrayLike<number>, options: MesaAlphaOptions = {}, out?: Float64Array): Float64Array {
  const { fast = 0.5, slow = 0.05 } = options;
  const n = src.length;
  const fasts = limitSeries('fast', fast, n);
  const slows = limitSeries('slow', slow, n);
  const target = outputFor(n, out);
  const x = inputFor(src, 'src', target);
  const cell = new MesaCell('first');
  for (let i = 0; i < n; i++) {
    const dPhase = cell.step(0, 0, x[i]);
    target[i] = !Number.isNaN(x[i]) ? alphaOf(dPhase, fasts[i], slows[i]) : Number.NaN;
  }
  return target;
}

/** Faster of the two weights; `slow` while the phase is unknown. */
export function alphaOf(dPhase: number, fast: number, slow: number): number {
  // An unknown phase fails the comparison.
  if (fast / dPhase > slow) return fast / dPhase;
  return slow;
}

function limitSeries(name: string, limit: number | ArrayLike<number>, n: number): ArrayLike<number> {
  if (typeof limit === 'number') {
    checkLimit(name, limit);
    return new Float64Array(n).fill(limit);
  }
  if (limit?.length !== n) throw new ParameterError(name, `a number, or ${n} of them`, limit);
  return limit;
}

/** Throws a {@link ParameterError} unless `value` is in [0, 1]. */
export function checkLimit(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new ParameterError(name, 'a number in [0, 1]', value);
}

function startOf({ start = 'first' }: MesaOptions): MesaStart {
  checkWord('start', start, ['first', 'ehlers', 'talib']);
  return start;
}

const COUNT = 0;
const I2 = 1;
const Q2 = 2;
const RE = 3;
const IM = 4;
const PERIOD = 5;
const PHASE = 6;
const SIZE = 7;
const DEGREES = 180 / Math.PI;
const FULL_CIRCLE = 2 * Math.PI;

/** The discriminator, one bar at a time. */
export class MesaCell implements Cell {
  readonly scalars: Float64Array;
  /** Eight slots each of price, smooth, detrender, Q1 and I1: the Hilbert transform looks six bars back. */
  readonly ring: Float64Array;
  private readonly smoothFrom: number;
  private readonly rawWeight: number;
  private readonly hilbertFrom: number;

  constructor(start: MesaStart) {
    this.scalars = cellMemory(SIZE).scalars;
    this.ring = new Float64Array(40);
    this.smoothFrom = start === 'talib' ? 12 : 3;
    this.rawWeight = start === 'ehlers' ? 1 : 0;
    this.hilbertFrom = start === 'talib' ? 12 : 6;
  }

  /** Smoothed period after the last step into copy `to`. */
  period(to: number): number {
    return this.scalars[to * SIZE + PERIOD];
  }

  /** Takes a price and returns the phase change in degrees; NaN before it is known and on a gap. */
  step(from: number, to: number, x: number): number {
    const s = this.scalars;
    const r = this.ring;
    const f = from * SIZE;
    const t = to * SIZE;
    if (Number.isNaN(x)) {
      if (f !== t) for (let i = 0; i < SIZE; i++) s[t + i] = s[f + i];
      return Number.NaN;
    }
    const count = s[f + COUNT];
    const i0 = count & 7;
    const i1 = (count - 1) & 7;
    const i2 = (count - 2) & 7;
    const i3 = (count - 3) & 7;
    const i4 = (count - 4) & 7;
    const i6 = (count - 6) & 7;
    s[t + COUNT] = count + 1;
    r[i0] = x;
    const smooth = count >= this.smoothFrom ? (4 * x + 3 * r[i1] + 2 * r[i2] + r[i3]) / 10 : this.rawWeight * x;
    r[8 + i0] = smooth;
    const previous = s[f + PERIOD];
    if (count < this.hilbertFrom) {
      r[16 + i0] = r[24 + i0] = r[32 + i0] = 0;
      for (let i = I2; i < SIZE; i++) s[t + i] = 0;
      return Number.NaN;
    }
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

function hilbert(x: number, x2: number, x4: number, x6: number, gain: number): number {
  return (0.0962 * x + 0.5769 * x2 - 0.5769 * x4 - 0.0962 * x6) * gain;
}

/** Streaming {@link mesa}. */
export class Mesa extends Stream<MesaOptions, number, MesaValue> {
  private readonly cell: MesaCell;

  constructor(options: MesaOptions = {}) {
    const start = startOf(options);
    const cell = new MesaCell(start);
    super('mesa', { start }, [cell], () => ({ period: Number.NaN, dPhase: Number.NaN }));
    this.cell = cell;
  }

  static restore(state: StreamState<MesaOptions>): Mesa {
    return new Mesa(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, _index: number, output: MesaValue): MesaValue {
    output.dPhase = this.cell.step(from, to, x);
    output.period = !Number.isNaN(x) ? this.cell.period(to) : Number.NaN;
    return output;
  }
}
