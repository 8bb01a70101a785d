import type { TestBars } from '../bars.ts';

/** One column as the manifest of a set states it. */
export interface Column {
  readonly source: string;
  readonly function?: string;
  readonly params?: Readonly<Record<string, unknown>> | readonly number[];
  readonly warmup: number;
}

/**
 * Parameters of a column: by name (`n`, `optInTimePeriod`), by position in a list, or by position among the numbers of a call
 * such as `ta.sma(close,20)`. A column that states none has those of the column before it.
 */
export type Reader = (name: string | number) => number;

/** Computes a column of a source with the conventions of that source. */
export type Compute = (bars: TestBars, p: Reader, column: Column) => ArrayLike<number>;

/** Golden columns by source and name. */
export type Table = Readonly<Record<'talib' | 'tulip' | 'pine' | 'textbook' | 'ff', Readonly<Record<string, Compute>>>>;

/** The period under its usual name in each source. */
export const T = 'optInTimePeriod';
