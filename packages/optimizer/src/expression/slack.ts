/**
 * By how much a condition holds: positive if it does, negative if it does not, NaN if a number it needs is missing; never 0.
 *
 * One signed number is enough for truth, distance and negation: `not` is a change of sign, and a missing number stays missing.
 */
export type Slack = number;

/** Slack of a condition without a distance, such as a boolean. */
export const HOLDS: Slack = 1;

// An equality either satisfies or breaks a comparison, by the least amount there is.
const LEAST = Number.MIN_VALUE;

/** `a > b`. Doubles that differ have a difference other than 0, and equal infinities never meet in the subtraction. */
export function above(a: number, b: number): Slack {
  return a === b ? -LEAST : a - b;
}

/** `a >= b`. */
export function atLeast(a: number, b: number): Slack {
  return a === b ? LEAST : a - b;
}

/** `a == b`, exactly. */
export function equal(a: number, b: number): Slack {
  return a === b ? LEAST : -Math.abs(a - b);
}

/** Both: what is broken adds up, so that one condition of two parts ranks like two conditions. */
export function both(a: Slack, b: Slack): Slack {
  if (a > 0 && b > 0) return Math.min(a, b);
  if (a < 0 || b < 0) return broken(a) + broken(b);
  return Number.NaN; // nothing is known to be broken, but not all is known
}

/** At least one: the nearer one counts. */
export function either(a: Slack, b: Slack): Slack {
  return -both(-a, -b);
}

/** Both or none: the one that is easier to change. */
export function same(a: Slack, b: Slack): Slack {
  const least = Math.min(Math.abs(a), Math.abs(b));
  return a > 0 === b > 0 ? least : -least;
}

/** 0 if the condition holds, otherwise the distance to where it does; Infinity if that is unknown. */
export function violationOf(slack: Slack): number {
  if (slack > 0) return 0;
  return slack < 0 ? -slack : Number.POSITIVE_INFINITY;
}

function broken(slack: Slack): number {
  if (slack > 0) return 0;
  return slack < 0 ? slack : Number.NEGATIVE_INFINITY;
}
