import { type Bars, createBars, createRng, periodsPerYear } from '@quantblocks/core';
import type { StrategyDefinition } from '@quantblocks/engine';
import { float, int, random, space, wilcoxonPruner } from '@quantblocks/optimizer';
import { definePlan, type WalkForwardPlan } from '@quantblocks/walk-forward';

const HOUR = 3_600_000;
const free = { costs: { feeBps: 0, slippageBps: 0 } } as const;

/** Up for ten bars, down for ten, with noise; the season of a bar follows from its time. */
export function seasons(length: number, seed = 1): Bars {
  const rng = createRng(seed);
  const time = Float64Array.from({ length }, (_, i) => i * HOUR);
  const close = new Float64Array(length);
  let price = 100;
  for (let i = 0; i < length; i++) close[i] = price *= 1 + 0.002 * seasonOf(i) + 0.002 * rng.normal();
  const open = Float64Array.from(close, (_, i) => (i === 0 ? 100 : close[i - 1]));
  const high = close.map((value, i) => Math.max(value, open[i]));
  const low = close.map((value, i) => Math.min(value, open[i]));
  return createBars({ time, open, high, low, close });
}

function seasonOf(bar: number): number {
  return Math.floor(bar / 10) % 2 === 0 ? 1 : -1;
}

/** Knows the seasons, but not how far ahead to look them up. An order fills at the next open, so the answer is 1. */
export const calendar: StrategyDefinition<{ phase: number }> = {
  name: 'calendar',
  defaults: { phase: 0 },
  prepare: (bars) => ({
    bars,
    plan: ({ phase }) => ({ signal: Int8Array.from(bars.time, (time) => seasonOf(time / HOUR + phase)) }),
  }),
};

export const planted: WalkForwardPlan<{ phase: number }, { readonly phase: number }> = definePlan({
  strategy: calendar,
  space: space({ phase: int(0, 19) }),
  config: free,
});

export const pruned: WalkForwardPlan<{ phase: number }, { readonly phase: number }> = definePlan({
  ...planted,
  sampler: random(),
  pruner: wilcoxonPruner(),
});

/** Follows an exponential average, whose memory never ends. */
export const trend: WalkForwardPlan<{ weight: number }, { readonly weight: number }> = definePlan({
  strategy: {
    name: 'trend',
    defaults: { weight: 0.1 },
    prepare: (bars: Bars) => ({
      bars,
      plan: ({ weight }: { weight: number }) => {
        let average = bars.close[0];
        return {
          signal: Int8Array.from(bars.close, (price) => {
            average += weight * (price - average);
            return Math.sign(price - average);
          }),
        };
      },
    }),
  },
  space: space({ weight: float(0.02, 0.9) }),
  config: free,
});

/** Cheats: reads the close `peek` bars ahead, as far as there are bars. */
export const peeking: WalkForwardPlan<{ peek: number }, { readonly peek: number }> = definePlan({
  strategy: {
    name: 'peeking',
    defaults: { peek: 1 },
    prepare: (bars: Bars) => ({
      bars,
      plan: ({ peek }: { peek: number }) => ({
        signal: Int8Array.from(bars.close, (price, i) => Math.sign((bars.close[i + peek] ?? price) - price)),
      }),
    }),
  },
  space: space({ peek: int(0, 30) }),
  config: free,
});

export const throwing: WalkForwardPlan<{ phase: number }, { readonly phase: number }> = definePlan({
  ...planted,
  objective: ({ params }) => {
    if (params.phase > 10) throw new RangeError(`a phase of ${params.phase}`);
    return 0;
  },
});

export const notAPlan: number = periodsPerYear(HOUR);
