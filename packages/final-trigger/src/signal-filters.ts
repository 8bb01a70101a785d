import { type FinalTriggerParams, REGIME_FILTERS } from './params.ts';
import { REGIMES, type Regime } from './regime-labels.ts';
import type { StrategySeries } from './series.ts';

/**
 * Removes signals that the ADX, regime or volatility filter refuses. Every filter reads the PREVIOUS bar; a value that is
 * not known refuses.
 *
 * @returns The same array if no filter is on, else a filtered copy.
 */
export function filterSignals(signal: Int8Array, series: StrategySeries, params: FinalTriggerParams): Int8Array {
  const { adxFilter, regimeFilter, volatilityFilter } = params;
  if (!adxFilter && !regimeFilter && !volatilityFilter) return signal;
  const kept = signal.slice();
  const keepIf = (accepts: (before: number, side: number) => boolean): void => {
    for (let i = 0; i < kept.length; i++) if (kept[i] !== 0 && !(i > 0 && accepts(i - 1, kept[i]))) kept[i] = 0;
  };
  if (adxFilter) {
    const { adx, plusDi, minusDi } = series.adx(adxFilter);
    const { threshold, directional } = adxFilter;
    keepIf((k, side) => adx[k] > threshold && (!directional || (plusDi[k] - minusDi[k]) * side > 0));
  }
  if (regimeFilter) {
    const labels = series.regimes();
    const allowed = new Set<Regime>(REGIME_FILTERS[regimeFilter]);
    keepIf((k) => allowed.has(REGIMES[labels[k]]));
  }
  if (volatilityFilter) {
    const ratio = series.relativeRange();
    const { min, max } = volatilityFilter;
    keepIf((k) => ratio[k] >= min && (max === null || ratio[k] <= max));
  }
  return kept;
}
