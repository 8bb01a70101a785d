import {
  type Bars,
  createVerdict,
  type KeyPart,
  ParameterError,
  type Rng,
  type Verdict,
  type VerdictStatus,
} from '@quantblocks/core';
import type { StrategyDefinition } from '@quantblocks/engine';
import { requireBars, requireFunction, requireWhole, rngOf } from '../checks.ts';
import { count } from '../words.ts';
import { copyBars, disturbFuture } from './altered-bars.ts';
import { differs, type PlanField, type PlanValue, planFields, valueAt } from './plan-fields.ts';

/** Options of {@link lookahead}. */
export interface LookaheadOptions<Params> {
  /** @defaultValue the strategy's defaults */
  params?: Params;
  /** Points at which the future is taken away: half of them right after a decision, half anywhere. @defaultValue `16` */
  cuts?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Fewest bars that the strategy is given. @defaultValue a quarter of the bars */
  minBars?: number;
  /** Relative difference of numbers that is no difference, for sums that are taken in another order over fewer bars. @defaultValue `0`: bit for bit */
  tolerance?: number;
}

/** A place in which the plan knew what it could not. */
export interface LookaheadDifference {
  /** Path in the plan: `signal`, `stop.series`, `targets.0.value`. */
  readonly field: string;
  /** First bar that differs; null for a single value. */
  readonly bar: number | null;
  /** Last bar that was left as it was. */
  readonly lastBar: number;
  /** What happened to the bars after it; `'repeated'`: nothing, the same bars gave another plan. */
  readonly change: 'removed' | 'changed' | 'repeated';
  /** With all bars. */
  readonly full: PlanValue;
  /** Without that future; undefined where the plan then says nothing. */
  readonly rerun: PlanValue;
  /** All of this in a sentence. */
  readonly text: string;
}

/** Answer of {@link lookahead}; `value` counts the re-runs that differ, of `n`. */
export interface Lookahead extends Verdict {
  /** The first of each field in each re-run. */
  readonly differences: readonly LookaheadDifference[];
  /** Fields of the plan that look ahead. */
  readonly fields: readonly string[];
  /** Bars ahead that are read at least; 0 if none is. */
  readonly reach: number;
}

/**
 * Whether a strategy looks ahead: plans again without the future, and with another one, and compares every number the plan says up to there.
 *
 * At each cut the strategy is prepared twice: on the bars before it alone, as a live trader would, and on all bars with those after it
 * moved. Truncation finds what needs the later bars; the other future also finds what copes with their absence. Signals, exits, weights,
 * every series of stops, targets and trail, and every single value are compared, since a stop scaled by the volatility of the whole sample looks ahead too.
 *
 * @param strategy - Any strategy; it is prepared `2 cuts + 2` times.
 * @param bars - Enough for some decisions; they are copied.
 * @param options - Parameters, cuts, tolerance.
 * @returns `pass` if no re-run differs, `fail` with the places if one does, `insufficient` without a decision to compare.
 * @throws a {@link ParameterError} if an option is out of range; whatever the strategy throws on fewer bars is not caught (see `minBars`).
 * @remarks A look ahead that shows on few bars can be missed: raise `cuts`. It does not see what a strategy reads beside its bars.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import type { StrategyDefinition } from '@quantblocks/engine';
 * import { lookahead } from '@quantblocks/validation-guards';
 *
 * const close = Array.from({ length: 200 }, (_, i) => 100 + 10 * Math.sin(i / 5));
 * const bars = createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close });
 * const tomorrow: StrategyDefinition<object> = {
 *   name: 'tomorrow',
 *   defaults: {},
 *   prepare: (bars) => ({ bars, plan: () => ({ signal: Int8Array.from(bars.close, (now, i) => (bars.close[i + 1] > now ? 1 : 0)) }) }),
 * };
 * const { status, reach, differences } = lookahead(tomorrow, bars);
 * [status, reach]; // => ['fail', 1]
 * differences[0].text.startsWith('signal at bar '); // => true
 * ```
 */
