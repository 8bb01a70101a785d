import { float, int, type Space, space } from '@quantblocks/optimizer';
import type { PipelineStrategy, Point, SearchStage } from '../../src/strategy/pipeline-strategy.ts';

/** Long above the price of `lag` bars ago, short below, flat within `band` of it. */
export interface Momentum {
  readonly lag: number;
  readonly band: number;
}

/** Options of {@link strategy}. */
export interface MomentumOptions {
  readonly longest?: number;
}

/** A strategy that is computed at once, for tests; also a module for `strategy.module`. */
export function strategy({ longest = 60 }: MomentumOptions = {}): PipelineStrategy<Momentum> {
  return {
    name: 'momentum',
    definition: {
      name: 'momentum',
      defaults: { lag: 20, band: 0 },
      prepare: (bars) => ({
        bars,
        plan: ({ lag, band }) => ({
          signal: Int8Array.from(bars.close, (price, i) => {
            const change = price / bars.close[i - lag] - 1;
            return Math.abs(change) > band ? Math.sign(change) : 0;
          }),
        }),
      }),
    },
    stages: [
      stage('lag', space({ lag: int(2, longest) }), { lag: 20 }),
      stage('band', space({ band: float(0, 0.02) }), { band: 0 }),
    ],
    rescues: [
      { name: 'slow', apply: (params) => ({ ...params, band: 0.005 }) },
      {
        name: 'fixed',
        apply: (params) => ({ ...params, lag: 30 }),
        stages: [stage('band', space({ band: float(0, 0.02) }))],
      },
    ],
    simulation: (_, tradeFrom) => ({ tradeFrom: Math.max(tradeFrom, longest), costs: { feeBps: 1, slippageBps: 1 } }),
    warmUp: longest,
    parse: (value) => value as Momentum,
    columns: () => ({}),
    scripts: (params, { asset, verdict }) => ({ txt: `${asset} ${verdict} ${JSON.stringify(params)}\n` }),
  };
}

/** A stage whose point is a part of the parameters. */
export function stage(name: string, of: unknown, first?: Point): SearchStage<Momentum> {
  return {
    name,
    space: of as Space<Point>,
    ...(first && { first }),
    apply: (params, point) => ({ ...params, ...point }),
  };
}
