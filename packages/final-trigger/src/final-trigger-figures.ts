import { type Bars, ParameterError, periodsPerYear, sliceBars } from '@quantblocks/core';
import { createWorkspace, simulate } from '@quantblocks/engine';
import { equityToReturns, type QuickStats, quickStats } from '@quantblocks/metrics';
import type { FinalTriggerParams } from './params.ts';
import { type PresetName, simulationConfig } from './presets.ts';
import { createFinalTrigger } from './strategy.ts';

/** Options of {@link finalTriggerFigures}. */
export interface FiguresOptions {
  /** @defaultValue `'safe'` */
  readonly preset?: PresetName;
  /**
   * Bars `start .. end - 1` trade and count, those from `warmupStart` (by default 0) on feed their indicators, and later ones
   * are not looked at. A `BarRange` of a walk-forward split is one. @defaultValue all bars
   */
  readonly range?: { readonly start: number; readonly end: number; readonly warmupStart?: number };
  /** Add the return of every bar of the range. @defaultValue `false` */
  readonly returns?: boolean;
}

/** What a search asks of one set of parameters. */
export interface FinalTriggerFigures extends QuickStats {
  /** Positions closed inside the range: the samples behind the other figures. */
  readonly positions: number;
  /** Simple return of each bar of the range, 0 while indicators warm up, so that all trials have equally many. */
  readonly returns?: Float64Array;
}

/**
 * Backtests of many parameters on the same bars: indicators are computed once for all that share them, and memory is
 * reused. Equity is the preset's: marked to market under `safe`.
 *
 * @param bars - Whole history. Bars in the first {@link warmUpBars} of it neither trade nor count.
 * @returns A function of complete parameters. What it returns stays as it is when it is called again.
 * @throws a {@link ParameterError} if the range is not inside the bars; the function throws one if the parameters cannot be meant.
 *
 * @example
 * ```ts
 * import { syntheticMarket } from '@quantblocks/data';
 * import { finalTrigger } from '@quantblocks/final-trigger';
 * import { finalTriggerFigures } from '@quantblocks/final-trigger/search';
 *
 * const [bars] = syntheticMarket({ assets: ['ALFA'], bars: 4000 }).bars;
 * const outOfSample = finalTriggerFigures(bars, { range: { start: 3000, end: 4000 }, returns: true });
 * const { returns, positions } = outOfSample(finalTrigger.defaults);
 * returns?.length; // => 1000
 * positions > 0; // => true
 * ```
 */
export function finalTriggerFigures(
  bars: Bars,
  options: FiguresOptions = {},
): (params: FinalTriggerParams) => FinalTriggerFigures {
  const { preset = 'safe', range = { start: 0, end: bars.length }, returns: withReturns = false } = options;
  const { start, end, warmupStart = 0 } = range;
  const seen = sliceBars(bars, warmupStart, end);
  if (!(Number.isInteger(start) && warmupStart <= start && start < end)) {
    throw new ParameterError('range.start', `an integer in [${warmupStart}, ${end})`, start);
  }
  const strategy = createFinalTrigger(preset).prepare(seen);
  const workspace = createWorkspace(seen.length);
  const perYear = periodsPerYear(bars);
  const first = start - warmupStart;
  return (params) => {
    const config = simulationConfig(params, preset, { tradeFrom: first });
    const result = simulate(seen, strategy.plan(params), config, workspace);
    const { equity, initialCapital } = result;
    return {
      ...quickStats(equity.subarray(result.config.tradeFrom), initialCapital, perYear),
      positions: result.positions.length,
      ...(withReturns && { returns: equityToReturns(equity.subarray(first), { initialCapital }) }),
    };
  };
}
