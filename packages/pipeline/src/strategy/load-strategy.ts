import { ParameterError } from '@quantblocks/core';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import { emptyRow, requireRow } from '../run-store/columns.ts';
import { SCAN_COLUMNS } from '../run-store/tables.ts';
import { finalTriggerStrategy } from './final-trigger-strategy.ts';
import type { PipelineStrategy } from './pipeline-strategy.ts';

/** Strategies that need no module, by name. */
const KNOWN: Readonly<Record<string, (options: object) => PipelineStrategy<unknown>>> = {
  'final-trigger': (options) => finalTriggerStrategy(options) as PipelineStrategy<unknown>,
};

/**
 * The strategy a configuration names, made here: code does not travel to workers, its address does.
 *
 * @param config - A strategy of the library, or `module`, the URL of a module whose export `strategy` makes one from `options`.
 *
 * Rejects with a `ParameterError` if there is none, or it is not whole.
 *
 * @example
 * ```ts
 * import { loadStrategy } from '@quantblocks/pipeline';
 *
 * const { stages } = await loadStrategy({ name: 'final-trigger', options: { mode: 'MODERATE' } });
 * stages.map(({ name }) => name); // => ['exits', 'lengths']
 * ```
 */
export async function loadStrategy({
  name,
  module,
  options,
}: PipelineConfig['strategy']): Promise<PipelineStrategy<unknown>> {
  if (module === undefined) {
    if (!Object.hasOwn(KNOWN, name))
      throw new ParameterError('strategy.name', `one of ${Object.keys(KNOWN).join(', ')}, or a module`, name);
    return KNOWN[name](options);
  }
  if (!URL.canParse(module)) throw new ParameterError('strategy.module', 'a URL, such as file:///...', module);
  const { strategy } = (await import(/* @vite-ignore */ module)) as { strategy?: unknown };
  if (typeof strategy !== 'function')
    throw new ParameterError('strategy.module', 'a module that exports a function named strategy', module);
  const made = { ...(strategy(options) as PipelineStrategy<unknown>), name };
  requireStrategy(made);
  return made;
}

/** What is missing must not come to light after the search. */
function requireStrategy({
  definition,
  stages,
  rescues,
  simulation,
  columns,
  warmUp,
}: PipelineStrategy<unknown>): void {
  if (typeof definition?.prepare !== 'function')
    throw new ParameterError('strategy.definition', 'a strategy of the engine', definition);
  if (!Array.isArray(stages) || stages.length === 0)
    throw new ParameterError('strategy.stages', 'at least one stage', stages);
  if (!Array.isArray(rescues)) throw new ParameterError('strategy.rescues', 'a list of variants', rescues);
  if (typeof simulation !== 'function') throw new ParameterError('strategy.simulation', 'a function', simulation);
  if (!(Number.isInteger(warmUp) && warmUp >= 0))
    throw new ParameterError('strategy.warmUp', 'an integer >= 0', warmUp);
  if (typeof columns !== 'function') throw new ParameterError('strategy.columns', 'a function', columns);
  requireRow('strategy.columns', SCAN_COLUMNS, { ...emptyRow(SCAN_COLUMNS), ...columns(definition.defaults) });
}
