/** Columns of an indicator of the range of a bar; `Bars` satisfy every shape in this file. */
export interface HighLow {
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
}

/** Columns of indicators that also look at the close. */
export interface HighLowClose extends HighLow {
  readonly close: ArrayLike<number>;
}

/** The four prices of a bar. */
export interface OpenHighLowClose extends HighLowClose {
  readonly open: ArrayLike<number>;
}

/** Columns of a volume indicator that weighs the position of the close in the bar. */
export interface HighLowCloseVolume extends HighLowClose {
  readonly volume: ArrayLike<number>;
}

/** Columns of a volume indicator that looks at the close only. */
export interface CloseVolume {
  readonly close: ArrayLike<number>;
  readonly volume: ArrayLike<number>;
}

/** One bar of the columns `Columns`, as streams take it. */
export type BarOf<Columns> = { readonly [Name in keyof Columns]: number };

/** The columns, also where a caller in JavaScript passed nothing: the boundary then names the one that is missing. */
export function given<Columns extends object>(columns: Columns): Columns {
  return Object(columns) as Columns;
}
