import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ParameterError } from '@quantblocks/core';
import { compileCriteria, type PipelineConfig, parsePipelineConfig } from '@quantblocks/pipeline';
import type { Values } from './command.ts';
import type { SETTING_FLAGS } from './flags.ts';
import { jsonFile, wholeFlag } from './read-value.ts';

/** The complete configuration: defaults, then the file, then the flags. */
export function readSettings({ config, seed, set = [] }: Values<typeof SETTING_FLAGS>): PipelineConfig {
  const input: Tree = config === undefined ? {} : treeOf(config, jsonFile('--config', config));
  for (const text of set) assign(input, text);
  const given = wholeFlag('--seed', seed, 0);
  if (given !== undefined) input.seed = given;
  const settings = parsePipelineConfig(input);
  // Said before the search, not after it.
  compileCriteria(settings.screen.criteria);
  compileCriteria(settings.validate.criteria);
  return withModule(settings, config);
}

interface Tree {
  [key: string]: unknown;
}

function treeOf(path: string, value: unknown): Tree {
  if (!isTree(value)) throw new ParameterError(`--config ${path}`, 'an object of settings', value);
  return value;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function assign(tree: Tree, text: string): void {
  const [, key, value] = /^([\w.]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined) throw new ParameterError('--set', 'KEY=VALUE, such as validate.folds=4', text);
  const path = key.split('.');
  const last = path.pop() as string;
  let branch = tree;
  for (const name of path) {
    const next = Object.hasOwn(branch, name) ? branch[name] : {};
    if (!isTree(next)) throw new ParameterError('--set', `a setting below ${name}`, text);
    // A key such as __proto__ must become a key, or nothing.
    Object.defineProperty(branch, name, { value: next, enumerable: true, writable: true, configurable: true });
    branch = next;
  }
  Object.defineProperty(branch, last, {
    value: plainValue(value),
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

/** JSON where it is JSON, else text: `sharpe > 1` needs no quotes of its own. */
function plainValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** A module beside the configuration file is found from there, wherever the program runs. */
function withModule(settings: PipelineConfig, config: string | undefined): PipelineConfig {
  const { module } = settings.strategy;
  if (module === undefined || !/^[./]/.test(module)) return settings;
  const url = pathToFileURL(resolve(config === undefined ? '.' : dirname(config), module)).href;
  return { ...settings, strategy: { ...settings.strategy, module: url } };
}
