import { expect } from 'vitest';

/** Tolerance of {@link expectClose}: `|actual - expected| <= atol + rtol * |expected|`. */
export interface CloseOptions {
  /** Relative tolerance. @defaultValue `1e-12` */
  rtol?: number;
  /** Absolute tolerance. @defaultValue `0` */
  atol?: number;
  /** Said in the failure message. */
  label?: string;
}

/**
 * Asserts that numbers, or whole series, are equal within a tolerance; NaN equals NaN, infinities equal themselves.
 */
export function expectClose(
  actual: number | ArrayLike<number>,
  expected: number | ArrayLike<number>,
  options: CloseOptions = {},
): void {
  const { rtol = 1e-12, atol = 0, label = 'value' } = options;
  const a = typeof actual === 'number' ? [actual] : actual;
  const e = typeof expected === 'number' ? [expected] : expected;
  if (a.length !== e.length) expect.fail(`${label}: expected ${e.length} values, got ${a.length}`);
  let worst = -1;
  let worstExcess = 0;
  let failures = 0;
  for (let i = 0; i < e.length; i++) {
    if (Object.is(a[i], e[i]) || a[i] === e[i]) continue;
    const excess = Math.abs(a[i] - e[i]) / (atol + rtol * Math.abs(e[i]));
    if (excess <= 1) continue;
    failures++;
    if (worst < 0 || !(excess <= worstExcess)) {
      worst = i;
      worstExcess = excess;
    }
  }
  if (failures > 0) {
    expect.fail(
      `${label}: ${failures} of ${e.length} values differ; worst at ${worst}: expected ${e[worst]}, got ${a[worst]} (rtol ${rtol}, atol ${atol})`,
    );
  }
}
