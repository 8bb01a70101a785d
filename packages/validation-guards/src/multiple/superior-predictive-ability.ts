import { createVerdict, type Verdict } from '@quantblocks/core';
import { percent, short } from '../words.ts';
import {
  type BootstrapPanel,
  type BootstrapTestOptions,
  preparePanel,
  reaches,
  resamplingPValue,
} from './bootstrap-panel.ts';
import { scatterCorrection, studentCorrection } from './small-sample.ts';

/** Options of {@link superiorPredictiveAbility}. */
export interface SuperiorPredictiveAbilityOptions extends BootstrapTestOptions {
  /** Divide each mean by its standard error, so that a wild strategy does not hide a steady one. @defaultValue `true` */
  studentised?: boolean;
}

/** Answer of {@link superiorPredictiveAbility}; `pValue` is the consistent one. */
export interface SuperiorPredictiveAbility extends Verdict {
  /** As if every strategy that lost in the sample were as bad as it looks: the smallest of the three. */
  readonly lowerPValue: number;
  /** As if every strategy were exactly as good as the benchmark: valid without fine print, and blunted by poor strategies. */
  readonly upperPValue: number;
  /** Place of the strategy with the largest statistic in the series; -1 if there is none. */
  readonly best: number;
  /** Mean length of a block, in bars. */
  readonly blockLength: number;
  readonly resamples: number;
}

const NAME = 'superiorPredictiveAbility';
const QUESTION = 'Does the best of all tried strategies beat the benchmark, given how many were tried?';

/**
 * Hansen's test for superior predictive ability: whether the best of many strategies is better than the benchmark by more than the best of
 * as many lucky ones would be.
 *
 * The statistic is `max(0, max_k sqrt(n) mean_k / error_k)`; its distribution under the null comes from stationary bootstrap resamples that
 * all strategies share. Strategies whose mean is below `-error sqrt(2 ln ln n / n)` cannot be the best and no longer blunt the test.
 *
 * @param series - Per strategy its returns per bar in excess of the benchmark (0 for cash), ALL that were tried, the failed ones too.
 * @returns `pass` if the consistent p value is at most `alpha`; `insufficient` below 30 bars or two blocks; `undefined` if no series varies.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a return is not finite or an option is out of range.
 * @remarks The cost is `resamples x bars / blockLength` block sums per strategy. `smallSample: false` is the published formula. Some
 * libraries accept the wish to studentise and then do not: compare p values with care.
 * @see P. R. Hansen, "A test for superior predictive ability", Journal of Business & Economic Statistics 23 (2005).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { superiorPredictiveAbility } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1);
 * const noise = Array.from({ length: 20 }, () => Float64Array.from({ length: 250 }, () => 0.01 * rng.normal()));
 * const edge = Float64Array.from({ length: 250 }, () => 0.004 + 0.01 * rng.normal());
 *
 * superiorPredictiveAbility(noise).status; // => 'fail'
 * superiorPredictiveAbility([...noise, edge]).best; // => 20
 * superiorPredictiveAbility([...noise, edge]).status; // => 'pass'
 * ```
 */
export function superiorPredictiveAbility(
  series: readonly ArrayLike<number>[],
  options: SuperiorPredictiveAbilityOptions = {},
): SuperiorPredictiveAbility {
  const { alpha = 0.05, studentised = true, smallSample = true } = options;
  const prepared = preparePanel('series', series, options);
  if (prepared.status !== 'ok') {
    const { status, bars, reason } = prepared;
    const verdict = createVerdict({ name: NAME, question: QUESTION, status, n: bars, explanation: reason });
    return { ...verdict, lowerPValue: NaN, upperPValue: NaN, best: -1, blockLength: NaN, resamples: 0 };
  }
  const { panel, warnings } = prepared;
  const scale = panel.errors.map((error) => Math.sqrt(panel.bars) / (studentised ? error : 1));
  let winner = 0;
  for (let k = 1; k < scale.length; k++) {
    if (scale[k] * panel.means[k] > scale[winner] * panel.means[winner]) winner = k;
  }
  const value = Math.max(0, scale[winner] * panel.means[winner]);
  const corrected = smallSample ? correctedStatistic(value, panel, studentised) : value;
  const { lower, consistent, upper } = exceedances(panel, scale, corrected);
  const pValue = resamplingPValue(consistent, panel.resamples);
  const best = panel.rows[winner];
  const compared = pValue <= alpha ? 'at most' : 'above';
  return {
    ...createVerdict({
      name: NAME,
      question: QUESTION,
      status: pValue <= alpha ? 'pass' : 'fail',
      value,
      pValue,
      n: panel.bars,
      assumptions: [
        'The series hold every strategy that was tried.',
        'Returns are stationary, and their memory fades within a few blocks.',
      ],
      warnings,
      explanation: `The best of ${series.length} strategies is number ${best}, with a statistic of ${short(value)}; luck alone reaches that in ${percent(pValue)} of resamples, ${compared} ${percent(alpha)}.`,
    }),
    lowerPValue: resamplingPValue(lower, panel.resamples),
    upperPValue: resamplingPValue(upper, panel.resamples),
    best,
    blockLength: panel.blockLength,
    resamples: panel.resamples,
  };
}

function correctedStatistic(statistic: number, panel: BootstrapPanel, studentised: boolean): number {
  const { bars, blockLength } = panel;
  // The largest of unscaled means has errors of several strategies in it, which average out: only their bias counts.
  return studentised
    ? studentCorrection(bars, blockLength)(statistic)
    : statistic * scatterCorrection(bars, blockLength);
}

/** In how many resamples the maximum reaches the statistic, for the three ways to centre strategies that lost. */
function exceedances(
  panel: BootstrapPanel,
  scale: Float64Array,
  statistic: number,
): { lower: number; consistent: number; upper: number } {
  const { bars, means, errors } = panel;
  const poor = -Math.sqrt((2 * Math.log(Math.log(bars))) / bars);
  // What centring leaves of a mean, in units of the statistic; nothing for the upper p value.
  const loss = scale.map((factor, k) => factor * Math.min(0, means[k]));
  const certainLoss = loss.map((value, k) => (means[k] < poor * errors[k] ? value : 0));
  let lower = 0;
  let consistent = 0;
  let upper = 0;
  panel.resample((deviations) => {
    let withLoss = 0;
    let withCertainLoss = 0;
    let without = 0;
    for (let k = 0; k < scale.length; k++) {
      const z = scale[k] * deviations[k];
      if (z > without) without = z;
      if (z + certainLoss[k] > withCertainLoss) withCertainLoss = z + certainLoss[k];
      if (z + loss[k] > withLoss) withLoss = z + loss[k];
    }
    if (reaches(withLoss, statistic)) lower++;
    if (reaches(withCertainLoss, statistic)) consistent++;
    if (reaches(without, statistic)) upper++;
  });
  return { lower, consistent, upper };
}
