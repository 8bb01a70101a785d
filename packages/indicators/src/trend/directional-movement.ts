import { checkInteger, checkWord } from '../checks.ts';
import type { BarOf, HighLowClose } from '../columns.ts';
import { exponential } from '../kernels/exponential.ts';
import { windowSum } from '../kernels/window-sum.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { ExponentialCell } from '../stream/exponential-cell.ts';
import { WindowSumCell } from '../stream/window-sum-cell.ts';
import { rangeWith } from '../volatility/true-range.ts';

/**
 * How the averages of movements and ranges start, `n` being the period.
 *
 * - `'sma'`: with the means of bars 1 .. n (Pine).
 * - `'sum'`: with the sums of bars 1 .. n - 1 over n, which bar n is added to before anything is shown (Wilder, TA-Lib).
 * - `'early-sum'`: with the same sums, shown on bar n - 1 (Tulip).
 * - `'first'`: with bar 0, whose movements are 0 and whose range is high minus low; the average of DX starts with the first movement,
 *   before which DX has no value (pandas, FINAL TRIGGER).
 * - `'zero'`: like `'first'`, but DX counts as 0 until then.
 */
export type AdxSeed = 'sma' | 'sum' | 'early-sum' | 'first' | 'zero';

/** Options of {@link dx}. */
export interface DxOptions extends NanOptions {
  /** Length of every average. @defaultValue `14` */
  period?: number;
  /** Start of the averages. @defaultValue `'sma'` */
  seed?: AdxSeed;
  /** A bar that moves as far up as down counts in neither direction, or in both (Tulip). @defaultValue `'neither'` */
  ties?: 'neither' | 'both';
}

/** Options of {@link adx} and {@link adxr}. */
export interface AdxOptions extends DxOptions {
  /** How DX becomes ADX: Wilder's average, or the simple mean of the FINAL TRIGGER script on TradingView. @defaultValue `'rma'` */
  smoothing?: 'rma' | 'sma';
}

/** Directional movement, all in 0 .. 100. */
export interface AdxSeries {
  adx: Float64Array;
  plusDi: Float64Array;
  minusDi: Float64Array;
}

/** One bar of {@link AdxSeries}. */
export interface AdxValue {
  adx: number;
  plusDi: number;
  minusDi: number;
}

/** Options of {@link dx}, checked. */
export function dxOptions({ period = 14, seed = 'sma', ties = 'neither', nan }: DxOptions): Required<DxOptions> {
  checkInteger('period', period, 1);
  checkWord('seed', seed, ['sma', 'sum', 'early-sum', 'first', 'zero']);
  checkWord('ties', ties, ['neither', 'both']);
  return { period, seed, ties, nan: nanPolicy(nan) };
}

/** Options of {@link adx}, checked. */
export function adxOptions({ smoothing = 'rma', ...rest }: AdxOptions): Required<AdxOptions> {
  checkWord('smoothing', smoothing, ['rma', 'sma']);
  return { ...dxOptions(rest), smoothing };
}

/** Bars whose sums over `divisor` start the averages, the last of them, and the first bar with DI and DX. */
export function shapeOf({ period, seed }: Required<DxOptions>): { divisor: number; seeded: number; first: number } {
  if (seed === 'first' || seed === 'zero') return { divisor: 1, seeded: 0, first: 0 };
  const seeded = seed === 'sma' ? period : period - 1;
  return { divisor: period, seeded, first: seed === 'early-sum' ? Math.max(seeded, 1) : period };
}

/** First defined bar of each series. */
export function firstOf(options: Required<AdxOptions>): Record<keyof AdxSeries, number> {
  const { first } = shapeOf(options);
  // Bar 0 of seed 'first' has never moved.
  const wait = waits(options) ? 1 : 0;
  return { adx: first + averaged(options) - 1 + wait, plusDi: first, minusDi: first };
}

/** Values of DX whose mean starts ADX. */
function averaged({ period, smoothing, seed }: Required<AdxOptions>): number {
  return smoothing === 'rma' && (seed === 'first' || seed === 'zero') ? 1 : period;
}

/** Whether ADX starts with the first movement. */
function waits({ smoothing, seed }: Required<AdxOptions>): boolean {
  return smoothing === 'rma' && seed === 'first';
}

/** Ranges below this are none: 100 over them would not be a number for long. */
const TINY = 1e-300;

/**
 * The movement if it is positive and the larger one, else 0; of two equal ones the share `tie`. It goes up on one bar and down on
 * the next: a branch here would be mispredicted half of the time, and cost as much as all the rest.
 */
function movement(size: number, other: number, tie: number): number {
  return (Number(size > other) + tie * Number(size === other)) * 0.5 * (size + Math.abs(size));
}

function scaleOf(range: number): number {
  return range > TINY ? 100 / range : 0;
}

function imbalance(plus: number, minus: number): number {
  const total = plus + minus;
  return total > 0 ? (100 * Math.abs(plus - minus)) / total : 0;
}

type Prices = Record<keyof HighLowClose, Float64Array>;

