import {
  type Bars,
  createVerdict,
  type KeyPart,
  ParameterError,
  quantileSorted,
  type Verdict,
  type VerdictStatus,
} from '@quantblocks/core';
import type { OrderPlan } from '@quantblocks/engine';
import { requireDraws, requireOpenUnit, requireWhole, rngOf } from '../checks.ts';
import { percent, short } from '../words.ts';
import { type PlanStressOptions, stressRunner } from './plan-stress.ts';

/** Options of {@link missedFillStress}. */
export interface MissedFillOptions extends PlanStressOptions {
  /** Chance of an entry to be missed. @defaultValue `0.1` */
  probability?: number;
  /** @defaultValue `200` */
  repetitions?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Quantile of the repetitions that is judged. @defaultValue `0.05` */
  lowerQuantile?: number;
  /** Part of the performance that must remain at that quantile. @defaultValue `0.5` */
  minRetained?: number;
}

/** Answer of {@link missedFillStress}; `value` is `lower` as a part of `complete`. */
export interface MissedFillStress extends Verdict {
  /** Performance with every fill. */
  readonly complete: number;
  /** Performance of the repetitions at the judged quantile. */
  readonly lower: number;
  readonly median: number;
  /** At one minus the judged quantile. */
  readonly upper: number;
  /** Share of the repetitions that earn nothing. */
  readonly lossShare: number;
  /** Performance of each repetition, in the order drawn. */
  readonly values: Float64Array;
}

/**
 * What remains if entries are missed at random: a limit that was not reached, an exchange that was down.
 *
 * Signals of one side on consecutive bars are one order, filled or missed as a whole. A missed reversal still closes what it would
 * have reversed, since leaving is not entering. Capital that a missed entry leaves free may go to the next.
 *
 * @param bars - What is traded.
 * @param plan - Orders.
 * @param options - Chance to miss, repetitions and what must remain.
 * @returns `pass` if at least `minRetained` of the performance remains at the lower quantile; `undefined` if nothing was earned with every fill.
 * @throws a {@link ParameterError} if an option, the plan or the configuration is out of range.
 * @remarks One simulation per repetition. Fills are missed without regard to the outcome; real ones are missed when the price runs away.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { missedFillStress } from '@quantblocks/validation-guards';
 *
 * const close = Array.from({ length: 400 }, (_, i) => 100 * 1.001 ** i);
 * const bars = createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close });
 * const signal = Int8Array.from(close, (_, i) => (i % 10 === 0 ? 1 : 0));
 * const stress = missedFillStress(bars, { signal, maxBars: 5 }, { config: { costs: { feeBps: 1, slippageBps: 0 } } });
 * stress.status; // => 'pass'
 * Math.abs(stress.median / stress.complete - 0.9) < 0.05; // => true
 * ```
 */
export function missedFillStress(bars: Bars, plan: OrderPlan, options: MissedFillOptions = {}): MissedFillStress {
  const { config = {}, minPositions = 30, probability = 0.1, repetitions = 200, seed = 0 } = options;
  const { lowerQuantile = 0.05, minRetained = 0.5 } = options;
  requireWhole('minPositions', minPositions, 1);
  requireDraws('repetitions', repetitions);
  requireOpenUnit('probability', probability);
  if (!(lowerQuantile >= 0 && lowerQuantile <= 0.5)) {
    throw new ParameterError('lowerQuantile', 'a number in [0, 0.5]', lowerQuantile);
  }
  if (!(minRetained > 0 && minRetained <= 1)) {
    throw new ParameterError('minRetained', 'a number in (0, 1]', minRetained);
  }
  const run = stressRunner(bars, options);
  const { value: complete, positions } = run(plan);
  const rng = rngOf(seed, 'missedFillStress');
  const orders = ordersOf(plan.signal);
  const leaves = (config.onOpposite ?? 'reverse') !== 'ignore';
  const signal = new Int8Array(plan.signal.length);
  const exit = new Int8Array(plan.signal.length);
  const values = new Float64Array(repetitions);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    signal.set(plan.signal);
    if (plan.exit === undefined) exit.fill(0);
    else exit.set(plan.exit);
    for (let order = 0; order + 1 < orders.length; order += 2) {
      if (rng.next() >= probability) continue;
      for (let bar = orders[order]; bar < orders[order + 1]; bar++) {
        // +1 closes a long, which a missed -1 would have done, and the other way round.
        if (leaves) exit[bar] = exit[bar] === 0 || exit[bar] === -signal[bar] ? -signal[bar] : 2;
        signal[bar] = 0;
      }
    }
    values[repetition] = run({ ...plan, signal, exit }).value;
  }
  const sorted = values.slice().sort();
  const lower = quantileSorted(sorted, lowerQuantile);
  const value = complete > 0 ? lower / complete : Number.NaN;

  let status: VerdictStatus = value >= minRetained ? 'pass' : 'fail';
  let explanation = `With ${percent(probability)} of the entries missed it makes ${short(lower)} at the ${percent(lowerQuantile)} quantile instead of ${short(complete)}: ${percent(value)} remain, ${percent(minRetained)} are asked.`;
  if (!Number.isFinite(value)) {
    status = 'undefined';
    explanation =
      complete > 0
        ? 'In some repetitions the performance does not exist.'
        : `With every fill it makes ${short(complete)}: there is no gain of which a part could remain.`;
  }
  if (positions < minPositions) {
    status = 'insufficient';
    explanation = `Only ${positions} of ${minPositions} positions were closed.`;
  }
  return {
    ...createVerdict({
      name: 'missedFillStress',
      question: `How much remains if ${percent(probability)} of the entries are missed?`,
      status,
      value,
      n: positions,
      explanation,
      assumptions: ['Entries are missed independently of each other and of their outcome; exits are never missed.'],
    }),
    complete,
    lower,
    median: quantileSorted(sorted, 0.5),
    upper: quantileSorted(sorted, 1 - lowerQuantile),
    lossShare: values.reduce((losses, outcome) => losses + (outcome > 0 ? 0 : 1), 0) / repetitions,
    values,
  };
}

/** First bar and end (exclusive) of each run of equal signals, one after the other. */
function ordersOf(signal: Int8Array): number[] {
  const bounds: number[] = [];
  for (let start = 0; start < signal.length; ) {
    let end = start + 1;
    while (end < signal.length && signal[end] === signal[start]) end++;
    if (signal[start] !== 0) bounds.push(start, end);
    start = end;
  }
  return bounds;
}
