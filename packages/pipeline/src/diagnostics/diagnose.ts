import { ParameterError } from '@quantblocks/core';
import type { FilterMode } from '@quantblocks/final-trigger';
import type { ScanRow } from '../run-store/tables.ts';
import { DIAGNOSIS_THRESHOLDS, type FigureName } from './thresholds.ts';

/** Figures of one asset that a diagnosis looks at; NaN for one that is not known. */
export interface DiagnosisFigures {
  /** Out of sample, per year. */
  readonly outOfSampleSharpe: number;
  readonly inSampleSharpe: number;
  readonly walkForwardEfficiency: number;
  /** Out of sample, a fraction in [-1, 0]. */
  readonly maxDrawdown: number;
  /** Closed positions out of sample, never legs. */
  readonly positions: number;
}

/** A guard that was run: a line of a suite is one. */
export interface GuardFinding {
  readonly name: string;
  readonly status: 'pass' | 'fail' | 'insufficient' | 'undefined';
  readonly value: number;
  readonly explanation: string;
  /** Whether a failure is one of the asset, or just a warning. @defaultValue `true` */
  readonly decides?: boolean | undefined;
}

/** How a check ended; `insufficient`: what it needs is not known, which is never a pass. */
export type DiagnosisStatus = 'pass' | 'warn' | 'fail' | 'insufficient';

/** A line of a {@link Diagnosis}. */
export interface DiagnosisCheck {
  /** A {@link FigureName}, or the name of a guard. */
  readonly check: string;
  readonly status: DiagnosisStatus;
  /** In the unit of the figure; NaN if there is none. */
  readonly value: number;
  /** What is asked, in words; empty for a guard. */
  readonly threshold: string;
  /** What was found, in a sentence. */
  readonly explanation: string;
  /** What to do about it; empty for a pass. */
  readonly advice: string;
  /** Whether the whole fails with it, or is unknown with it. */
  readonly decides: boolean;
}

/** Settings for the next search. */
export interface Recommendation {
  /** Trials of each study. */
  readonly trials: number;
  readonly daysBack: number;
  /** Coarse steps in place of fine ones. */
  readonly discreteGrid: boolean;
  /** Whether to try other lengths of Senkou span B, as nested folds choose. */
  readonly trySenkouB: boolean;
  /** Length of Senkou span B to fix; `null` for none. */
  readonly senkouB: number | null;
  /** Largest stop to search, in ATR; `null` for no other limit than that of the space. */
  readonly maxStopAtr: number | null;
  /** Smallest first target to search, in ATR; `null` likewise. */
  readonly minFirstTargetAtr: number | null;
  readonly excludeAsset: boolean;
  /** `null`: nothing speaks against the mode it has. */
  readonly filterMode: FilterMode | null;
}

/** Answer of {@link diagnose}. */
export interface Diagnosis {
  /** `fail` with any failure, else `insufficient` with anything unknown that decides, `warn` with two warnings, else `pass`. */
  readonly status: DiagnosisStatus;
  readonly checks: readonly DiagnosisCheck[];
  readonly recommended: Recommendation;
}

/**
 * What is wrong with a result, check by check, and what to try next.
 *
 * Every threshold stands in {@link DIAGNOSIS_THRESHOLDS}. Samples are positions; what is not known is `insufficient`. A guard that does not
 * decide is at most a warning. CONSERVATIVE filters are recommended where the walk-forward efficiency is below its floor, or where something
 * else failed together with the degradation; MODERATE ones for any other shortcoming.
 *
 * @param figures - Of one asset; of a row of `scan.csv` by {@link figuresOf}.
 * @param guards - Lines of its suite, or of a row of `guards.csv` by {@link guardsOfRow}.
 * @throws a {@link ParameterError} if a figure is not a number, the drawdown is positive or the positions are negative.
 *
 * @example
 * ```ts
 * import { diagnose } from '@quantblocks/pipeline';
 *
 * const { status, checks, recommended } = diagnose({
 *   outOfSampleSharpe: 0.7,
 *   inSampleSharpe: 0.9,
 *   walkForwardEfficiency: 0.45,
 *   maxDrawdown: -0.03,
 *   positions: 150,
 * });
 * checks.map(({ status }) => status); // => ['warn', 'warn', 'pass', 'pass', 'warn']
 * [status, recommended.trials, recommended.filterMode]; // => ['warn', 80, 'MODERATE']
 * ```
 */
export function diagnose(figures: DiagnosisFigures, guards: readonly GuardFinding[] = []): Diagnosis {
  requireFigures(figures);
  const checks = [
    ...(Object.keys(FIGURES) as FigureName[]).flatMap((name) => figureCheck(name, figures)),
    ...guards.map(guardCheck),
  ];
  const count = (status: DiagnosisStatus): number =>
    checks.filter((check) => check.status === status && (check.decides || status === 'warn')).length;
  const status: DiagnosisStatus =
    count('fail') > 0 ? 'fail' : count('insufficient') > 0 ? 'insufficient' : count('warn') >= 2 ? 'warn' : 'pass';
  return { status, checks, recommended: recommend(checks, count('fail'), status) };
}

/** What a row of `scan.csv` says of them. */
export function figuresOf(row: ScanRow): DiagnosisFigures {
  return {
    outOfSampleSharpe: row.oos_sharpe,
    inSampleSharpe: row.is_sharpe,
    walkForwardEfficiency: row.wfe_pardo,
    maxDrawdown: row.oos_max_dd,
    positions: row.oos_trades,
  };
}

interface Figure {
  readonly words: string;
  readonly of: (figures: DiagnosisFigures) => number;
  readonly shown: (value: number) => string;
  readonly advice: { readonly warn: string; readonly fail: string };
}

const plain = (value: number): string => value.toFixed(2);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;

