import { mean, standardDeviation } from '@quantblocks/core';

/**
 * A series over the whole time line whose mean is that of the members and whose long-run variance is that of their mean: how far each bar
 * moves it, nothing on bars outside.
 */
export function meanInfluence(returns: Float64Array, isMember: Uint8Array, members: Float64Array): Float64Array {
  const centre = mean(members);
  const scale = returns.length / members.length;
  return returns.map((value, i) => centre + isMember[i] * scale * (value - centre));
}

/** The same for the Sharpe ratio, by the delta method: A. W. Lo, "The statistics of Sharpe ratios", Financial Analysts Journal 58 (2002). */
export function sharpeInfluence(
  returns: Float64Array,
  isMember: Uint8Array,
  members: Float64Array,
  sharpe: number,
): Float64Array {
  const centre = mean(members);
  const deviation = standardDeviation(members, { ddof: 0 });
  const scale = returns.length / members.length;
  if (Number.isNaN(sharpe)) return new Float64Array(0);
  return returns.map((value, i) => {
    const score = (value - centre) / deviation;
    return isMember[i] * scale * (score - (sharpe / 2) * (score * score - 1));
  });
}