export function lookahead<Params>(
  strategy: StrategyDefinition<Params>,
  bars: Bars,
  options: LookaheadOptions<Params> = {},
): Lookahead {
  requireFunction('strategy.prepare', strategy?.prepare);
  requireBars(bars);
  const { params = strategy.defaults, cuts = 16, seed = 0, tolerance = 0 } = options;
  requireWhole('cuts', cuts, 1);
  if (!(tolerance >= 0 && tolerance < 1)) throw new ParameterError('tolerance', 'a number in [0, 1)', tolerance);
  const n = bars.length;
  const minBars = requireWhole('minBars', options.minBars ?? Math.max(1, Math.ceil(n / 4)), 1, Math.max(1, n - 1));
  const fieldsOn = (given: Bars): Map<string, PlanField> => planFields(strategy.prepare(given).plan(params));
  const full = fieldsOn(copyBars(bars, 0, n));
  const decisions = decisionBars(full, n);
  const lengths = cutLengths(decisions, minBars, n, cuts, rngOf(seed, 'lookahead', 'cuts'));
  const differences: LookaheadDifference[] = [];
  let differing = 0;
  const compare = (rerun: Map<string, PlanField>, length: number, change: LookaheadDifference['change']): void => {
    const found = differencesOf(full, rerun, length, change, tolerance);
    differences.push(...found);
    if (found.length > 0) differing++;
  };
  compare(fieldsOn(copyBars(bars, 0, n)), n, 'repeated');
  for (const length of lengths) {
    compare(fieldsOn(copyBars(bars, 0, length)), length, 'removed');
    compare(fieldsOn(disturbFuture(bars, length, rngOf(seed, 'lookahead', 'future', length))), length, 'changed');
  }
  const runs = 2 * lengths.length + 1;
  const fields = [...new Set(differences.map(({ field }) => field))];
  let status: VerdictStatus = 'pass';
  let explanation = `The plan stays the same in ${count(runs, 're-run')} with ${count(lengths.length, 'cut')}; ${count(decisions.length, 'decision')} were there to change.`;
  if (differences.length > 0) {
    status = 'fail';
    explanation = `In ${differing} of ${runs} re-runs the plan differs (${fields.join(', ')}). First: ${differences[0].text}.`;
  } else if (decisions.length === 0 || lengths.length === 0) {
    status = 'insufficient';
    explanation = `With ${count(n, 'bar')} and ${count(decisions.length, 'decision')} there is nothing to compare.`;
  }
  return {
    ...createVerdict({
      name: 'lookahead',
      question: 'Does the plan depend on bars that came later?',
      status,
      value: differing,
      n: runs,
      explanation,
      assumptions: [
        'The strategy reads nothing but its bars and parameters.',
        tolerance === 0 ? 'Values are compared bit for bit.' : `Numbers may differ by ${tolerance} of their size.`,
      ],
      warnings:
        decisions.length > 0 && decisions.length < 10 ? ['Few decisions: a rare look ahead would not show.'] : [],
    }),
    differences,
    fields,
    reach: differences.reduce(
      (most, { bar, lastBar, change }) =>
        bar === null || change === 'repeated' ? most : Math.max(most, lastBar + 1 - bar),
      0,
    ),
  };
}

function decisionBars(full: Map<string, PlanField>, n: number): number[] {
  const isSet = (field: string, bar: number): boolean => (valueAt(full.get(field), bar) ?? 0) !== 0;
  return Array.from({ length: n }, (_, bar) => bar).filter((bar) => isSet('signal', bar) || isSet('exit', bar));
}

/** How many bars are left at each cut, ascending: every second one ends with a decision, which is where a look ahead shows. */
function cutLengths(decisions: readonly number[], minBars: number, n: number, cuts: number, rng: Rng): number[] {
  const ends = decisions.filter((bar) => bar + 1 >= minBars && bar + 1 < n);
  const lengths = new Set<number>();
  for (let cut = 0; cut < cuts && minBars < n; cut++) {
    const atDecision = cut % 2 === 0 && ends.length > 0;
    lengths.add(atDecision ? ends[rng.int(ends.length)] + 1 : minBars + rng.int(n - minBars));
  }
  return [...lengths].sort((a, b) => a - b);
}

function differencesOf(
  full: Map<string, PlanField>,
  rerun: Map<string, PlanField>,
  length: number,
  change: LookaheadDifference['change'],
  tolerance: number,
): LookaheadDifference[] {
  const found: LookaheadDifference[] = [];
  for (const field of new Set([...full.keys(), ...rerun.keys()])) {
    const before = full.get(field);
    const after = rerun.get(field);
    const isSeries = (before ?? after)?.isSeries === true;
    for (let bar = 0; bar < (isSeries ? length : 1); bar++) {
      const values = { full: valueAt(before, bar), rerun: valueAt(after, bar) };
      if (!differs(values.full, values.rerun, tolerance)) continue;
      const place = { field, bar: isSeries ? bar : null, lastBar: length - 1, change, ...values };
      found.push({ ...place, text: describe(place) });
      break;
    }
  }
  return found;
}

function describe({ field, bar, lastBar, change, full, rerun }: Omit<LookaheadDifference, 'text'>): string {
  const where = bar === null ? field : `${field} at bar ${bar}`;
  const cause =
    change === 'repeated' ? 'it is planned again on the same bars' : `the bars after ${lastBar} are ${change}`;
  return `${where} changes from ${full} to ${rerun} when ${cause}`;
}
