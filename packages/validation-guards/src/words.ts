/** A number as a sentence shows it: three significant digits, but all digits of a whole part. */
export function short(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** A fraction as a sentence shows it. */
export function percent(fraction: number): string {
  return `${short(100 * fraction)} %`;
}

/** "1 bar", "2 bars". */
export function count(n: number, one: string, many: string = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
