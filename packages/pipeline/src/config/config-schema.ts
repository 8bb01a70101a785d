import { QuantblocksError } from '@quantblocks/core';
import { z } from 'zod';
import { compileCriteria } from './criteria.ts';
import type { PipelineConfig } from './pipeline-config.ts';

const whole = (low: number) => z.int().min(low);
const share = z.number().gt(0).lt(1);

/** Compiled here already: a typing error must not come to light after the search. */
const criteria = z.string().superRefine((text, context) => {
  try {
    compileCriteria(text);
  } catch (error) {
    if (!(error instanceof QuantblocksError)) throw error;
    context.addIssue({ code: 'custom', message: `a condition (${error.message})` });
  }
});

const screen = z.strictObject({
  trials: whole(1).default(200).describe('Trials of each stage of the search.'),
  minPositions: whole(0).default(20).describe('Closed positions a trial needs in sample.'),
  criteria: criteria
    .default('wfe > 0.5 and sharpe > 0.8 and legs > 50')
    .describe('What an asset must show on the validation bars, which the search did not see.'),
});

const validate = z.strictObject({
  trials: whole(1).default(300).describe('Trials of each stage of the search of each fold.'),
  folds: whole(2).default(6).describe('Tests, equally long and adjacent.'),
  firstTrain: share.default(0.25).describe('Share of the bars before the first test.'),
  minPositions: whole(0).default(20).describe('Closed positions a trial needs in sample.'),
  parts: whole(1)
    .default(4)
    .describe(
      'Inner folds of a training range: trials are scored by mean less lambda deviations of their Sharpe ratios.',
    ),
  lambda: z.number().min(0).default(0.5).describe('Price of a standard deviation between inner folds.'),
  criteria: criteria
    .default('passed')
    .describe('What an asset must show out of sample; `passed` is the verdict of the guards.'),
  resamples: whole(199).default(999).describe('Resamples of the guards.'),
});

const rescue = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether assets that fail are given other variants.'),
  trials: whole(1).default(100).describe('Trials of each stage of each variant of each fold.'),
});

const portfolio = z.strictObject({
  method: z
    .enum([
      'equalWeights',
      'inverseVolatility',
      'minimumVariance',
      'equalRiskContribution',
      'maximumDiversification',
      'hierarchicalRiskParity',
    ])
    .default('equalRiskContribution')
    .describe('How weights are made.'),
  cap: z.number().gt(0).max(1).default(1).describe('Largest weight of an asset.'),
  maxDrawdown: share.default(0.15).describe('Largest concurrent drawdown that is accepted.'),
});

/** Defaults, limits and descriptions of a {@link PipelineConfig}. */
export const configSchema: z.ZodType<PipelineConfig> = z.strictObject({
  strategy: z
    .strictObject({
      name: z
        .string()
        .default('final-trigger')
        .describe('A strategy of the library, or a name of your own with `module`.'),
      module: z.string().optional().describe('A module whose export `strategy` makes the strategy from `options`.'),
      options: z.record(z.string(), z.unknown()).default({}).describe('What the strategy is made with.'),
    })
    .prefault({}),
  seed: whole(0).default(1).describe('Everything random follows from it.'),
  alpha: share.default(0.05).describe('Level of the evidence of all guards together.'),
  screen: screen.prefault({}),
  validate: validate.prefault({}),
  rescue: rescue.prefault({}),
  portfolio: portfolio.prefault({}),
});
