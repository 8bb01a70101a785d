import { DataError } from '@quantblocks/core';
import { fromLegacyParams, type LegacyStrategy } from '@quantblocks/final-trigger';

/** Names that only parameters have, as the earlier system's flat rows and files use them. */
const FLAT = ['sl_mult', 'tp1_mult', 'tp2_mult', 'tp3_mult', 'tenkan', 'kijun', 'tenkan_5', 'kijun_5'];

const NESTED = ['ichimoku', 'five_in_one'];

/**
 * Parameters of the earlier system in any of its shapes: `{ params, backtest }`, `params` alone, or flat as in a row of a table.
 *
 * @throws a `DataError` as `fromLegacyParams` does, or if there is no parameter in it at all.
 */
export function legacyStrategy(json: unknown, warn: (message: string) => void): LegacyStrategy {
  const strategy = fromLegacyParams(nested(json, warn));
  const [first, second, third] = strategy.params.targetAtr;
  if (!(first < second && second < third))
    warn(`the targets ${first} / ${second} / ${third} do not rise: only the compat preset trades such a ladder`);
  return strategy;
}

function nested(json: unknown, warn: (message: string) => void): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  const file = json as Readonly<Record<string, unknown>>;
  const params = Object.hasOwn(file, 'params') ? file.params : file;
  const rest = params === file ? {} : file;
  if (has(params, NESTED)) return { ...rest, params };
  // Every field has a default: a file about something else would become a strategy that nobody chose.
  if (!has(params, FLAT)) throw new DataError('parameters of a strategy', json);
  return { ...rest, params: fromFlat(params, warn) };
}

function has(value: unknown, names: readonly string[]): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && names.some((name) => Object.hasOwn(value, name));
}

function fromFlat(flat: Readonly<Record<string, unknown>>, warn: (message: string) => void): unknown {
  const { tenkan, kijun, displacement, tenkan_5, kijun_5, displacement_5, ...rest } = flat;
  const missing = FLAT.filter((name) => flat[name] === undefined);
  if (missing.length > 0) warn(`parameters that are missing take their default: ${missing.join(', ')}`);
  // The tables have one column for both Ichimokus.
  const five = displacement_5 ?? displacement;
  return {
    ...rest,
    ichimoku: present({ tenkan, kijun, displacement }),
    five_in_one: present({ tenkan_5, kijun_5, displacement_5: five }),
  };
}

function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && !Number.isNaN(value)));
}