/** The kernel: the directional indicators, and DX in the place of ADX. */
export function direction({ high, low, close }: Prices, options: Required<DxOptions>, y: AdxSeries): void {
  const { divisor, seeded, first } = shapeOf(options);
  const { adx, plusDi, minusDi } = y;
  const n = high.length;
  if (n === 0) return;
  const tie = options.ties === 'both' ? 1 : 0;
  let plus = 0;
  let minus = 0;
  let range = first === 0 ? high[0] - low[0] : 0;
  for (let i = 1; i <= Math.min(seeded, n - 1); i++) {
    plus += movement(high[i] - high[i - 1], low[i - 1] - low[i], tie);
    minus += movement(low[i - 1] - low[i], high[i] - high[i - 1], tie);
    range += rangeWith(high[i], low[i], close[i - 1]);
  }
  if (seeded >= n) return;
  plus /= divisor;
  minus /= divisor;
  range /= divisor;
  plusDi[seeded] = scaleOf(range) * plus;
  minusDi[seeded] = scaleOf(range) * minus;
  adx[seeded] = imbalance(plus, minus);
  const alpha = 1 / options.period;
  const beta = 1 - alpha;
  for (let i = seeded + 1; i < n; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    plus = beta * plus + alpha * movement(up, down, tie);
    minus = beta * minus + alpha * movement(down, up, tie);
    range = beta * range + alpha * rangeWith(high[i], low[i], close[i - 1]);
    const scale = scaleOf(range);
    plusDi[i] = scale * plus;
    minusDi[i] = scale * minus;
    adx[i] = imbalance(plus, minus);
  }
}

/** {@link direction}, and then the average of DX in its place. */
export function averageDirection(x: Prices, options: Required<AdxOptions>, y: AdxSeries): void {
  direction(x, options, y);
  const { adx, plusDi, minusDi } = y;
  const { period } = options;
  const { first } = shapeOf(options);
  if (options.smoothing === 'sma') windowSum(adx.slice(first), period, period, adx.subarray(first));
  else {
    let from = first;
    if (waits(options)) while (from < adx.length && plusDi[from] + minusDi[from] === 0) from++;
    exponential(adx, from, 1 / period, averaged(options), adx);
  }
}

/** High, low and close of the bar before, and the averages of both movements and the range. */
export class DirectionCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly first: number;
  private readonly seeded: number;
  private readonly divisor: number;
  private readonly alpha: number;
  private readonly beta: number;
  private readonly tie: number;
  /** Whether the range of bar 0 counts. */
  private readonly firstRange: number;

  constructor(options: Required<DxOptions>) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(6));
    ({ seeded: this.seeded, divisor: this.divisor, first: this.first } = shapeOf(options));
    this.alpha = 1 / options.period;
    this.beta = 1 - this.alpha;
    this.tie = options.ties === 'both' ? 1 : 0;
    this.firstRange = this.first === 0 ? 1 : 0;
  }

  /** Takes a bar and puts DX in the place of ADX. In and out go objects: a double handed from call to call may cost an allocation. */
  step(from: number, to: number, index: number, { high, low, close }: BarOf<HighLowClose>, output: AdxValue): void {
    const { scalars, tie } = this;
    const f = 6 * from;
    const t = 6 * to;
    const known = index > 0;
    const up = known ? high - scalars[f] : 0;
    const down = known ? scalars[f + 1] - low : 0;
    const bar = known ? rangeWith(high, low, scalars[f + 2]) : this.firstRange * (high - low);
    const seeding = index <= this.seeded;
    const alpha = seeding ? 1 : this.alpha;
    const beta = seeding ? 1 : this.beta;
    let plus = beta * scalars[f + 3] + alpha * movement(up, down, tie);
    let minus = beta * scalars[f + 4] + alpha * movement(down, up, tie);
    let range = beta * scalars[f + 5] + alpha * bar;
    if (index === this.seeded) {
      plus /= this.divisor;
      minus /= this.divisor;
      range /= this.divisor;
    }
    scalars[t] = high;
    scalars[t + 1] = low;
    scalars[t + 2] = close;
    scalars[t + 3] = plus;
    scalars[t + 4] = minus;
    scalars[t + 5] = range;
    const scale = scaleOf(range);
    output.adx = imbalance(plus, minus);
    output.plusDi = scale * plus;
    output.minusDi = scale * minus;
  }
}

/** DX and its average. */
export class AdxCell {
  readonly cells: readonly Cell[];
  private readonly direction: DirectionCell;
  private readonly average: ExponentialCell | undefined;
  private readonly mean: WindowSumCell;
  private readonly period: number;
  private readonly waits: boolean;
  /** Bars since the first movement, where ADX waits for it. */
  private readonly moved: Float64Array;

  constructor(options: Required<AdxOptions>) {
    const { period, smoothing } = options;
    this.direction = new DirectionCell(options);
    this.mean = new WindowSumCell(smoothing === 'sma' ? period : 1);
    this.average = smoothing === 'rma' ? new ExponentialCell(1 / period, averaged(options)) : undefined;
    const moved = cellMemory(1);
    this.cells = [this.direction, this.average ?? this.mean, moved];
    this.moved = moved.scalars;
    this.period = period;
    this.waits = waits(options);
  }

  step(from: number, to: number, index: number, bar: BarOf<HighLowClose>, output: AdxValue): void {
    const { direction, average, moved } = this;
    direction.step(from, to, index, bar, output);
    let age = index - direction.first;
    if (age < 0) return;
    if (this.waits) {
      age = moved[from];
      const still = age === 0 && output.plusDi + output.minusDi === 0;
      moved[to] = still ? 0 : age + 1;
      if (still) return;
    }
    if (average !== undefined) output.adx = average.step(from, to, age, output.adx);
    else output.adx = this.mean.step(from, to, age, output.adx) / this.period;
  }
}

/** A class, so that the engine keeps its numbers unboxed: literals share their layout with {@link AdxSeries}, which holds objects. */
class Blank implements AdxValue {
  adx: number = Number.NaN;
  plusDi: number = Number.NaN;
  minusDi: number = Number.NaN;
}

/** Nothing is known yet. */
export function blank(): AdxValue {
  return new Blank();
}
