import { mean } from '@quantblocks/core';
import { NO_SPREAD } from './checks.ts';

/** Means and sums of squared and crossed deviations of two series of equal length. */
export interface Comoments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly sxx: number;
  readonly syy: number;
  readonly sxy: number;
}

export function comoments(x: Float64Array, y: Float64Array): Comoments {
  const n = x.length;
  const meanX = mean(x);
  const meanY = mean(y);
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (let i = 0; i < n; i++) {
    const dx = x[i] - meanX;
    const dy = y[i] - meanY;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  return { n, meanX, meanY, sxx, syy, sxy };
}

/** Slope of x on y; NaN if y does not move. */
export function slope({ n, syy, sxy }: Pick<Comoments, 'n' | 'syy' | 'sxy'>): number {
  return Math.sqrt(syy / n) > NO_SPREAD ? sxy / syy : Number.NaN;
}

/** Squared correlation; NaN if one of the two does not move. */
export function squaredCorrelation({ n, sxx, syy, sxy }: Comoments): number {
  return Math.sqrt(Math.min(sxx, syy) / n) > NO_SPREAD ? Math.min(1, (sxy / sxx) * (sxy / syy)) : Number.NaN;
}
