import { ParameterError } from '@quantblocks/core';
import { averageEntries } from './registry/average.ts';
import { channelEntries } from './registry/channel.ts';
import { cycleEntries } from './registry/cycle.ts';
import type { IndicatorEntry } from './registry/entry.ts';
import { fiveInOneEntries } from './registry/five-in-one.ts';
import { momentumEntries } from './registry/momentum.ts';
import { statisticsEntries } from './registry/statistics.ts';
import { trendEntries } from './registry/trend.ts';
import { volatilityEntries } from './registry/volatility.ts';
import { volumeEntries } from './registry/volume.ts';

export type {
  ColumnName,
  Columns,
  Group,
  IndicatorEntry,
  Library,
  OutputInfo,
  Parameter,
  Params,
} from './registry/entry.ts';
export { type JsonSchema, toJsonSchema } from './registry/json-schema.ts';
export { type SearchDimension, type SearchSpace, toSearchSpace } from './registry/search-space.ts';

/** Every indicator of the package as data: what it reads, takes and returns, when it is known, and how to run it. */
export const registry: readonly IndicatorEntry[] = [
  ...averageEntries,
  ...momentumEntries,
  ...trendEntries,
  ...volatilityEntries,
  ...channelEntries,
  ...volumeEntries,
  ...statisticsEntries,
  ...cycleEntries,
  ...fiveInOneEntries,
];

const byId: ReadonlyMap<string, IndicatorEntry> = new Map(registry.map((entry) => [entry.id, entry]));

/**
 * The entry of one indicator.
 *
 * @param id - Name of its batch function.
 * @throws a {@link ParameterError} if there is no such indicator; the message names similar ones.
 *
 * @example
 * ```ts
 * import { indicator } from '@quantblocks/indicators/registry';
 *
 * const rsi = indicator('rsi');
 * rsi.warmup({ period: 14 }); // => 14
 * rsi.converge({ period: 14 }, 8); // => 263
 * rsi.agrees.pine; // => 'ta.rsi'
 * ```
 */
export function indicator(id: string): IndicatorEntry {
  const entry = byId.get(id);
  if (entry !== undefined) return entry;
  const wanted = String(id).toLowerCase();
  const similar = registry.filter(({ id, name, agrees }) =>
    [id, name, ...Object.values(agrees)].some((known) => known.toLowerCase().includes(wanted)),
  );
  const names = (similar.length > 0 ? similar : registry).map((one) => one.id);
  throw new ParameterError('id', `one of ${names.join(', ')}`, id);
}
