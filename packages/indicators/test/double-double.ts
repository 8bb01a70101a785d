/** A number of about 32 digits: the unevaluated sum of two doubles. */
export interface Wide {
  readonly hi: number;
  readonly lo: number;
}

export const wide = (hi: number): Wide => ({ hi, lo: 0 });

/** T. J. Dekker, "A floating-point technique for extending the available precision", 1971. */
export function add(a: Wide, b: Wide): Wide {
  const hi = a.hi + b.hi;
  const part = hi - a.hi;
  const error = a.hi - (hi - part) + (b.hi - part) + a.lo + b.lo;
  return normal(hi, error);
}

export function multiply(a: Wide, b: Wide): Wide {
  const hi = a.hi * b.hi;
  const [a1, a2] = split(a.hi);
  const [b1, b2] = split(b.hi);
  const error = a1 * b1 - hi + a1 * b2 + a2 * b1 + a2 * b2 + a.hi * b.lo + a.lo * b.hi;
  return normal(hi, error);
}

export function divide(a: Wide, b: Wide): Wide {
  const first = a.hi / b.hi;
  const rest = subtract(a, multiply(wide(first), b));
  return add(wide(first), wide(rest.hi / b.hi));
}

export const negate = (a: Wide): Wide => ({ hi: -a.hi, lo: -a.lo });
export const subtract = (a: Wide, b: Wide): Wide => add(a, negate(b));
export const sumOf = (values: Iterable<Wide>): Wide => {
  let sum = wide(0);
  for (const value of values) sum = add(sum, value);
  return sum;
};

function normal(hi: number, error: number): Wide {
  const sum = hi + error;
  return { hi: sum, lo: hi - sum + error };
}

function split(a: number): [number, number] {
  const scaled = 134217729 * a;
  const high = scaled - (scaled - a);
  return [high, a - high];
}
