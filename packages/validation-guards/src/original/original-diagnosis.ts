import { ParameterError } from '@quantblocks/core';

/** Figures of one asset in the scan of the earlier system. */
export interface OriginalScanRow {
  /** Per year. */
  readonly outOfSampleSharpe: number;
  readonly inSampleSharpe: number;
  readonly walkForwardEfficiency: number;
  /** Out of sample, a fraction that is not positive. */
  readonly maxDrawdown: number;
  /** Closed legs out of sample. */
  readonly legs: number;
}

/** Guards as stored: the mark decides, the value is only shown. */
export interface OriginalStoredGuards {
  readonly monteCarlo: { readonly pass: boolean; readonly pValue: number };
  /** Coefficient of variation, a fraction. */
  readonly sensitivity: { readonly pass: boolean; readonly variation: number };
  readonly bootstrap: { readonly pass: boolean; readonly lower: number };
}

/** A line of {@link OriginalDiagnosis}. */
export interface OriginalCheck {
  readonly check:
    | 'sharpe'
    | 'walkForwardEfficiency'
    | 'drawdown'
    | 'legs'
    | 'degradation'
    | 'monteCarlo'
    | 'sensitivity'
    | 'bootstrap';
  readonly status: 'PASS' | 'WARN' | 'FAIL';
  /** As the earlier system printed it: an improvement out of sample is a degradation of `--20%`. */
  readonly shown: string;
  readonly threshold: string;
}

/** Settings for the next search. */
export interface OriginalRecommendation {
  readonly trials: number;
  readonly daysBack: number;
  readonly tryDisplacements: boolean;
  /** Length to fix, or `null`. */
  readonly displacement: number | null;
  readonly excludeAsset: boolean;
  readonly filterMode: 'MODERATE' | 'CONSERVATIVE';
}

/** Answer of {@link originalDiagnosis}. */
export interface OriginalDiagnosis {
  /** FAIL with any FAIL, WARN with two WARN. */
  readonly overall: 'PASS' | 'WARN' | 'FAIL';
  readonly checks: readonly OriginalCheck[];
  readonly recommended: OriginalRecommendation;
}

/**
 * The diagnosis the earlier system printed beside its scan, with the settings it recommended.
 *
 * The sensitivity line says 20 % where the guard asks for 15 %. A failed guard counts among the two failures that ask for fewer parameters.
 *
 * @param row - Figures of the asset.
 * @param guards - If they were run.
 * @throws a {@link ParameterError} if a figure is not finite.
 *
 * @example
 * ```ts
 * import { originalDiagnosis } from '@quantblocks/validation-guards';
 *
 * const { overall, checks } = originalDiagnosis({
 *   outOfSampleSharpe: 1.2,
 *   inSampleSharpe: 1,
 *   walkForwardEfficiency: 1.2,
 *   maxDrawdown: -0.12,
 *   legs: 150,
 * });
 * [overall, checks[4].shown]; // => ['PASS', '--20%']
 * ```
 */
export function originalDiagnosis(row: OriginalScanRow, guards?: OriginalStoredGuards): OriginalDiagnosis {
  for (const [name, value] of Object.entries(row)) {
    if (!Number.isFinite(value)) throw new ParameterError(name, 'a finite number', value);
  }
  const { outOfSampleSharpe, inSampleSharpe, walkForwardEfficiency, legs } = row;
  const drawdown = 100 * Math.abs(row.maxDrawdown);
  const sharpe: OriginalCheck = {
    check: 'sharpe',
    status: outOfSampleSharpe >= 1 ? 'PASS' : outOfSampleSharpe >= 0.5 ? 'WARN' : 'FAIL',
    shown: outOfSampleSharpe.toFixed(2),
    threshold: '>= 1.0 (target >= 2.0)',
  };
  const efficiency: OriginalCheck = {
    check: 'walkForwardEfficiency',
    status: walkForwardEfficiency >= 0.6 ? 'PASS' : walkForwardEfficiency >= 0.3 ? 'WARN' : 'FAIL',
    shown: walkForwardEfficiency.toFixed(2),
    threshold: '>= 0.6 (target >= 1.0)',
  };
  const trades: OriginalCheck = {
    check: 'legs',
    status: legs >= 100 ? 'PASS' : legs >= 50 ? 'WARN' : 'FAIL',
    shown: String(legs),
    threshold: '>= 100 (minimum 50)',
  };
  const depth: OriginalCheck = {
    check: 'drawdown',
    status: drawdown <= 10 ? 'PASS' : drawdown <= 15 ? 'WARN' : 'FAIL',
    shown: `${drawdown.toFixed(1)}%`,
    threshold: '<= 15% (target <= 10%)',
  };
  const degradation = degradationCheck(inSampleSharpe, outOfSampleSharpe);
  const checks = [sharpe, efficiency, depth, trades, ...degradation, ...guardChecks(guards)];
  const count = (status: OriginalCheck['status']): number => checks.filter((line) => line.status === status).length;
  const simplify = degradation.some(({ status }) => status === 'FAIL');
  const isConservative = walkForwardEfficiency < 0.3 || (count('FAIL') >= 2 && simplify);
  const trials = { PASS: sharpe.status === 'WARN' ? 150 : 100, WARN: 80, FAIL: 50 }[efficiency.status];
  return {
    overall: count('FAIL') > 0 ? 'FAIL' : count('WARN') >= 2 ? 'WARN' : 'PASS',
    checks,
    recommended: {
      trials,
      daysBack: trades.status === 'PASS' ? 730 : 1095,
      tryDisplacements: sharpe.status === 'WARN',
      displacement: efficiency.status === 'FAIL' ? 52 : null,
      excludeAsset: sharpe.status === 'FAIL',
      filterMode: isConservative ? 'CONSERVATIVE' : 'MODERATE',
    },
  };
}

function degradationCheck(inSample: number, outOfSample: number): OriginalCheck[] {
  if (!(inSample > 0 && outOfSample > 0)) return [];
  const percent = ((inSample - outOfSample) / inSample) * 100;
  const status = percent <= 20 ? 'PASS' : percent <= 40 ? 'WARN' : 'FAIL';
  return [{ check: 'degradation', status, shown: `-${percent.toFixed(0)}%`, threshold: '<= 40% degradation' }];
}

function guardChecks(guards: OriginalStoredGuards | undefined): OriginalCheck[] {
  if (guards === undefined) return [];
  const { monteCarlo, sensitivity, bootstrap } = guards;
  const status = (pass: boolean): OriginalCheck['status'] => (pass ? 'PASS' : 'FAIL');
  return [
    {
      check: 'monteCarlo',
      status: status(monteCarlo.pass),
      shown: `p=${monteCarlo.pValue.toFixed(3)}`,
      threshold: 'p < 0.05',
    },
    {
      check: 'sensitivity',
      status: status(sensitivity.pass),
      shown: `${(100 * sensitivity.variation).toFixed(1)}%`,
      threshold: '< 20%',
    },
    {
      check: 'bootstrap',
      status: status(bootstrap.pass),
      shown: `CI=${bootstrap.lower.toFixed(2)}`,
      threshold: 'CI lower > 1.0',
    },
  ];
}
