import { ParameterError } from '@quantblocks/core';
import { errorOf } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { parsePipelineConfig, pipelineConfigJsonSchema } from '../../src/config/pipeline-config.ts';

it('completes nothing to the defaults', () => {
  expect(parsePipelineConfig()).toEqual(parsePipelineConfig({}));
  expect(parsePipelineConfig()).toEqual({
    strategy: { name: 'final-trigger', options: {} },
    seed: 1,
    alpha: 0.05,
    screen: { trials: 200, minPositions: 20, criteria: 'wfe > 0.5 and sharpe > 0.8 and legs > 50' },
    validate: {
      ...{ trials: 300, folds: 6, firstTrain: 0.25, minPositions: 20, parts: 4, lambda: 0.5 },
      ...{ criteria: 'passed', resamples: 999 },
    },
    rescue: { enabled: true, trials: 100 },
    portfolio: { method: 'equalRiskContribution', cap: 1, maxDrawdown: 0.15 },
  });
});

it('keeps what is given and completes what is complete to itself', () => {
  const config = parsePipelineConfig({ validate: { folds: 3 }, strategy: { options: { mode: 'MODERATE' } } });
  expect(config.validate).toMatchObject({ folds: 3, trials: 300 });
  expect(config.strategy).toEqual({ name: 'final-trigger', options: { mode: 'MODERATE' } });
  expect(parsePipelineConfig(config)).toEqual(config);
});

it.each<[unknown, string, string]>([
  [3, 'config', 'object'],
  [{ folds: 3 }, 'folds', 'no field of this name'],
  [{ validate: { fold: 3 } }, 'validate.fold', 'no field of this name'],
  [{ screen: { trials: '200' } }, 'screen.trials', 'number'],
  [{ screen: { trials: 0 } }, 'screen.trials', '>=1'],
  [{ seed: 1.5 }, 'seed', 'int'],
  [{ alpha: 1 }, 'alpha', '<1'],
  [{ rescue: null }, 'rescue', 'object'],
  [{ portfolio: { method: 'best' } }, 'portfolio.method', 'equalRiskContribution'],
  [{ screen: { criteria: 'sharpness > 1' } }, 'screen.criteria', 'did you mean sharpe'],
  [{ validate: { criteria: 'sharpe + 1' } }, 'validate.criteria', 'a condition'],
])('refuses %j and names the field', (input, field, expected) => {
  const error = errorOf(() => parsePipelineConfig(input)) as ParameterError;
  expect(error).toBeInstanceOf(ParameterError);
  expect(error.parameter).toBe(field);
  expect(error.expected).toContain(expected);
});

describe('the JSON Schema', () => {
  interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly description?: string;
    readonly default?: unknown;
    readonly additionalProperties?: unknown;
  }
  const schema = pipelineConfigJsonSchema() as Schema;

  it('describes every field, gives its default and allows no other', () => {
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      if (part.properties === undefined) expect([name, part.description]).not.toContain(undefined);
      else expect(part.additionalProperties).toBe(false);
      for (const [field, { description }] of Object.entries(part.properties ?? {}))
        expect([`${name}.${field}`, description]).not.toContain(undefined);
    }
    expect(schema.properties?.screen.properties?.trials.default).toBe(200);
  });

  it('requires nothing', () => {
    expect(schema).not.toHaveProperty('required');
  });
});
