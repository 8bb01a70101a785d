/** A number as a sentence shows it: three significant digits, but all digits of a whole part. */
export function short(value: number): string {
  return String(Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
}

/** A share as a sentence shows it. */
export function percent(share: number): string {
  return share > 0 && share < 0.001 ? 'less than 0.1 %' : `${short(100 * share)} %`;
}

/** A p value as a sentence shows it. */
export function chance(pValue: number): string {
  return pValue < 1e-4 ? 'p < 0.0001' : `p = ${short(pValue)}`;
}
