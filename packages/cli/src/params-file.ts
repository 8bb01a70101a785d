import { ParameterError } from '@quantblocks/core';
import {
  createFinalTrigger,
  type FinalTriggerInput,
  type FinalTriggerParams,
  PRESETS,
  type PresetName,
  parseFinalTriggerParams,
} from '@quantblocks/final-trigger';
import type { Values } from './command.ts';
import type { PARAMS_FLAG } from './flags.ts';
import { jsonFile } from './read-value.ts';

/** Complete parameters: those of the file, or the preset's own. */
export function readParams({ params: path }: Values<typeof PARAMS_FLAG>, preset: PresetName): FinalTriggerParams {
  if (path === undefined) return createFinalTrigger(preset).defaults;
  const value = jsonFile('--params', path);
  if (typeof value !== 'object' || value === null) throw new ParameterError(`--params ${path}`, 'an object', value);
  // A run's file says of whom the parameters are.
  const { strategy = 'final-trigger', params = value } = value as { strategy?: unknown; params?: unknown };
  if (strategy !== 'final-trigger')
    throw new ParameterError(`--params ${path}`, 'parameters of final-trigger', strategy);
  // A run chose its parameters under conventions of its own; those it does not name are the preset's.
  const { ladder, priceTolerance } = PRESETS[preset];
  return parseFinalTriggerParams({ priceTolerance, ...(params as FinalTriggerInput) }, { ladder });
}
