import { ParameterError } from '@quantblocks/core';
import { z } from 'zod';
import { shapeOf } from '../run-store/shape.ts';
import { configSchema } from './config-schema.ts';

/** Everything that decides a run; what is not here does not change results. */
export interface PipelineConfig {
  readonly strategy: {
    /** A strategy of the library, or a name of your own with `module`. */
    readonly name: string;
    /** URL of a module whose export `strategy` makes the strategy from `options`. */
    readonly module?: string | undefined;
    readonly options: Readonly<Record<string, unknown>>;
  };
  /** Everything random follows from it. @defaultValue `1` */
  readonly seed: number;
  /** Level of the evidence of all guards together. */
  readonly alpha: number;
  readonly screen: {
    /** Of each stage of the search. */
    readonly trials: number;
    /** Closed positions a trial needs in sample. */
    readonly minPositions: number;
    /** What an asset must show on bars the search did not see; see {@link compileCriteria}. */
    readonly criteria: string;
  };
  readonly validate: {
    /** Of each stage of the search of each fold. */
    readonly trials: number;
    /** Tests, equally long and adjacent. */
    readonly folds: number;
    /** Share of the bars before the first test. */
    readonly firstTrain: number;
    readonly minPositions: number;
    /** Inner folds of a training range: a trial is worth the mean less `lambda` deviations of their Sharpe ratios. */
    readonly parts: number;
    readonly lambda: number;
    /** What an asset must show out of sample; `passed` is the verdict of the guards. */
    readonly criteria: string;
    /** Of the guards. */
    readonly resamples: number;
  };
  readonly rescue: {
    readonly enabled: boolean;
    /** Of each stage of each variant of each fold. */
    readonly trials: number;
  };
  readonly portfolio: {
    readonly method:
      | 'equalWeights'
      | 'inverseVolatility'
      | 'minimumVariance'
      | 'equalRiskContribution'
      | 'maximumDiversification'
      | 'hierarchicalRiskParity';
    /** Largest weight of an asset. */
    readonly cap: number;
    /** Largest drawdown of an equal-weight portfolio that is accepted, a fraction. */
    readonly maxDrawdown: number;
  };
}

/** What a file or a caller may leave out: everything. */
export type PipelineConfigInput = { readonly [Part in keyof PipelineConfig]?: PartOf<PipelineConfig[Part]> };

type PartOf<Value> = Value extends string | number ? Value : Partial<Value>;

/**
 * Completes a configuration, and refuses one that could not be run to its end.
 *
 * @param input - What differs from the defaults, such as the content of a JSON file.
 * @throws a {@link ParameterError} that names the field by its path: an unknown one, a value of another kind, criteria that do not compile.
 *
 * @example
 * ```ts
 * import { parsePipelineConfig } from '@quantblocks/pipeline';
 *
 * const { seed, screen } = parsePipelineConfig({ screen: { trials: 50 } });
 * [seed, screen.trials, screen.minPositions]; // => [1, 50, 20]
 * parsePipelineConfig({ screen: { criteria: 'sharpness > 1' } }); // => throws ParameterError
 * ```
 */
export function parsePipelineConfig(input: unknown = {}): PipelineConfig {
  const shape = shapeOf(configSchema, input);
  if (shape.problem === undefined) return shape.value;
  const { path, expected, received } = shape.problem;
  const unknown = /^Unrecognized keys?: "(.*?)"/.exec(expected)?.[1];
  if (unknown === undefined) throw new ParameterError(path || 'config', expected, received);
  const field = path === '' ? unknown : `${path}.${unknown}`;
  throw new ParameterError(field, 'no field of this name', (received as Readonly<Record<string, unknown>>)[unknown]);
}

/**
 * The schema of a configuration file as JSON Schema, for editors and for other languages.
 *
 * @example
 * ```ts
 * import { pipelineConfigJsonSchema } from '@quantblocks/pipeline';
 *
 * const { properties } = pipelineConfigJsonSchema() as { properties: object };
 * Object.keys(properties); // => ['strategy', 'seed', 'alpha', 'screen', 'validate', 'rescue', 'portfolio']
 * ```
 */
export function pipelineConfigJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: 'input' });
}
