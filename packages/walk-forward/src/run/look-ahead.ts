import { type Bars, IntegrityError, sliceBars } from '@quantblocks/core';
import type { OrderPlan, StrategyDefinition } from '@quantblocks/engine';

/** Differences up to this, relative, are rounding: a sum over fewer bars may be taken in another order. */
const ROUNDING = 1e-9;

/**
 * Plans again without the bars after a decision, as a live trader has to: once for the last decision, once for the middle one. Those
 * are where a look ahead shows, even by a single bar.
 *
 * @param bars - What the plan was made of.
 * @param first - First bar whose decisions count.
 * @throws an {@link IntegrityError} if a decision, or anything else the plan says up to its bar, is not the same.
 */
export function refuseLookAhead<Params>(
  strategy: StrategyDefinition<Params>,
  bars: Bars,
  params: Params,
  plan: OrderPlan,
  first: number,
): void {
  for (const bar of decisionsToRepeat(plan.signal, first)) {
    const known = new Map(seriesOf(strategy.prepare(sliceBars(bars, 0, bar + 1)).plan(params)));
    for (const [series, values] of seriesOf(plan)) {
      const at = firstDifference(values, known.get(series) ?? [], first, bar);
      if (at !== undefined) {
        throw new IntegrityError(
          `strategy ${strategy.name}, ${series} ${values[at]} at bar ${at} of its range`,
          `the same without the bars after ${bar}, as it must not look ahead`,
          known.get(series)?.[at],
        );
      }
    }
  }
}

function decisionsToRepeat(signal: Int8Array, first: number): Set<number> {
  const decisions: number[] = [];
  // Nothing follows the last bar.
  for (let bar = first; bar < signal.length - 1; bar++) if (signal[bar] !== 0) decisions.push(bar);
  return new Set(
    decisions.length === 0 ? [] : [decisions[decisions.length - 1], decisions[Math.floor(decisions.length / 2)]],
  );
}

/** Everything a plan says in numbers; a single one is a series of one. */
function* seriesOf(part: unknown, name = ''): Generator<[name: string, values: ArrayLike<number>]> {
  if (typeof part === 'number') yield [name, [part]];
  else if (ArrayBuffer.isView(part)) yield [name, part as Float64Array];
  else if (typeof part === 'object' && part !== null) {
    for (const [key, inner] of Object.entries(part)) yield* seriesOf(inner, name === '' ? key : `${name}.${key}`);
  }
}

function firstDifference(
  whole: ArrayLike<number>,
  known: ArrayLike<number>,
  first: number,
  last: number,
): number | undefined {
  for (let i = whole.length === 1 ? 0 : first; i <= Math.min(last, whole.length - 1); i++) {
    const isSame = Object.is(whole[i], known[i]) || Math.abs(whole[i] - known[i]) <= ROUNDING * Math.abs(whole[i]);
    if (!isSame) return i;
  }
  return undefined;
}
