/**
 * What a {@link Stream} is made of: numbers of one bar that the next bar needs, and values of past bars.
 *
 * Cells see known bars only, numbered from 0 (`index`); warm-up and gaps are the business of the stream around them.
 */
export interface Cell {
  /** Three copies of the state, one after the other: of the bar before, of this bar, and a spare for peeking. */
  readonly scalars: Float64Array;
  /** Past values in slot `index & mask`; room for two more than the window, so that peeking and replacing destroy nothing. */
  readonly ring: Float64Array;
}

const NONE = new Float64Array(0);

/** Zeroed state of a cell. */
export function cellMemory(scalars: number, window = 0): Cell {
  return { scalars: new Float64Array(3 * scalars), ring: window === 0 ? NONE : new Float64Array(ringSize(window)) };
}

/** Smallest power of two that holds `window` values and two more. */
export function ringSize(window: number): number {
  return 2 ** Math.ceil(Math.log2(window + 2));
}
