import type { Bars } from '@quantblocks/core';
import type { OrderPlan } from '@quantblocks/engine';
import { int, space } from '@quantblocks/optimizer';
import { describe, expect, it } from 'vitest';
import { definePlan, FoldError, rollingSplits, type WalkForwardPlan, walkForward } from '../../src/index.ts';
import { seasons } from './plans.ts';

const bars = seasons(600);
const folds = rollingSplits(600, { train: 300, test: 100, warmup: 50 });

interface Peek {
  readonly peek: number;
}

/** Decides by the move of a bar; `foresee` adds what only a later bar can tell. */
function planOf(foresee: (bars: Bars, peek: number) => Partial<OrderPlan>, peek = 1): WalkForwardPlan<Peek, Peek> {
  return definePlan({
    strategy: {
      name: 'prophet',
      defaults: { peek },
      prepare: (seen) => ({
        bars: seen,
        plan: (params) => ({
          signal: Int8Array.from(seen.close, (close, i) => Math.sign(close - seen.open[i])),
          ...foresee(seen, params.peek),
        }),
      }),
    },
    space: space({ peek: int(peek, peek) }),
  });
}

const errorOf = (plan: WalkForwardPlan<Peek, Peek>): Promise<unknown> =>
  walkForward(plan, bars, { folds, trials: 1 }).catch((error: unknown) => error);

const byCloseAhead = ({ close }: Bars, peek: number): Partial<OrderPlan> => ({
  signal: Int8Array.from(close, (price, i) => Math.sign((close[i + peek] ?? price) - price)),
});
const averageRange = ({ high, low }: Bars): number =>
  high.reduce((total, value, i) => total + value - low[i], 0) / high.length;

describe('walkForward refuses', () => {
  const cases: [string, WalkForwardPlan<Peek, Peek>, RegExp][] = [
    ['signals by the next close', planOf(byCloseAhead), /strategy prophet, signal -?1 at bar 148 .*after 148.* got 0/],
    ['signals by the close 60 bars ahead', planOf(byCloseAhead, 60), /strategy prophet, signal/],
    [
      'signals that confirm a low by the bar after it',
      planOf(({ close }) => ({
        signal: Int8Array.from(close, (value, i) => (close[i - 1] > value && close[i + 1] > value ? 1 : 0)),
      })),
      /prophet, signal 1 at bar/,
    ],
    [
      'exits by the next close',
      planOf((seen, peek) => ({ exit: (byCloseAhead(seen, peek) as OrderPlan).signal })),
      /prophet, exit/,
    ],
    [
      'sizes by the highest price of all',
      planOf(({ close }) => ({ weight: close.map((price) => price / Math.max(...close)) })),
      /prophet, weight/,
    ],
    [
      'a stop by the average range of all bars',
      planOf((seen) => ({ stop: { unit: 'distance', value: averageRange(seen) } })),
      /prophet, stop\.value/,
    ],
    [
      'targets by the lows to come',
      planOf(({ low }) => ({
        targets: [{ unit: 'distance', value: 1, fraction: 1, series: low.map((value, i) => low[i + 1] ?? value) }],
      })),
      /prophet, targets\.0\.series/,
    ],
  ];
  for (const [name, plan, message] of cases) {
    it(name, async () => {
      const error = await errorOf(plan);
      expect(error).toBeInstanceOf(FoldError);
      expect((error as FoldError).message).toMatch(message);
    });
  }
});

it('walkForward computes with foresight where that is asked for', async () => {
  const { sharpe } = await walkForward(planOf(byCloseAhead), bars, { folds, trials: 1, allowLookAhead: true });
  expect(sharpe).toBeGreaterThan(50);
});

it('walkForward accepts what only rounding tells apart, and plans without a decision', async () => {
  const noise = planOf(({ close, length }) => ({ weight: close.map((_, i) => 1 + (i % 7) * 1e-15 * length) }));
  const idle = planOf(({ length }) => ({ signal: new Int8Array(length) }));
  for (const plan of [noise, idle]) expect(await errorOf(plan)).not.toBeInstanceOf(Error);
});
