import { type Bars, createVerdict, ParameterError, type Verdict, type VerdictStatus } from '@quantblocks/core';
import type { StrategyDefinition } from '@quantblocks/engine';
import { requireBars, requireFunction, requireWhole } from '../checks.ts';
import { count } from '../words.ts';
import { copyBars } from './altered-bars.ts';
import { differs, type PlanField, type PlanValue, planFields, valueAt } from './plan-fields.ts';

/** Options of {@link warmup}. */
export interface WarmupOptions<Params> {
  /** @defaultValue the strategy's defaults */
  params?: Params;
  /** Bars that the strategy is said to need before it may trade, `tradeFrom` of the simulation. Without it there is a need, but no verdict. */
  declared?: number;
  /** First bars of the shorter histories. @defaultValue six, from a quarter to half of the bars */
  starts?: readonly number[];
  /**
   * Relative difference of numbers that is no difference: recursive indicators never agree exactly, only ever better. Signals and exits
   * must always be equal.
   * @defaultValue `0.001`
   */
  tolerance?: number;
}

/** The last place in which a shorter history gives another plan. */
export interface WarmupDifference {
  /** Path in the plan: `signal`, `stop.series`, `targets.0.value`. */
  readonly field: string;
  /** First bar of the shorter history. */
  readonly start: number;
  /** Last bar that differs, counted in the full history; null for a single value, which differs for ever. */
  readonly bar: number | null;
  /** Bars after the start until it agrees. */
  readonly bars: number;
  /** With the full history. */
  readonly full: PlanValue;
  /** With the shorter one. */
  readonly rerun: PlanValue;
  /** All of this in a sentence. */
  readonly text: string;
}

/** Answer of {@link warmup}; `value` is `neededBars`, `n` the number of starts. */
export interface Warmup extends Verdict {
  /** Bars after which every shorter history gives the plan of the full one: the largest over starts and fields. */
  readonly neededBars: number;
  /** The same after each start alone, in the order given. */
  readonly needs: readonly number[];
  /** Whether the plan agreed before the bars ended, whatever the start. */
  readonly converges: boolean;
  /** Of each field that differs at all, its longest; longest first. */
  readonly differences: readonly WarmupDifference[];
}

/**
 * How many bars a strategy needs until its plan no longer depends on where the history began, against what it declares.
 *
 * The strategy plans again on bars that begin later, and each plan is compared with that of the full history. A window needs its length;
 * a recursion as long as it takes to forget its seed up to the tolerance; a scale taken from the whole sample never agrees.
 *
 * @param strategy - Any strategy; it is prepared once per start and once more.
 * @param bars - Several times as many as are needed; they are copied.
 * @param options - Parameters, declared warm-up, starts, tolerance.
 * @returns `pass` if what is needed is not more than declared; `insufficient` if nothing is declared, or nothing is decided after it.
 * @throws a {@link ParameterError} if an option is out of range; what the strategy throws on fewer bars is not caught.
 * @remarks The need is a bound from below: state that no decision shows in these bars is not seen. More starts see more.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import type { StrategyDefinition } from '@quantblocks/engine';
 * import { rollingMax } from '@quantblocks/indicators';
 * import { warmup } from '@quantblocks/validation-guards';
 *
 * const close = Array.from({ length: 400 }, (_, i) => 100 + 10 * Math.sin(i / 5) + i / 50);
 * const bars = createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close });
 * const breakout: StrategyDefinition<object> = {
 *   name: 'breakout',
 *   defaults: {},
 *   prepare: (bars) => {
 *     const high = rollingMax(bars.close, { period: 20 });
 *     return { bars, plan: () => ({ signal: Int8Array.from(bars.close, (now, i) => (now > high[i - 1] ? 1 : 0)) }) };
 *   },
 * };
 * const { neededBars } = warmup(breakout, bars, { declared: 20, starts: Array.from({ length: 40 }, (_, i) => 100 + i) });
 * neededBars; // => 20
 * warmup(breakout, bars, { declared: 10, starts: [118] }).status; // => 'fail'
 * ```
 */
