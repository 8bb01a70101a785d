import { createVerdict, type KeyPart, type Verdict } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { bootstrapMeanTest } from '../bootstrap/bootstrap-mean-test.ts';
import { leastDraws } from '../checks.ts';
import { romanoWolf } from '../multiple/romano-wolf.ts';
import { probabilityOfBacktestOverfitting } from '../overfitting/probability-of-backtest-overfitting.ts';
import { deflatedSharpe } from '../sharpe/deflated-sharpe.ts';
import { trialSpread } from '../sharpe/expected-max-sharpe.ts';
import { minTrackRecordLength } from '../sharpe/min-track-record-length.ts';
import { sharpe } from '../sharpe/sharpe-estimate.ts';
import { walkForwardVerdict } from '../stress/walk-forward-verdict.ts';
import { percent, short } from '../words.ts';
import type { SuiteLedger, SuiteResult } from './suite-input.ts';
import type { SuiteLineName } from './suite-line.ts';

/** Fewer different series than this share of all trials say too little about the others. */
const LEAST_SHARE = 0.1;

/** How lines that resample do it. */
export interface ResamplingSettings {
  readonly alpha: number;
  readonly resamples: number;
  readonly seed: KeyPart;
}

/** A way to answer a line. */
export type Answer = () => Verdict | Promise<Verdict>;

/** What a ledger holds, read once: every look goes through all of its trials. */
export interface Search {
  readonly trials: number;
  readonly series: readonly ArrayLike<number>[];
}

export function searchOf(ledger: SuiteLedger | null): Search {
  return { trials: ledger?.counts().trials ?? 0, series: ledger?.series().series ?? [] };
}

/** Lines that need every trial of the search. */
export function ledgerLines(
  { trials, series }: Search,
  chosen: number | undefined,
  settings: ResamplingSettings,
): Partial<Record<SuiteLineName, Answer>> {
  if (series.length === 0) return {};
  const best = chosen ?? bestOf(series);
  return {
    selection: () => selection(series, trials, best, settings),
    deflatedSharpe: () => {
      const spread = trialSpread(series.map((returns) => sharpe(returns)));
      // Trials that left no returns were tried as well.
      return deflatedSharpe(series[best], {
        ...settings,
        trials: { ...spread, count: Math.max(spread.count, trials) },
      });
    },
    overfitting: () =>
      probabilityOfBacktestOverfitting(series, { ...settings, simulations: Math.max(199, leastDraws(settings.alpha)) }),
  };
}

/** Lines that need the result alone. */
export function resultLines(
  { returns, folds }: SuiteResult,
  { alpha, resamples, seed }: ResamplingSettings,
): Partial<Record<SuiteLineName, Answer>> {
  return {
    ...(returns.length > 0 && {
      outOfSample: () => bootstrapMeanTest(returns, { alpha, resamples, seed }),
      trackRecord: () => minTrackRecordLength(returns, { alpha }),
    }),
    ...(folds !== undefined && { walkForward: () => walkForwardVerdict({ folds }, { alpha, seed }) }),
  };
}

/**
 * The chosen trial against the luckiest of all. Trials that left no returns, because they were pruned or failed, count as if they were like
 * those that did: `1 - (1 - p)^((kept + missing) / kept)`. Kept are different series that vary; copies and trials that never traded must
 * not make up for what is missing.
 */
function selection(
  series: readonly ArrayLike<number>[],
  trials: number,
  chosen: number,
  settings: ResamplingSettings,
): Verdict {
  const test = romanoWolf(series, settings);
  if (test.status === 'insufficient' || test.status === 'undefined') return test;
  const missing = Math.max(0, trials - series.length);
  const kept = countDistinct(series);
  const share = kept / (kept + missing);
  const adjusted = test.adjustedPValues[chosen];
  const pValue = -Math.expm1(Math.log1p(-adjusted) / share);
  const isEnough = share >= LEAST_SHARE;
  return {
    ...test,
    ...createVerdict({
      ...test,
      status: !isEnough
        ? 'insufficient'
        : Number.isNaN(pValue)
          ? 'undefined'
          : pValue <= settings.alpha
            ? 'pass'
            : 'fail',
      value: test.statistics[chosen],
      pValue: isEnough ? pValue : Number.NaN,
      warnings:
        missing > 0
          ? [
              ...test.warnings,
              `${missing} of ${trials} trials left no returns and count as if they were like the others.`,
            ]
          : test.warnings,
      explanation: isEnough
        ? `Its mean is ${short(test.statistics[chosen])} standard errors above zero; the best of ${trials} trials like these without skill gets there in ${percent(pValue)} of cases.`
        : `${missing} of ${trials} trials left no returns and ${kept} left different ones; at least ${percent(LEAST_SHARE)} are needed.`,
    }),
  };
}

/** Series that vary, equal ones once. */
function countDistinct(series: readonly ArrayLike<number>[]): number {
  const seen = new Set<string>();
  for (const returns of series) {
    let sum = 0;
    let squares = 0;
    let isFlat = true;
    for (let i = 0; i < returns.length; i++) {
      sum += returns[i];
      squares += returns[i] * returns[i] * (1 + (i % 7));
      if (returns[i] !== returns[0]) isFlat = false;
    }
    if (!isFlat) seen.add(`${sum} ${squares}`);
  }
  return seen.size;
}

/** The trial a search would have chosen: the highest Sharpe ratio. */
function bestOf(series: readonly ArrayLike<number>[]): number {
  let best = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (const [k, returns] of series.entries()) {
    const ratio = riskReturnRatio(returns);
    if (ratio > most) {
      most = ratio;
      best = k;
    }
  }
  return best;
}
