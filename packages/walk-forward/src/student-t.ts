/**
 * Upper tail of Student's t distribution, `P(T > t)`, to about 14 digits RELATIVE to the tail.
 *
 * @param degrees - A positive number of degrees of freedom.
 * @see M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.5.27 (as an incomplete beta function) and 26.5.8 (its
 * continued fraction).
 */
export function studentTUpperTail(t: number, degrees: number): number {
  if (t < 0) return 1 - studentTUpperTail(-t, degrees);
  const a = degrees / 2;
  const share = (t * t) / (degrees + t * t);
  // x^a (1-x)^b / B(a, b) with x = 1 - share and b = 1/2, which both forms have in common.
  const front = Math.exp(-a * Math.log1p((t * t) / degrees)) * Math.sqrt(share / Math.PI) * gammaRatio(a);
  const isTail = share * (a + 2.5) > 1.5;
  return isTail ? (0.5 * front * betaFraction(a, 0.5, 1 - share)) / a : 0.5 - front * betaFraction(0.5, a, share);
}

const SERIES = [39325 / 33554432, 869 / 4194304, -399 / 262144, -21 / 32768, 5 / 1024, 1 / 128, -1 / 8, 1];

/** Gamma(a + 1/2) / Gamma(a): an asymptotic series in 1/a, after steps up to where it holds. */
function gammaRatio(a: number): number {
  let steps = 1;
  let at = a;
  for (; at < 40; at++) steps *= at / (at + 0.5);
  return steps * Math.sqrt(at) * SERIES.reduce((total, coefficient) => total / at + coefficient);
}

/** The continued fraction of the incomplete beta function, by the forward recurrence of Lentz as modified by Thompson and Barnett. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d);
    c = 1 + even / c;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d);
    c = 1 + odd / c;
    const change = d * c;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-15) break;
  }
  return fraction;
}
