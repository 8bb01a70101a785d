import quadprog from 'quadprog';

/** Minimum variance by quadprog, whose arrays begin at 1 and are overwritten: so each call builds its own. */
export function quadprogMinimumVariance(covariance: readonly (readonly number[])[], cap: number = 1): number[] {
  const n = covariance.length;
  const from1 = (values: Iterable<number>): number[] => [Number.NaN, ...values];
  // One column per constraint: the budget, then a floor and, if there is one, a cap per asset.
  const unit = (i: number, sign: number): number[] => Array.from({ length: n }, (_, j) => (i === j ? sign : 0));
  const isCapped = cap < 1;
  const Amat = [[], ...covariance.map((_, i) => from1([1, ...unit(i, 1), ...(isCapped ? unit(i, -1) : [])]))];
  const bvec = from1([1, ...new Array(n).fill(0), ...(isCapped ? new Array(n).fill(-cap) : [])]);
  const Dmat = [[], ...covariance.map(from1)];
  const { solution, message } = quadprog.solveQP(Dmat, from1(new Array(n).fill(0)), Amat, bvec, 1);
  if (message !== '') throw new Error(message);
  return solution.slice(1);
}
