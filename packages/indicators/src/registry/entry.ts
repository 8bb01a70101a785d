import type { NanOptions } from '../nan-policy.ts';
import type { Stream, StreamState } from '../stream/stream.ts';

/** Columns an indicator may read. `time` is the open of the bar in epoch milliseconds UTC. */
export type ColumnName = 'time' | 'open' | 'high' | 'low' | 'close' | 'volume';

/** Columns by name; `Bars` have them all. */
export type Columns = { readonly [Name in ColumnName]?: ArrayLike<number> };

/** One parameter: its domain, its default, and where a search is worth its while. */
export type Parameter =
  | {
      readonly type: 'int' | 'float';
      readonly min: number;
      readonly max: number;
      readonly default: number;
      /** Sensible range for an optimiser, inside the domain. */
      readonly search: readonly [low: number, high: number];
      readonly scale?: 'linear' | 'log';
      readonly description: string;
    }
  | {
      readonly type: 'choice';
      readonly values: readonly (string | boolean)[];
      readonly default: string | boolean;
      readonly description: string;
    };

/** Values of the parameters by name; what is missing has its default. */
export type Params = Readonly<Record<string, number | string | boolean>>;

/** One output series. */
export interface OutputInfo {
  /** Drawn over the prices, or in a pane of its own. */
  readonly pane: 'price' | 'own';
  /** Bounds of the values, but for rounding in the last digits. */
  readonly range?: readonly [low: number, high: number];
  /** `Int8Array` of +1, -1 and 0 instead of numbers. */
  readonly vote?: true;
  readonly description: string;
}

/** The field's own shelves. */
export type Group =
  | 'average'
  | 'momentum'
  | 'trend'
  | 'volatility'
  | 'channel'
  | 'volume'
  | 'statistics'
  | 'cycle'
  | 'five-in-one';

/** Other libraries by the names used in {@link presets}. */
export type Library = 'talib' | 'pine' | 'tulip' | 'pandas' | 'ff';

/** Facts about an indicator, as {@link defineEntry} takes them. */
export interface EntryFacts {
  /** Name of the batch function, which is also the key of its options in `presets`. */
  readonly id: string;
  /** File of the indicator below `src`, without extension; its last part is the subpath of the package. */
  readonly file: string;
  readonly name: string;
  readonly group: Group;
  /** One line in plain text. */
  readonly formula: string;
  /** Author, title, year. */
  readonly source: string;
  /** Columns it reads. One column: the functions take that series alone, whatever it holds. */
  readonly inputs: readonly ColumnName[];
  readonly params: Readonly<Record<string, Parameter>>;
  /** Pairs of parameters of which the first is to be the smaller one in a search; the functions accept both orders. */
  readonly constraints?: readonly { readonly less: string; readonly than: string }[];
  readonly outputs: Readonly<Record<string, OutputInfo>>;
  /** First defined bar of each output. */
  readonly first: (params: Params) => Readonly<Record<string, number>>;
  /** Whether a value depends on the last `first + 1` bars alone. @defaultValue true */
  readonly windowed?: boolean | ((params: Params) => boolean);
  /** Bars after `warmup` until what came before the series weighs less than `10^-digits`; left out: none (windowed) or never (sums since the start). */
  readonly memory?: (params: Params, digits: number) => number;
  /** Sum since the first bar (`'start'`), since the session's open, or neither. @defaultValue 'none' */
  readonly anchored?: 'none' | 'start' | 'session';
  /** Name of the same indicator elsewhere, equal under `presets[library][id]`. */
  readonly agrees: Readonly<Partial<Record<Library, string>>>;
}

/** A machine-readable indicator. */
export interface IndicatorEntry extends Required<Omit<EntryFacts, 'first' | 'windowed' | 'memory'>> {
  /** Nothing here looks ahead: value `i` uses bars up to `i`. */
  readonly causal: true;
  /** Parameters with the defaults filled in. */
  complete(params?: Params): Params;
  /** First defined bar of each output. */
  first(params?: Params): Readonly<Record<string, number>>;
  /** First bar on which every output is defined. */
  warmup(params?: Params): number;
  /** First bar on which every output agrees with that of a longer history to `digits` digits; `Infinity` for sums since the start or the session's open. */
  converge(params?: Params, digits?: number): number;
  /** Whether a value depends on the last `first + 1` bars alone. */
  windowed(params?: Params): boolean;
  /** The batch function on columns; a single output is called `value`. */
  compute(
    columns: Columns,
    params?: Params & NanOptions,
    out?: Readonly<Record<string, Float64Array | Int8Array>>,
  ): Record<string, Float64Array | Int8Array>;
  /** A new stream: takes the number of a single input, else a bar; returns the number of a single output, else an object. */
  stream(params?: Params & NanOptions): Stream<NanOptions, unknown, unknown>;
  /** A stream from its snapshot. */
  restore(state: StreamState<object>): Stream<NanOptions, unknown, unknown>;
}

// The functions of the package have many shapes; `inputs` and `outputs` say which one is meant.
type AnyBatch = (input: never, options: never, out?: never) => unknown;
interface AnyStream {
  new (options: never): unknown;
  restore(state: never): unknown;
}

/** Completes the facts about an indicator with its batch function and its stream. */
export function defineEntry(facts: EntryFacts, batch: AnyBatch, streamClass: AnyStream): IndicatorEntry {
  const { inputs, outputs, params: parameters, first, windowed = true, memory, anchored = 'none' } = facts;
  const single = Object.keys(outputs).join() === 'value';
  const run = batch as (input: unknown, options: object, out?: unknown) => unknown;
  const Class = streamClass as unknown as {
    new (options: object): Stream<NanOptions, unknown, unknown>;
    restore(state: StreamState<object>): Stream<NanOptions, unknown, unknown>;
  };
  const complete = (params: Params = {}): Params => ({
    ...Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default])),
    ...Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)),
  });
  const firstOf = (params?: Params) => first(complete(params));
  const warmup = (params?: Params): number => Math.max(...Object.values(firstOf(params)));
  return {
    ...facts,
    constraints: facts.constraints ?? [],
    anchored,
    causal: true,
    complete,
    first: firstOf,
    warmup,
    converge(params, digits = 8) {
      if (anchored !== 'none') return Number.POSITIVE_INFINITY;
      return warmup(params) + (memory === undefined ? 0 : Math.ceil(memory(complete(params), digits)));
    },
    windowed: (params) => (typeof windowed === 'function' ? windowed(complete(params)) : windowed),
    compute(columns, params = {}, out) {
      const input = inputs.length === 1 ? columns[inputs[0]] : columns;
      const result = run(input, params, single ? out?.value : out);
      return (single ? { value: result } : result) as Record<string, Float64Array | Int8Array>;
    },
    stream: (params = {}) => new Class(params),
    restore: (state) => Class.restore(state),
  };
}
