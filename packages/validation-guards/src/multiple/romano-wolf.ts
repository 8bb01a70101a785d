import { createVerdict, quantile, type Verdict } from '@quantblocks/core';
import { percent, short } from '../words.ts';
import {
  type BootstrapPanel,
  type BootstrapTestOptions,
  preparePanel,
  reaches,
  resamplingPValue,
} from './bootstrap-panel.ts';
import { studentCorrection } from './small-sample.ts';

/** Answer of {@link romanoWolf}; `value` is the largest statistic and `pValue` the smallest adjusted p value. */
export interface RomanoWolf extends Verdict {
  /** `sqrt(n) mean / error` per strategy; NaN for one that does not vary. */
  readonly statistics: Float64Array;
  /** Per strategy, comparable with the level of the whole family; NaN for one that does not vary. */
  readonly adjustedPValues: Float64Array;
  /** Which strategies StepM finds better than the benchmark, at `alpha` for the whole family. */
  readonly rejectedByStepM: readonly boolean[];
  /** Mean length of a block, in bars. */
  readonly blockLength: number;
  readonly resamples: number;
}

const NAME = 'romanoWolf';
const QUESTION = 'Which of all tried strategies beat the benchmark?';

/**
 * Romano and Wolf's step-down test: not only whether the best strategy beats the benchmark, but which ones do.
 *
 * Studentised means in descending order are compared with the maximum of those not yet passed, over stationary bootstrap resamples that all
 * strategies share. StepM does the same with quantiles of the maxima (type 7) in place of p values, and agrees but for rounding.
 *
 * @param series - Per strategy its returns per bar in excess of the benchmark (0 for cash), ALL that were tried.
 * @returns `pass` if the smallest adjusted p value is at most `alpha`; `insufficient` below 30 bars or two blocks; `undefined` if no series
 * varies.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a return is not finite or an option is out of range.
 * @remarks Keeps `8 x strategies x resamples` bytes of maxima. `smallSample: false` is the published formula.
 * @see J. P. Romano, M. Wolf, "Stepwise multiple testing as formalized data snooping", Econometrica 73 (2005); the same, "Efficient
 * computation of adjusted p-values for resampling-based stepdown multiple testing", Statistics & Probability Letters 113 (2016).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { romanoWolf } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1);
 * const strategy = (edge: number) => Float64Array.from({ length: 250 }, () => edge + 0.01 * rng.normal());
 * romanoWolf([strategy(0), strategy(0.004), strategy(-0.002)]).rejectedByStepM; // => [false, true, false]
 * ```
 */
export function romanoWolf(series: readonly ArrayLike<number>[], options: BootstrapTestOptions = {}): RomanoWolf {
  const { alpha = 0.05, smallSample = true } = options;
  const prepared = preparePanel('series', series, options);
  const statistics = new Float64Array(series.length).fill(NaN);
  const adjustedPValues = new Float64Array(series.length).fill(NaN);
  const rejectedByStepM = new Array<boolean>(series.length).fill(false);
  const figures = { statistics, adjustedPValues, rejectedByStepM };
  if (prepared.status !== 'ok') {
    const { status, bars, reason } = prepared;
    const verdict = createVerdict({ name: NAME, question: QUESTION, status, n: bars, explanation: reason });
    return { ...verdict, ...figures, blockLength: NaN, resamples: 0 };
  }
  const { panel, warnings } = prepared;
  const { bars, rows, means, errors, blockLength, resamples } = panel;
  const z = means.map((mean, k) => (Math.sqrt(bars) * mean) / errors[k]);
  const order = [...z.keys()].sort((a, b) => z[b] - z[a]);
  const correct = studentCorrection(bars, blockLength);
  const corrected = order.map((k) => (smallSample ? correct(z[k]) : z[k]));
  const maxima = remainingMaxima(panel, order);
  const stepM = stepDown(maxima, corrected, alpha);
  let largest = 0;
  for (const [rank, k] of order.entries()) {
    let count = 0;
    for (const most of maxima[rank]) if (reaches(most, corrected[rank])) count++;
    largest = Math.max(largest, resamplingPValue(count, resamples));
    statistics[rows[k]] = z[k];
    adjustedPValues[rows[k]] = largest;
    rejectedByStepM[rows[k]] = rank < stepM;
  }
  const best = rows[order[0]];
  const pValue = adjustedPValues[best];
  const passed = adjustedPValues.reduce((count, p) => count + (p <= alpha ? 1 : 0), 0);
  return {
    ...createVerdict({
      name: NAME,
      question: QUESTION,
      status: passed > 0 ? 'pass' : 'fail',
      value: z[order[0]],
      pValue,
      n: bars,
      assumptions: [
        'The series hold every strategy that was tried.',
        'Returns are stationary, and their memory fades within a few blocks.',
      ],
      warnings,
      explanation: `${passed} of ${series.length} strategies beat the benchmark at a level of ${percent(alpha)} for all together. The best is number ${best}, with an adjusted p value of ${short(pValue)}.`,
    }),
    ...figures,
    blockLength,
    resamples,
  };
}

/** Per rank, the largest resampled statistic of the strategies from that rank on, in every resample. */
function remainingMaxima(panel: BootstrapPanel, order: readonly number[]): readonly Float64Array[] {
  const maxima = order.map(() => new Float64Array(panel.resamples));
  const scale = panel.errors.map((error) => Math.sqrt(panel.bars) / error);
  panel.resample((deviations, resample) => {
    let most = Number.NEGATIVE_INFINITY;
    for (let rank = order.length - 1; rank >= 0; rank--) {
      const k = order[rank];
      const z = scale[k] * deviations[k];
      if (z > most) most = z;
      maxima[rank][resample] = most;
    }
  });
  return maxima;
}

/** How many of the statistics, in descending order, exceed the quantile of the maximum of those not yet rejected. */
function stepDown(maxima: readonly Float64Array[], statistics: readonly number[], alpha: number): number {
  let rejected = 0;
  for (let before = -1; before < rejected; ) {
    before = rejected;
    const critical = rejected < statistics.length ? quantile(maxima[rejected], 1 - alpha) : Number.POSITIVE_INFINITY;
    while (rejected < statistics.length && statistics[rejected] > critical) rejected++;
  }
  return rejected;
}
