import { ParameterError, quantileSorted } from '@quantblocks/core';
import { type FinalTriggerParams, parseFinalTriggerParams } from '../params.ts';
import { createFinalTrigger } from '../strategy.ts';
import { type ColumnDefinition, type ComparedColumn, columnDefinitions } from './column-definitions.ts';
import { type LeftOutColumn, leftOutColumns } from './left-out-columns.ts';
import type { TradingViewExport } from './tradingview-export.ts';

/** `no information`: nothing happened in the compared bars, or they lack what the column is computed from. */
export type ColumnStatus = 'match' | 'differs' | 'not exported' | 'no information';

/** What is compared, and how closely. */
export interface CompareOptions {
  /** Parameters the chart ran with. @defaultValue the defaults: 9/26/52, MAMA/KAMA filter off, light bear list, state mode */
  readonly params?: FinalTriggerParams;
  /** Greatest error of a line, relative to its value. Events must be equal. @defaultValue `1e-9` */
  readonly tolerance?: number;
  /** First bars that are not compared, by column. @defaultValue what each column needs to forget its start, 1500 bars and more for KAMA */
  readonly skip?: Partial<Readonly<Record<ComparedColumn, number>>>;
  /** Divergences listed per column. @defaultValue `5` */
  readonly divergences?: number;
}

/** A bar on which the two values differ; NaN is an empty cell. */
export interface Divergence {
  readonly bar: number;
  /** Open of the bar, epoch milliseconds. */
  readonly time: number;
  readonly ours: number;
  readonly theirs: number;
}

/** How one column of the export compares. */
export interface ColumnComparison {
  readonly name: ComparedColumn;
  /** What is computed here, in words. */
  readonly definition: string;
  readonly status: ColumnStatus;
  /** Bars passed over at the start. */
  readonly skipped: number;
  readonly compared: number;
  /** Bars that agree. */
  readonly equal: number;
  /** `equal / compared`; NaN if nothing was. */
  readonly matchRate: number;
  /** In the column's unit, over bars on which both have a value; NaN if none has. */
  readonly maxAbsError: number;
  readonly medianAbsError: number;
  /** The first ones. */
  readonly divergences: readonly Divergence[];
  /** Why there is no information; empty otherwise. */
  readonly note: string;
}

/** A whole export compared. */
export interface TradingViewComparison {
  readonly bars: number;
  readonly columns: readonly ColumnComparison[];
  readonly leftOut: readonly LeftOutColumn[];
}

/**
 * Compares the columns of a TradingView export with the strategy under the preset `pine`, computed on the candles of the same export.
 *
 * TradingView had history before the first exported bar, so each column is compared only after its own memory has faded.
 *
 * @param exported - As {@link parseTradingViewExport} gives it.
 * @returns One entry per column with a definition, in a fixed order, and the columns that were left out with the reason.
 * @throws a {@link ParameterError} if an option is out of its domain.
 * @remarks A column without a single event on either side is `no information`, not a match. `Buy Signal` and `Sell Signal` of the original
 * chart do not come from FINAL TRIGGER and are left out; entries are too, because they depend on TradingView's own order execution.
 *
 * @example
 * ```ts
 * import { compareTradingView, parseTradingViewExport } from '@quantblocks/final-trigger/pine';
 *
 * const rows = Array.from({ length: 400 }, (_, i) => `${3600 * i},100,101,99,100,100`);
 * const exported = parseTradingViewExport(['time,open,high,low,close,MAMA', ...rows].join('\n'));
 * const { columns } = compareTradingView(exported);
 * const [mama, fama] = columns;
 * mama.status; // => 'match'
 * mama.compared; // => 100
 * fama.status; // => 'not exported'
 * ```
 */
