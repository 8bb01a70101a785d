/**
 * One step of an exponential average that begins at age 0: after `last`, the value `x`. Started by the mean of its first `seedLength`
 * values; before that, their sum so far. At negative ages, 0.
 */
export function lateAverage(last: number, age: number, x: number, alpha: number, seedLength: number): number {
  if (age >= seedLength) return (1 - alpha) * last + alpha * x;
  if (age < 0) return 0;
  const sum = age === 0 ? x : last + x;
  return age === seedLength - 1 ? sum / seedLength : sum;
}
