import { ParameterError } from '@quantblocks/core';
import type { IndicatorEntry, Params } from './entry.ts';

/** One dimension of a {@link SearchSpace}. */
export type SearchDimension =
  | { readonly type: 'int' | 'float'; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly type: 'categorical'; readonly choices: readonly (string | boolean)[] };

/** Parameters an optimiser may vary, and what must hold between them. */
export interface SearchSpace {
  readonly parameters: Readonly<Record<string, SearchDimension>>;
  /** Only points with `less < than` make sense. */
  readonly constraints: readonly { readonly less: string; readonly than: string }[];
  /** A point inside the space: the defaults. */
  readonly start: Params;
}

/**
 * The search space of an indicator for an optimiser.
 *
 * @param names - Parameters to vary. Left out: the numbers, since words such as `seed` are conventions and not worth a search.
 * @returns Plain data.
 * @throws a {@link ParameterError} if a name is no parameter of the indicator.
 *
 * @example
 * ```ts
 * import { indicator, toSearchSpace } from '@quantblocks/indicators/registry';
 *
 * toSearchSpace(indicator('rsi')).parameters; // => { period: { type: 'int', low: 2, high: 100, log: true } }
 * ```
 */
export function toSearchSpace(entry: IndicatorEntry, names: readonly string[] = numbersOf(entry)): SearchSpace {
  const dimensions = names.map((name): [string, SearchDimension] => {
    const parameter = entry.params[name];
    if (parameter === undefined) {
      throw new ParameterError('names', `some of ${Object.keys(entry.params).join(', ')}`, name);
    }
    if (parameter.type === 'choice') return [name, { type: 'categorical', choices: parameter.values }];
    const [low, high] = parameter.search;
    return [name, { type: parameter.type, low, high, log: parameter.scale === 'log' }];
  });
  return {
    parameters: Object.fromEntries(dimensions),
    constraints: entry.constraints.filter(({ less, than }) => names.includes(less) && names.includes(than)),
    start: Object.fromEntries(names.map((name) => [name, entry.params[name].default])),
  };
}

function numbersOf(entry: IndicatorEntry): string[] {
  return Object.keys(entry.params).filter((name) => entry.params[name].type !== 'choice');
}
