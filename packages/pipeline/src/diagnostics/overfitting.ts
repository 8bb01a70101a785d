import { normalCdf, type Verdict } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import {
  deflatedSharpe,
  probabilityOfBacktestOverfitting,
  sharpe,
  sharpeStandardError,
  walkForwardVerdict,
} from '@quantblocks/validation-guards';
import { outOfSampleTest } from '@quantblocks/walk-forward';
import {
  type FailureEvidence,
  type FailureSettings,
  insufficient,
  LEAST_OBSERVATIONS,
  type Measured,
} from './failure-cause.ts';
import { chance, percent, short } from './words.ts';

const LEAST_FOLDS = 4;

/** Whether the strategy promised more in sample than it kept: the fall of its Sharpe ratio, over folds if there are enough, else once. */
export function overfitting(
  inSample: Float64Array,
  outOfSample: Float64Array,
  { walkForward, ledger }: FailureEvidence,
  settings: FailureSettings,
): Measured {
  const { details, words } = selection(ledger, settings);
  const folds = walkForward?.folds ?? [];
  if (walkForward !== undefined && folds.length > 0) {
    const { alpha, seed, resamples } = settings;
    details.push(walkForwardVerdict({ folds }, { alpha, seed, resamples }));
  }
  const fall = fallOverFolds(folds) ?? fallOnce(inSample, outOfSample);
  if (fall === undefined) {
    const missing =
      'Returns in and out of sample, or four folds of a walk-forward, are needed to see whether a promise was broken.';
    return insufficient(`${missing}${words}`, 0, details);
  }
  const { promised, kept, pValue, n, unit } = fall;
  const isPromise = promised > 0;
  return {
    strength: isPromise ? 1 - pValue : 0,
    statistic: promised - kept,
    pValue: isPromise ? pValue : 1,
    n,
    isMaterial: isPromise && kept < promised,
    explanation: isPromise
      ? `The Sharpe ratio per bar is ${short(promised)} in sample and ${short(kept)} out of sample${unit}; such a fall by chance has ${chance(pValue)}.${words}`
      : `There was nothing to overfit: the Sharpe ratio per bar in sample is ${short(promised)}.${words}`,
    assumptions: ['A fall may also come from a market that changed: see the other causes.'],
    details,
  };
}

interface Fall {
  readonly promised: number;
  readonly kept: number;
  readonly pValue: number;
  readonly n: number;
  readonly unit: string;
}

function fallOverFolds(folds: NonNullable<FailureEvidence['walkForward']>['folds']): Fall | undefined {
  const pairs = folds
    .map(({ choice, outOfSample }) => [
      riskReturnRatio(choice?.inSample.returns ?? []),
      riskReturnRatio(outOfSample.returns),
    ])
    .filter((pair) => pair.every(Number.isFinite));
  const n = pairs.length;
  if (n < LEAST_FOLDS) return undefined;
  const { plain, neweyWest } = outOfSampleTest(pairs.map(([promised, kept]) => promised - kept));
  if (plain.status !== 'ok' || neweyWest.status !== 'ok') return undefined;
  const average = (side: number): number => pairs.reduce((total, pair) => total + pair[side] / n, 0);
  // Training windows overlap, and few folds hardly show how much: the more careful of both.
  const pValue = Math.max(plain.pValue, neweyWest.pValue);
  return { promised: average(0), kept: average(1), pValue, n, unit: ` on average over ${n} folds` };
}

function fallOnce(inSample: Float64Array, outOfSample: Float64Array): Fall | undefined {
  const n = Math.min(inSample.length, outOfSample.length);
  if (n < LEAST_OBSERVATIONS) return undefined;
  const [promised, kept] = [riskReturnRatio(inSample), riskReturnRatio(outOfSample)];
  const error = Math.hypot(sharpeStandardError(inSample), sharpeStandardError(outOfSample));
  const pValue = normalCdf(-(promised - kept) / error);
  return Number.isNaN(pValue) ? undefined : { promised, kept, pValue, n, unit: '' };
}

/** What the ledger says of the choice itself, in tests and in a sentence. */
function selection(
  ledger: FailureEvidence['ledger'],
  { alpha, seed }: FailureSettings,
): { readonly details: Verdict[]; readonly words: string } {
  const series = ledger?.series().series ?? [];
  if (series.length < 2) return { details: [], words: '' };
  const estimates = series.map((returns) => sharpe(returns));
  const best = estimates.reduce(
    (top, { perBar }, k) => (perBar > estimates[top].perBar || Number.isNaN(estimates[top].perBar) ? k : top),
    0,
  );
  const deflated = deflatedSharpe(series[best], { trials: estimates, alpha });
  const pbo = probabilityOfBacktestOverfitting(series, { alpha, seed });
  const words = [
    Number.isNaN(deflated.pValue)
      ? ''
      : ` The best of ${ledger?.counts().trials} trials without skill shows as much in ${percent(deflated.pValue)} of cases.`,
    Number.isNaN(pbo.value)
      ? ''
      : ` The best in one half of time is below the median in the other in ${percent(pbo.value)} of splits.`,
  ];
  return { details: [deflated, pbo], words: words.join('') };
}
