import { type Bars, sliceBars } from '@quantblocks/core';
import { type CostCurve, costCurve, costScale, type SuiteVerdict, suite } from '@quantblocks/validation-guards';
import { SegmentRunner } from '../search/segment-runner.ts';
import type { Walk } from '../search/walk-forward-search.ts';
import type { PipelineStrategy } from '../strategy/pipeline-strategy.ts';

/** Options of {@link judgeWalk}. */
export interface JudgeOptions {
  readonly alpha: number;
  readonly seed: number;
  readonly resamples: number;
  readonly signal?: AbortSignal | undefined;
}

/** Every guard on what a walk gave. The last fold's choice is what runs again; the walk itself answers what other costs would have done. */
export function judgeWalk<Params>(
  strategy: PipelineStrategy<Params>,
  bars: Bars,
  walk: Walk<Params>,
  { alpha, seed, resamples, signal }: JudgeOptions,
): Promise<SuiteVerdict> {
  const [first] = walk.folds;
  const { params } = walk.folds[walk.folds.length - 1];
  const result = {
    returns: walk.returns,
    positionPnl: walk.pnl,
    folds: walk.folds.map(({ inSample, outOfSample }) => ({ choice: inSample && { inSample }, outOfSample })),
  };
  const common = { alpha, seed: `${seed} ${bars.symbol} guards`, resamples, ...(signal && { signal }) };
  if (params === null) return suite(walk.ledger, result, common);
  const { warmupStart, start } = first.test;
  return suite(walk.ledger, result, {
    ...common,
    strategy: {
      definition: strategy.definition,
      params,
      bars: sliceBars(bars, warmupStart, bars.length),
      config: strategy.simulation(params, start - warmupStart),
    },
    // Under other costs each test runs again with what its own fold chose.
    answers: { costs: walkCosts(strategy, bars, walk) },
  });
}

/** Each test again with what its own fold chose, all costs raised and lowered together. */
function walkCosts<Params>(strategy: PipelineStrategy<Params>, bars: Bars, { folds }: Walk<Params>): CostCurve {
  const runs = folds.flatMap(({ params, test }) =>
    params === null ? [] : [{ params, runner: new SegmentRunner(strategy, bars, test) }],
  );
  const { costs = {} } = strategy.simulation(strategy.definition.defaults, 0);
  const scale = costScale(costs);
  return costCurve(
    (costBps) =>
      runs.reduce((growth, { runner, params }) => {
        const { totalReturn } = runner.run(params, { costs: scale.at(costBps) });
        return growth * (1 + totalReturn);
      }, 1) - 1,
    { assumedBps: scale.assumedBps, costsBps: [0, 4, 10, 20, 50] },
  );
}
