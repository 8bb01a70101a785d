/** From where on a figure is good, and from where on it is at least no failure. */
export interface Threshold {
  readonly pass: number;
  readonly warn: number;
  /** Whether smaller figures are better. */
  readonly isCeiling: boolean;
  /** Where one would like to be; equals `pass` if nothing more is asked. */
  readonly target: number;
}

/** What a figure is checked for. */
export type FigureName = 'sharpe' | 'walkForwardEfficiency' | 'drawdown' | 'positions' | 'degradation';

/** The one table of thresholds of `diagnose` and `guardsOfRow`. Sharpe ratios are per year, all else fractions and counts of positions. */
export const DIAGNOSIS_THRESHOLDS: Readonly<Record<FigureName, Threshold>> = {
  sharpe: { pass: 1, warn: 0.5, target: 2, isCeiling: false },
  walkForwardEfficiency: { pass: 0.6, warn: 0.3, target: 1, isCeiling: false },
  drawdown: { pass: 0.1, warn: 0.15, target: 0.1, isCeiling: true },
  positions: { pass: 100, warn: 50, target: 100, isCeiling: false },
  degradation: { pass: 0.2, warn: 0.4, target: 0, isCeiling: true },
};
