import { type Bars, createVerdict, ParameterError, type Verdict, type VerdictStatus } from '@quantblocks/core';
import type { OrderPlan } from '@quantblocks/engine';
import { requireBars, requireWhole } from '../checks.ts';
import { count, percent, short } from '../words.ts';
import { type PlanStressOptions, stressRunner } from './plan-stress.ts';

/** Options of {@link delayStress}. */
export interface DelayStressOptions extends PlanStressOptions {
  /** Longest delay to show, bars. @defaultValue `3` */
  maxDelay?: number;
  /** Longest delay that is judged; longer ones are only shown. @defaultValue `1` */
  judgedDelay?: number;
  /** Part of the performance that must remain. @defaultValue `0.5` */
  minRetained?: number;
}

/** One delay of {@link DelayStress}. */
export interface DelayPoint {
  /** Bars. */
  readonly delay: number;
  readonly value: number;
  /** Part of the performance in time; NaN if there was none. */
  readonly retained: number;
  /** Positions closed. */
  readonly positions: number;
}

/** Answer of {@link delayStress}; `value` is the smallest part that remains under a judged delay. */
export interface DelayStress extends Verdict {
  /** From no delay on. */
  readonly delays: readonly DelayPoint[];
}

/**
 * What remains if every decision reaches the market some bars late.
 *
 * The whole plan is shifted: a late order keeps the size, stop and target distances of the bar it was decided on, and they are measured
 * from its late fill. An edge that dies of one bar lives on fills nobody gets, or on a bar that was not over when it was used.
 *
 * @param bars - What is traded.
 * @param plan - Orders.
 * @param options - Delays and what must remain.
 * @returns `pass` if at least `minRetained` remains under every judged delay; `undefined` if nothing was earned in time.
 * @throws a {@link ParameterError} if an option, the plan or the configuration is out of range.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { delayStress } from '@quantblocks/validation-guards';
 *
 * const close = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? 100 : 101));
 * const open = close.map((_, i) => close[Math.max(0, i - 1)]);
 * const bars = createBars({
 *   time: close.map((_, i) => i),
 *   open,
 *   high: close.map((value, i) => Math.max(value, open[i])),
 *   low: close.map((value, i) => Math.min(value, open[i])),
 *   close,
 * });
 * const signal = Int8Array.from(close, (value) => (value === 100 ? 1 : -1)); // right for one bar, then wrong
 * const { status, delays } = delayStress(bars, { signal });
 * status; // => 'fail'
 * delays.map(({ value }) => value > 0); // => [true, false, true, false]
 * ```
 */
export function delayStress(bars: Bars, plan: OrderPlan, options: DelayStressOptions = {}): DelayStress {
  const { config = {}, minPositions = 30, judgedDelay = 1, minRetained = 0.5 } = options;
  requireBars(bars);
  const longest = Math.max(1, bars.length - 1);
  const { maxDelay = Math.min(3, longest) } = options;
  requireWhole('minPositions', minPositions, 1);
  requireWhole('maxDelay', maxDelay, 1, longest);
  requireWhole('judgedDelay', judgedDelay, 1, maxDelay);
  if (!(minRetained > 0 && minRetained <= 1)) {
    throw new ParameterError('minRetained', 'a number in (0, 1]', minRetained);
  }
  const run = stressRunner(bars, options);
  const inTime = run(plan);
  const eligible = { ...plan, signal: withoutFirst(plan.signal, config.tradeFrom ?? 0) };
  const delays: DelayPoint[] = [];
  for (let delay = 0; delay <= maxDelay; delay++) {
    const { value, positions } = delay === 0 ? inTime : run(shifted(eligible, delay));
    delays.push({ delay, value, retained: inTime.value > 0 ? value / inTime.value : Number.NaN, positions });
  }
  const judged = delays.slice(1, judgedDelay + 1);
  const worst = judged.reduce((a, b) => (b.retained < a.retained ? b : a));

  let status: VerdictStatus = worst.retained >= minRetained ? 'pass' : 'fail';
  let explanation = `${count(worst.delay, 'bar')} late it makes ${short(worst.value)} instead of ${short(inTime.value)}: ${percent(worst.retained)} remain, ${percent(minRetained)} are asked.`;
  if (!(inTime.value > 0) || judged.some(({ retained }) => !Number.isFinite(retained))) {
    status = 'undefined';
    explanation =
      inTime.value > 0
        ? 'Under a judged delay the performance does not exist.'
        : `In time it makes ${short(inTime.value)}: there is no gain of which a part could remain.`;
  }
  if (inTime.positions < minPositions) {
    status = 'insufficient';
    explanation = `Only ${inTime.positions} of ${minPositions} positions were closed.`;
  }
  return {
    ...createVerdict({
      name: 'delayStress',
      question: `How much remains if every order is ${judgedDelay === 1 ? 'one bar' : `up to ${judgedDelay} bars`} late?`,
      status,
      value: worst.retained,
      n: inTime.positions,
      explanation,
      assumptions: ['Every order is late by the same number of bars; levels keep the distances of the decision.'],
    }),
    delays,
  };
}

/** Decisions that were not allowed in time do not become so by being late. */
function withoutFirst(signal: Int8Array, bars: number): Int8Array {
  return bars === 0 ? signal : signal.slice().fill(0, 0, bars);
}

/** Every series of the plan, levels included, `bars` later; what comes before is no order and no level. */
function shifted<T>(part: T, bars: number): T {
  if (part instanceof Int8Array) return part.slice().copyWithin(bars, 0).fill(0, 0, bars) as T;
  if (part instanceof Float64Array) return part.slice().copyWithin(bars, 0).fill(Number.NaN, 0, bars) as T;
  if (Array.isArray(part)) return part.map((inner) => shifted(inner, bars)) as T;
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, shifted(inner, bars)])) as T;
}
