import type { Bars } from '@quantblocks/core';
import { createWorkspace, simulate } from '@quantblocks/engine';
import { equityToReturns, positionPnl, riskReturnRatio } from '@quantblocks/metrics';
import { leastDraws } from '../checks.ts';
import { noiseTest } from '../overfitting/noise-test.ts';
import { plateau } from '../overfitting/plateau.ts';
import { concentration } from '../stress/concentration.ts';
import { costStress } from '../stress/cost-stress.ts';
import { delayStress } from '../stress/delay-stress.ts';
import { lookahead } from '../stress/lookahead.ts';
import { missedFillStress } from '../stress/missed-fill-stress.ts';
import { regimeConditional } from '../stress/regime-conditional.ts';
import { warmup } from '../stress/warmup.ts';
import type { Answer, ResamplingSettings } from './evidence-lines.ts';
import type { SuiteResult, SuiteStrategy } from './suite-input.ts';
import type { SuiteLineName } from './suite-line.ts';

/**
 * Costs decide, so they ask for fewer positions than a stress that only advises: whether there are enough returns is for the evidence to say. What
 * trades less often than this is a bet, not a strategy.
 */
const LEAST_POSITIONS = 10;

/** Lines that run the strategy again; only what the caller asks for runs. */
export function strategyLines<Params>(
  { definition, params, bars, config = {}, plateau: around }: SuiteStrategy<Params>,
  { alpha, seed }: ResamplingSettings,
): Partial<Record<SuiteLineName, Answer>> {
  const prepared = definition.prepare(bars);
  // Of a preparation of its own: others may write to what they gave before.
  const plan = definition.prepare(bars).plan(params);
  const workspace = createWorkspace(bars.length);
  const tradeFrom = config.tradeFrom ?? 0;
  /** Sharpe ratio per bar from the first bar that may trade; 0 for an account that never moved. */
  const score = (given: Bars, chosen: Params): number => {
    const result = simulate(
      given,
      (given === bars ? prepared : definition.prepare(given)).plan(chosen),
      config,
      workspace,
    );
    const ratio = riskReturnRatio(equityToReturns(result.equity.subarray(tradeFrom), result));
    return Number.isFinite(ratio) ? ratio : 0;
  };
  return {
    lookAhead: () => lookahead(definition, bars, { params, seed }),
    warmUp: () => warmup(definition, bars, { params, ...(tradeFrom > 0 && { declared: tradeFrom }) }),
    costs: () => costStress(bars, plan, { config, minPositions: LEAST_POSITIONS }),
    delay: () => delayStress(bars, plan, { config }),
    missedFills: () => missedFillStress(bars, plan, { config, seed }),
    noise: () => noiseTest((noisy) => score(noisy, params), bars, { seed }),
    concentration: () =>
      concentration(positionPnl(simulate(bars, plan, config, workspace).positions), {
        alpha,
        seed,
        simulations: Math.max(999, leastDraws(alpha)),
      }),
    ...(around !== undefined && {
      plateau: () => plateau((point) => ({ score: score(bars, around.params(point)) }), around.parameters, { seed }),
    }),
  };
}

/** Lines about positions and regimes that the caller knows better than a simulation of the last choice. */
export function givenLines(
  { returns, positionPnl: pnl }: SuiteResult,
  regimes: ArrayLike<number> | undefined,
  { alpha, seed }: ResamplingSettings,
): Partial<Record<SuiteLineName, Answer>> {
  return {
    ...(pnl !== undefined && {
      concentration: () => concentration(pnl, { alpha, seed, simulations: Math.max(999, leastDraws(alpha)) }),
    }),
    ...(regimes !== undefined && {
      regimes: () => regimeConditional(returns, regimes, { alpha, seed, shifts: Math.max(999, leastDraws(alpha)) }),
    }),
  };
}