export function compareTradingView(exported: TradingViewExport, options: CompareOptions = {}): TradingViewComparison {
  const { tolerance = 1e-9, skip = {}, divergences = 5 } = options;
  if (!(tolerance >= 0)) throw new ParameterError('tolerance', 'a number >= 0', tolerance);
  if (!(Number.isInteger(divergences) && divergences >= 0)) {
    throw new ParameterError('divergences', 'an integer >= 0', divergences);
  }
  // Targets are not compared, so their order does not matter.
  const params = parseFinalTriggerParams(options.params ?? pine.defaults, { ladder: 'literal' });
  const prepared = pine.prepare(exported.bars);
  const definitions = columnDefinitions(prepared, params);
  for (const [name, bars] of Object.entries(skip)) {
    if (!definitions.some((definition) => definition.name === name)) {
      throw new ParameterError('skip', `columns of ${definitions.map((one) => one.name).join(', ')}`, name);
    }
    if (!(Number.isInteger(bars) && bars >= 0)) throw new ParameterError(`skip.${name}`, 'an integer >= 0', bars);
  }
  const columns = definitions.map((definition) => {
    const skipped = Math.min(skip[definition.name] ?? definition.skip, exported.bars.length);
    return compareColumn(exported, { ...definition, skip: skipped }, tolerance, divergences);
  });
  return { bars: exported.bars.length, columns, leftOut: leftOutColumns(exported) };
}

const pine = createFinalTrigger('pine');

function compareColumn(
  { bars, columns, hasVolume }: TradingViewExport,
  { name, text, kind, skip, needsVolume, values }: ColumnDefinition,
  tolerance: number,
  listed: number,
): ColumnComparison {
  const theirs = columns[name];
  const nothing = { name, definition: text, skipped: skip, ...new Tally().figures(), divergences: [] };
  if (theirs === undefined) return { ...nothing, status: 'not exported', note: '' };
  if (needsVolume && !hasVolume) {
    return { ...nothing, status: 'no information', note: 'a voter needs the volume, which was not exported' };
  }
  if (skip >= bars.length) {
    return { ...nothing, status: 'no information', note: `the export has ${bars.length} bars, ${skip} are warm-up` };
  }
  const ours = values();
  const tally = new Tally();
  const divergences: Divergence[] = [];
  for (let i = skip; i < bars.length; i++) {
    const a = kind === 'event' && Number.isNaN(ours[i]) ? 0 : ours[i];
    const b = kind === 'event' && Number.isNaN(theirs[i]) ? 0 : theirs[i];
    if (kind === 'event' && (a !== 0 || b !== 0)) tally.events++;
    const isEqual = tally.add(a, b, kind === 'event' ? 0 : tolerance);
    if (!isEqual && divergences.length < listed) {
      divergences.push({ bar: i, time: bars.time[i], ours: ours[i], theirs: theirs[i] });
    }
  }
  const figures = { name, definition: text, skipped: skip, ...tally.figures(), divergences };
  if (kind === 'event' && tally.events === 0) {
    return { ...figures, status: 'no information', note: 'no event in the export, nor expected' };
  }
  return { ...figures, status: tally.equal === tally.compared ? 'match' : 'differs', note: '' };
}

/** Counts and errors of one column. */
class Tally {
  compared = 0;
  equal = 0;
  events = 0;
  readonly #errors: number[] = [];

  add(ours: number, theirs: number, tolerance: number): boolean {
    this.compared++;
    const error = Math.abs(ours - theirs);
    const isEqual = error <= tolerance * Math.abs(theirs) || (Number.isNaN(ours) && Number.isNaN(theirs));
    if (isEqual) this.equal++;
    if (!Number.isNaN(error)) this.#errors.push(error);
    return isEqual;
  }

  figures(): Pick<ColumnComparison, 'compared' | 'equal' | 'matchRate' | 'maxAbsError' | 'medianAbsError'> {
    const { compared, equal } = this;
    const sorted = Float64Array.from(this.#errors).sort();
    return {
      compared,
      equal,
      matchRate: compared === 0 ? Number.NaN : equal / compared,
      maxAbsError: sorted.at(-1) ?? Number.NaN,
      medianAbsError: sorted.length === 0 ? Number.NaN : quantileSorted(sorted, 0.5),
    };
  }
}
