import { createVerdict, type Verdict } from '@quantblocks/core';
import { percent, short } from '../words.ts';
import { type BootstrapTestOptions, preparePanel, reaches, resamplingPValue } from './bootstrap-panel.ts';
import { scatterCorrection } from './small-sample.ts';

/** Answer of {@link realityCheck}. */
export interface RealityCheck extends Verdict {
  /** Place of the strategy with the largest mean in the series; -1 if there is none. */
  readonly best: number;
  /** Mean length of a block, in bars. */
  readonly blockLength: number;
  readonly resamples: number;
}

const NAME = 'realityCheck';
const QUESTION = 'Is the largest mean return of all tried strategies more than luck?';

/**
 * White's Reality Check: `max_k sqrt(n) mean_k` against the same maximum in resamples that are centred on the sample means.
 *
 * The plain ancestor of {@link superiorPredictiveAbility}: strategies are not scaled, so the most volatile decide, and every poor one makes
 * the test more timid. Report it beside the other, decide on the other.
 *
 * @param series - Per strategy its returns per bar in excess of the benchmark (0 for cash), ALL that were tried.
 * @returns `pass` if the p value is at most `alpha`; `insufficient` below 30 bars or two blocks; `undefined` if no series varies.
 * @throws a {@link ParameterError} if there is no series, lengths differ, a return is not finite or an option is out of range.
 * @see H. White, "A reality check for data snooping", Econometrica 68 (2000).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { realityCheck } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1);
 * const noise = Array.from({ length: 20 }, () => Float64Array.from({ length: 250 }, () => 0.01 * rng.normal()));
 * realityCheck(noise).status; // => 'fail'
 * ```
 */
export function realityCheck(series: readonly ArrayLike<number>[], options: BootstrapTestOptions = {}): RealityCheck {
  const { alpha = 0.05, smallSample = true } = options;
  const prepared = preparePanel('series', series, options);
  if (prepared.status !== 'ok') {
    const { status, bars, reason } = prepared;
    const verdict = createVerdict({ name: NAME, question: QUESTION, status, n: bars, explanation: reason });
    return { ...verdict, best: -1, blockLength: NaN, resamples: 0 };
  }
  const { panel, warnings } = prepared;
  const largest = panel.means.reduce((most, mean) => Math.max(most, mean));
  const best = panel.rows[panel.means.indexOf(largest)];
  const corrected = smallSample ? largest * scatterCorrection(panel.bars, panel.blockLength) : largest;
  let count = 0;
  panel.resample((deviations) => {
    let most = deviations[0];
    for (let k = 1; k < deviations.length; k++) if (deviations[k] > most) most = deviations[k];
    if (reaches(most, corrected)) count++;
  });
  const pValue = resamplingPValue(count, panel.resamples);
  const compared = pValue <= alpha ? 'at most' : 'above';
  return {
    ...createVerdict({
      name: NAME,
      question: QUESTION,
      status: pValue <= alpha ? 'pass' : 'fail',
      value: Math.sqrt(panel.bars) * largest,
      pValue,
      n: panel.bars,
      assumptions: [
        'The series hold every strategy that was tried.',
        'Strategies are about equally volatile.',
        'Returns are stationary, and their memory fades within a few blocks.',
      ],
      warnings,
      explanation: `The best of ${series.length} strategies is number ${best}; luck alone reaches its mean of ${short(largest)} per bar in ${percent(pValue)} of resamples, ${compared} ${percent(alpha)}.`,
    }),
    best,
    blockLength: panel.blockLength,
    resamples: panel.resamples,
  };
}