const FIGURES: Readonly<Record<FigureName, Figure>> = {
  sharpe: {
    words: 'The Sharpe ratio out of sample',
    of: ({ outOfSampleSharpe }) => outOfSampleSharpe,
    shown: plain,
    advice: {
      warn: 'Search with 150 trials on a coarse grid, and let nested folds choose Senkou span B.',
      fail: 'Leave the asset out.',
    },
  },
  walkForwardEfficiency: {
    words: 'The walk-forward efficiency',
    of: ({ walkForwardEfficiency }) => walkForwardEfficiency,
    shown: plain,
    advice: {
      warn: 'Search a smaller space with 80 trials.',
      fail: 'Search with 50 trials, and fix Senkou span B at 52.',
    },
  },
  drawdown: {
    words: 'The deepest drawdown out of sample',
    // The other way round, -0 for no drawdown would show as -0.0 %.
    of: ({ maxDrawdown }) => Math.abs(maxDrawdown),
    shown: percent,
    advice: { warn: 'Search stops up to 3 ATR and first targets from 2 ATR.', fail: 'Search stops up to 2.5 ATR.' },
  },
  positions: {
    words: 'The number of positions out of sample',
    of: ({ positions }) => positions,
    shown: String,
    advice: { warn: 'Use 1095 days of history.', fail: 'Use 1095 days of history, and fewer filters.' },
  },
  degradation: {
    words: 'The part of the Sharpe ratio lost out of sample',
    of: ({ inSampleSharpe, outOfSampleSharpe }) => (inSampleSharpe - outOfSampleSharpe) / inSampleSharpe,
    shown: percent,
    advice: { warn: 'Prefer fewer parameters.', fail: 'Simplify: fewer parameters, coarser steps.' },
  },
};

function figureCheck(name: FigureName, figures: DiagnosisFigures): DiagnosisCheck[] {
  const { words, of, shown, advice } = FIGURES[name];
  const { pass, warn, target, isCeiling } = DIAGNOSIS_THRESHOLDS[name];
  // A part of a loss has no meaning: without gains on both sides there is no such check.
  const { inSampleSharpe, outOfSampleSharpe } = figures;
  if (name === 'degradation' && (inSampleSharpe <= 0 || outOfSampleSharpe <= 0)) return [];
  const value = of(figures);
  const reaches = (limit: number): boolean => (isCeiling ? value <= limit : value >= limit);
  const status = Number.isNaN(value) ? 'insufficient' : reaches(pass) ? 'pass' : reaches(warn) ? 'warn' : 'fail';
  const sign = isCeiling ? '<=' : '>=';
  const aim = target === pass ? '' : `, better ${sign} ${shown(target)}`;
  return [
    {
      check: name,
      status,
      value,
      threshold: `${sign} ${shown(pass)} (at least ${sign} ${shown(warn)}${aim})`,
      explanation: status === 'insufficient' ? `${words} is not known.` : `${words} is ${shown(value)}.`,
      advice: status === 'pass' ? '' : status === 'insufficient' ? 'Run what is missing.' : advice[status],
      decides: true,
    },
  ];
}

function guardCheck({ name, status: found, value, explanation, decides = true }: GuardFinding): DiagnosisCheck {
  const status = found === 'pass' ? 'pass' : found !== 'fail' ? 'insufficient' : decides ? 'fail' : 'warn';
  return { check: name, status, value, threshold: '', explanation, advice: GUARD_ADVICE[status], decides };
}

const GUARD_ADVICE: Readonly<Record<DiagnosisStatus, string>> = {
  pass: '',
  warn: 'Look at it before relying on the result.',
  fail: 'Simplify, or leave the asset out.',
  insufficient: 'Give the guard its inputs.',
};

/** In the order of the checks: a later one may take back what an earlier one asked for. */
function recommend(checks: readonly DiagnosisCheck[], failures: number, status: DiagnosisStatus): Recommendation {
  const is = (name: FigureName, ...statuses: DiagnosisStatus[]): boolean =>
    checks.some((check) => check.check === name && statuses.includes(check.status));
  const lowEfficiency = is('walkForwardEfficiency', 'fail');
  const conservative = lowEfficiency || (failures >= 2 && is('degradation', 'fail'));
  return {
    trials: lowEfficiency ? 50 : is('walkForwardEfficiency', 'warn') ? 80 : is('sharpe', 'warn') ? 150 : 100,
    daysBack: is('positions', 'warn', 'fail') ? 1095 : 730,
    discreteGrid: is('sharpe', 'warn') || is('degradation', 'fail'),
    // A length that is fixed is not to be searched.
    trySenkouB: is('sharpe', 'warn') && !lowEfficiency,
    senkouB: lowEfficiency ? 52 : null,
    maxStopAtr: is('drawdown', 'fail') ? 2.5 : is('drawdown', 'warn') ? 3 : null,
    minFirstTargetAtr: is('drawdown', 'warn') ? 2 : null,
    excludeAsset: is('sharpe', 'fail'),
    filterMode: status === 'pass' ? null : conservative ? 'CONSERVATIVE' : 'MODERATE',
  };
}

function requireFigures(figures: DiagnosisFigures): void {
  for (const name of [
    'outOfSampleSharpe',
    'inSampleSharpe',
    'walkForwardEfficiency',
    'maxDrawdown',
    'positions',
  ] as const) {
    const value = figures?.[name];
    if (typeof value !== 'number') throw new ParameterError(name, 'a number, NaN if it is not known', value);
  }
  if (figures.maxDrawdown > 0)
    throw new ParameterError('maxDrawdown', 'a fraction that is not positive', figures.maxDrawdown);
  if (figures.positions < 0) throw new ParameterError('positions', 'a count', figures.positions);
}
