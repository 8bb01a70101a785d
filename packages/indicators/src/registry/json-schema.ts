import type { IndicatorEntry, Parameter } from './entry.ts';

/** A JSON Schema (draft 2020-12) of an options object. */
export interface JsonSchema {
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
  readonly description: string;
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly additionalProperties: false;
}

/**
 * JSON Schema of the options of an indicator: for forms, configuration files and coding agents.
 *
 * @returns Plain data, draft 2020-12. It accepts what the function accepts.
 *
 * @example
 * ```ts
 * import { indicator, toJsonSchema } from '@quantblocks/indicators/registry';
 *
 * const { title, properties } = toJsonSchema(indicator('rsi'));
 * title; // => 'Relative strength index'
 * properties.period; // => { type: 'integer', minimum: 1, maximum: 16777216, default: 14, description: 'changes in the average' }
 * ```
 */
export function toJsonSchema(entry: IndicatorEntry): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(entry.params).map(([name, parameter]) => [name, propertyOf(parameter)]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `quantblocks:indicators/${entry.id}`,
    title: entry.name,
    description: `${entry.formula}. Reads ${entry.inputs.join(', ')}; returns ${Object.keys(entry.outputs).join(', ')}.`,
    type: 'object',
    properties: {
      ...properties,
      nan: { enum: ['window', 'poison', 'throw'], default: 'window', description: 'what a gap does' },
    },
    additionalProperties: false,
  };
}

function propertyOf(parameter: Parameter): object {
  const { default: preset, description } = parameter;
  if (parameter.type === 'choice') return { enum: [...parameter.values], default: preset, description };
  return {
    type: parameter.type === 'int' ? 'integer' : 'number',
    minimum: parameter.min,
    maximum: parameter.max,
    default: preset,
    description,
  };
}
