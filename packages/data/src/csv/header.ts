import { DataError, ParameterError } from '@quantblocks/core';

/** The columns of a candle file. */
export type BarColumnName = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** The six candle columns in their usual order. */
export const BAR_COLUMNS: readonly BarColumnName[] = ['time', 'open', 'high', 'low', 'close', 'volume'];

/** Header of Binance's public kline archives, which have none of their own. */
export const BINANCE_KLINE_HEADER: readonly string[] = [
  'open_time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'close_time',
  'quote_volume',
  'count',
  'taker_buy_volume',
  'taker_buy_quote_volume',
  'ignore',
];

/**
 * Where to find each column: names of headers (any of several, case and punctuation do not matter) or 0-based positions.
 * A plain list of names looks each one up under its own name and its usual aliases.
 */
export type ColumnChoice<Name extends string> =
  | readonly Name[]
  | Readonly<Record<Name, string | number | readonly string[]>>;

/** Accepted spellings after lower-casing and removing everything but letters and digits; the first that is present wins. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  time: [
    'timestamp',
    'time',
    'opentime',
    'opentimestamp',
    'unix',
    'unixtimestamp',
    'epoch',
    'datetime',
    'date',
    'candlebegintime',
    'starttime',
    'ts',
    't',
    'indexlevel0',
  ],
  open: ['open', 'o', 'openprice', 'priceopen'],
  high: ['high', 'h', 'highprice', 'pricehigh', 'max'],
  low: ['low', 'l', 'lowprice', 'pricelow', 'min'],
  close: ['close', 'c', 'closeprice', 'priceclose', 'last'],
  volume: ['volume', 'vol', 'v', 'basevolume', 'volumebase', 'volumefrom', 'qty', 'quantity', 'tickvolume'],
};

/** `Volume BTC` is base volume, `Volume USDT` is quote volume; bars carry the base. */
const QUOTE_VOLUME = /^vol(ume)?(usd[tc]?|busd|fdusd|tusd|dai|eur|gbp|jpy|krw|try|quote|to)$/;

/** Which field of a row feeds which column; `-1` where an optional column is absent. */
export interface ColumnPlan<Name extends string> {
  readonly names: readonly Name[];
  readonly fields: readonly number[];
}

/**
 * Finds the chosen columns in a header.
 *
 * @throws a {@link DataError} that lists what is missing and what was found, or which headers are equally good.
 */
export function planColumns<Name extends string>(
  header: readonly string[],
  choice: ColumnChoice<Name> | undefined,
  location: { source: string; row?: number | undefined },
): ColumnPlan<Name> {
  const wanted = (choice ?? BAR_COLUMNS) as ColumnChoice<Name>;
  const names = (Array.isArray(wanted) ? wanted : Object.keys(wanted)) as readonly Name[];
  const keys = header.map(normalise);
  const fields = names.map((name) => {
    const where = Array.isArray(wanted) ? undefined : (wanted as Readonly<Record<Name, string | number>>)[name];
    if (typeof where === 'number') return Number.isInteger(where) && where >= 0 && where < header.length ? where : -1;
    return where === undefined
      ? findByName(name, header, keys, location)
      : findChosen(typeof where === 'string' ? [where] : where, header, keys, location, name);
  });
  const missing = names.filter((name, i) => fields[i] < 0 && !(choice === undefined && name === 'volume'));
  if (missing.length > 0) {
    const plural = missing.length > 1 ? 's' : '';
    throw new DataError(`column${plural} ${missing.join(', ')} in the header`, header.join(', '), location);
  }
  const used = fields.filter((field) => field >= 0);
  if (new Set(used).size < used.length) {
    throw new ParameterError(
      'columns',
      'a field of its own for each column',
      names.map((name, i) => `${name}: ${header[fields[i]]}`).join(', '),
    );
  }
  return { names, fields };
}

/** Whether a first line is data: every field that is not empty is a number or starts like a year. */
export function looksLikeData(header: readonly string[]): boolean {
  const cells = header.filter((cell) => cell.trim() !== '');
  return (
    cells.length > 0 && cells.every((cell) => /^\s*([+-]?[\d.]+(e[+-]?\d+)?|\d{4}[-/]\d\d[-/]\d\d.*)\s*$/i.test(cell))
  );
}

type Location = Parameters<typeof planColumns>[2];

function findByName(name: string, header: readonly string[], keys: readonly string[], location: Location): number {
  const found = findFirst(ALIASES[name] ?? [name], header, keys, location, name);
  if (found >= 0 || name !== 'volume') return found;
  const base = keys.flatMap((key, i) => (key.startsWith('vol') && !QUOTE_VOLUME.test(key) ? [i] : []));
  if (base.length > 1) throw ambiguous(name, base, header, location);
  return base.length === 1 ? base[0] : -1;
}

/** A caller's own spelling may tell `price` from `Price`; aliases may not. */
function findChosen(...[spellings, header, keys, location, name]: Parameters<typeof findFirst>): number {
  const exact = spellings.find((spelling) => header.indexOf(spelling) >= 0);
  if (exact !== undefined && header.indexOf(exact) === header.lastIndexOf(exact)) return header.indexOf(exact);
  return findFirst(spellings, header, keys, location, name);
}

function findFirst(
  spellings: readonly string[],
  header: readonly string[],
  keys: readonly string[],
  location: Location,
  name: string,
): number {
  for (const spelling of spellings) {
    const key = normalise(spelling);
    const hits = keys.flatMap((candidate, i) => (candidate === key ? [i] : []));
    if (hits.length > 1) throw ambiguous(name, hits, header, location);
    if (hits.length === 1) return hits[0];
  }
  return -1;
}

function ambiguous(name: string, hits: readonly number[], header: readonly string[], location: Location): DataError {
  const list = hits.map((i) => header[i]).join(', ');
  return new DataError('one header for the column; say which with the option columns', list, {
    ...location,
    column: name,
  });
}

function normalise(text: string): string {
  // A header without any letter or digit of any script keeps its own text, so that it can still be named.
  const key = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return key === '' ? text : key;
}
