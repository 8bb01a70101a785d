/** How often a guard passed a strategy without an edge, and on what. */
export interface OriginalFalsePassRate {
  /** Share of the simulations that passed. */
  readonly rate: number;
  /** The noise, and how the strategy was chosen from it. */
  readonly design: string;
  /** Standard error is `sqrt(rate (1 - rate) / simulations)`; `null` if the rate is exact, or the source names no count (40 to 500). */
  readonly simulations: number | null;
}

/** A procedure of the earlier system that says pass or fail. */
export type OriginalProcedure =
  | 'monteCarlo'
  | 'sensitivity'
  | 'bootstrap'
  | 'concentration'
  | 'costStress'
  | 'regime'
  | 'pbo'
  | 'walkForward'
  | 'probabilisticSharpe'
  | 'reportDeflatedSharpe'
  | 'legDeflatedSharpe'
  | 'cscvDeflatedSharpe';

/**
 * False-pass rates of the earlier system's guards, the most telling design first. A test that does what it says has a rate of 0.05 here.
 * Selection is part of most designs, because the earlier system judged what a search had picked.
 *
 * @example
 * ```ts
 * import { ORIGINAL_FALSE_PASS_RATES } from '@quantblocks/validation-guards';
 *
 * ORIGINAL_FALSE_PASS_RATES.monteCarlo[0]; // => { rate: 1, design: 'the best of 100 random-trade strategies', simulations: 50 }
 * ```
 */
export const ORIGINAL_FALSE_PASS_RATES: Readonly<Record<OriginalProcedure, readonly OriginalFalsePassRate[]>> = {
  monteCarlo: [
    { rate: 1, design: 'the best of 100 random-trade strategies', simulations: 50 },
    { rate: 0.0467, design: 'one random-trade strategy, not selected', simulations: 300 },
  ],
  sensitivity: [
    { rate: 0.55, design: 'the best of a grid of moving-average crossings on a random walk', simulations: 40 },
  ],
  bootstrap: [
    { rate: 0.475, design: 'the best of 300 noise strategies with 400 trades', simulations: null },
    { rate: 0.475, design: 'the best of 300 noise strategies with 60 trades', simulations: null },
    { rate: 0, design: 'one noise strategy with 60 or 400 trades, not selected', simulations: null },
  ],
  concentration: [
    { rate: 0.289, design: 'the best of 300 noise strategies with 400 trades', simulations: 3000 },
    { rate: 0.499, design: 'one noise strategy with 400 trades, not selected', simulations: 3000 },
    { rate: 0.485, design: 'one noise strategy with 60 trades, not selected', simulations: 3000 },
    { rate: 0, design: 'the best of 300 noise strategies with 60 trades', simulations: 3000 },
  ],
  costStress: [
    {
      rate: 0.806,
      design: 'the best of 300 noise strategies with 130 day-long trades in two years at 0.6 % volatility an hour',
      simulations: 3000,
    },
  ],
  regime: [{ rate: 1, design: 'any strategy, because the parts of a sum add up to it', simulations: null }],
  pbo: [
    { rate: 0.4875, design: '50 noise strategies, 10 folds', simulations: 400 },
    { rate: 0.49, design: '10 noise strategies, 10 folds', simulations: 400 },
    { rate: 0.44, design: '300 noise strategies, 10 folds', simulations: 300 },
  ],
  walkForward: [
    { rate: 0.2825, design: 'the best of 50 noise strategies in one window of 180 and 30 days', simulations: null },
    { rate: 0.2148, design: 'the best of 300 noise strategies in one window of 255 and 55 days', simulations: null },
    { rate: 0.024, design: 'the best of 50 noise strategies in each of 12 windows', simulations: null },
  ],
  probabilisticSharpe: [{ rate: 1, design: 'the best of 300 noise strategies, 8,760 bars, at 0.95', simulations: 150 }],
  reportDeflatedSharpe: [
    { rate: 0, design: 'the best of 300 noise strategies, 8,760 bars, at 0.95', simulations: 150 },
  ],
  legDeflatedSharpe: [
    { rate: 1, design: 'the best of 300 noise strategies, 8,760 bars, annualised Sharpe ratio', simulations: 150 },
    {
      rate: 0,
      design: 'the best of 300 noise strategies, 8,760 bars, Sharpe ratio per bar, at 0.95',
      simulations: 150,
    },
  ],
  cscvDeflatedSharpe: [{ rate: 1, design: 'the best of 300 noise strategies, 8,760 bars', simulations: 150 }],
};
