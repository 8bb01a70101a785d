/** What is left of a gain; NaN where there was none. */
export function ratioOf(kept: number, promised: number): number {
  return promised > 0 ? kept / promised : Number.NaN;
}