export function warmup<Params>(
  strategy: StrategyDefinition<Params>,
  bars: Bars,
  options: WarmupOptions<Params> = {},
): Warmup {
  requireFunction('strategy.prepare', strategy?.prepare);
  requireBars(bars);
  const { params = strategy.defaults, declared, tolerance = 1e-3 } = options;
  const n = bars.length;
  if (declared !== undefined) requireWhole('declared', declared, 0);
  if (!(tolerance >= 0 && tolerance < 1)) throw new ParameterError('tolerance', 'a number in [0, 1)', tolerance);
  const starts = options.starts ?? evenStarts(n);
  for (const [i, start] of starts.entries()) requireWhole(`starts[${i}]`, start, 1, n - 1);
  const fieldsFrom = (start: number): Map<string, PlanField> =>
    planFields(strategy.prepare(copyBars(bars, start, n)).plan(params));
  const full = fieldsFrom(0);
  const found = starts.map((start) => lastDifferences(full, fieldsFrom(start), start, n, tolerance));
  const needs = found.map((differences) => Math.max(0, ...differences.map((difference) => difference.bars)));
  const neededBars = Math.max(0, ...needs);
  const converges = needs.every((needed, i) => needed < n - starts[i]);
  const all = found.flat().sort((a, b) => b.bars - a.bars);
  const differences = all.filter(({ field }, i) => all.findIndex((other) => other.field === field) === i);
  const { status, explanation } = judge();
  return {
    ...createVerdict({
      name: 'warmup',
      question: 'Does the plan stop depending on the start of the history within the declared warm-up?',
      status,
      value: neededBars,
      n: starts.length,
      explanation,
      assumptions: [
        `Numbers agree up to ${tolerance} of their size; signals and exits exactly.`,
        'The full history is long enough before the first start to be the truth.',
      ],
      warnings: starts.some((start) => start < neededBars)
        ? [`A start lies within the ${neededBars} bars that are needed: the full history was not ready either.`]
        : [],
    }),
    neededBars,
    needs,
    converges,
    differences,
  };

  function judge(): { status: VerdictStatus; explanation: string } {
    const worst =
      differences[0]?.text ??
      `All of ${count(starts.length, 'shorter history', 'shorter histories')} give the same plan`;
    const need = converges ? `It needs ${count(neededBars, 'bar')}` : 'It depends on the start to the last bar';
    if (declared === undefined)
      return { status: 'insufficient', explanation: `${need}; nothing is declared. ${worst}.` };
    if (neededBars > declared) {
      return { status: 'fail', explanation: `${need}, ${declared} are declared. ${worst}.` };
    }
    const compared = Math.min(n, ...starts) + declared;
    const isDecided = (bar: number): boolean =>
      ['signal', 'exit'].some((field) => (valueAt(full.get(field), bar) ?? 0) !== 0);
    for (let bar = compared; bar < n; bar++) {
      if (isDecided(bar)) return { status: 'pass', explanation: `${need}, ${declared} are declared. ${worst}.` };
    }
    return {
      status: 'insufficient',
      explanation: `No decision follows the ${declared} bars declared: nothing to compare.`,
    };
  }
}

function evenStarts(n: number): number[] {
  const starts = Array.from({ length: 6 }, (_, i) => Math.floor((n / 4) * (1 + i / 5)));
  return [...new Set(starts.filter((start) => start >= 1 && start < n))];
}

function lastDifferences(
  full: Map<string, PlanField>,
  rerun: Map<string, PlanField>,
  start: number,
  n: number,
  tolerance: number,
): WarmupDifference[] {
  const found: WarmupDifference[] = [];
  for (const field of new Set([...full.keys(), ...rerun.keys()])) {
    const long = full.get(field);
    const late = rerun.get(field);
    const isSeries = (long ?? late)?.isSeries === true;
    for (let bar = n - 1; bar >= (isSeries ? start : n - 1); bar--) {
      const values = { full: valueAt(long, bar), rerun: valueAt(late, bar - start) };
      if (!differs(values.full, values.rerun, tolerance)) continue;
      const place = { field, start, bar: isSeries ? bar : null, bars: bar - start + 1, ...values };
      found.push({ ...place, text: describe(place) });
      break;
    }
  }
  return found;
}

function describe({ field, start, bar, bars, full, rerun }: Omit<WarmupDifference, 'text'>): string {
  const where = bar === null ? field : `${field} at bar ${bar}`;
  const distance = bar === null ? '' : `, ${count(bars - 1, 'bar')} before`;
  return `${where} changes from ${full} to ${rerun} when the history begins at bar ${start}${distance}`;
}
