import type { SearchView } from '../search/search-view.ts';

/** How a question ended; `insufficient` and `undefined` are never a pass. */
export type PortfolioStatus = 'pass' | 'fail' | 'insufficient' | 'undefined';

/** One question about an asset, and its answer. */
export interface PortfolioLine {
  /** Short name, as other texts call it: `outOfSample`. */
  readonly name: string;
  /** `evidence` and `condition` decide the verdict, `advice` does not. */
  readonly role: 'evidence' | 'condition' | 'advice';
  readonly status: PortfolioStatus;
  readonly question: string;
  /** After all corrections; NaN where there is none. */
  readonly pValue: number;
  readonly explanation: string;
  readonly warnings: readonly string[];
  /** What would change the answer; empty for a pass. */
  readonly wouldChange: string;
}

/** All questions about an asset together. */
export interface PortfolioVerdict {
  readonly status: PortfolioStatus;
  readonly explanation: string;
  readonly warnings: readonly string[];
  readonly lines: readonly PortfolioLine[];
}

/** Growth of 1 over time, beside what it is compared with; one value per moment. */
export interface PortfolioCurve {
  /** Epoch milliseconds, ascending. */
  readonly time: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  readonly benchmark: ArrayLike<number>;
}

/** One test of a walk-forward, and what was chosen before it. */
export interface PortfolioFold {
  /** First and last moment of the test, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** What was changed of the strategy; `''` for nothing. */
  readonly variant: string;
  /** `null` if the search found nothing. */
  readonly params: Readonly<Record<string, string | number | boolean>> | null;
  /** Per year; NaN for no choice. */
  readonly inSampleSharpe: number;
  readonly sharpe: number;
  /** Fractions. */
  readonly totalReturn: number;
  readonly buyAndHold: number;
  readonly exposure: number;
  readonly positions: number;
}

/** Performance under other costs. */
export interface PortfolioCosts {
  /** Ascending in costs; `value` is the total return, a fraction. */
  readonly curve: readonly { readonly costBps: number; readonly value: number }[];
  /** Basis points of traded value, fee and slippage together. */
  readonly assumedBps: number;
  /** In words. */
  readonly explanation: string;
}

/** What happened on bars that nothing was chosen on. */
export interface PortfolioFigures {
  /** Per year. */
  readonly sharpe: number;
  /** Fractions. */
  readonly totalReturn: number;
  readonly buyAndHold: number;
  readonly maxDrawdown: number;
  readonly exposure: number;
  readonly profitFactor: number;
  readonly positions: number;
  /** Kept of the Sharpe ratio in sample. */
  readonly efficiency: number;
}

/** One asset. */
export interface PortfolioAsset {
  /** Unique on the page. */
  readonly name: string;
  readonly status: PortfolioStatus;
  /** Why it did not pass; empty for a pass. */
  readonly reason: string;
  /** The last phase it went through. */
  readonly phase: string;
  /** Trials of all phases. */
  readonly trials: number;
  /** Per year, of what was chosen. */
  readonly inSampleSharpe: number;
  /** Probability that the Sharpe ratio exceeds what the best of all trials shows by luck; NaN if not known. */
  readonly deflated: number;
  /** `null` if it was never tested. */
  readonly figures: PortfolioFigures | null;
  readonly verdict: PortfolioVerdict | null;
  readonly curve: PortfolioCurve | null;
  readonly folds: readonly PortfolioFold[];
  readonly costs: PortfolioCosts | null;
  /** Of the last choice: drawn as maps of two parameters, where a plateau can be told from a peak. @defaultValue none */
  readonly searches?: readonly SearchView[];
  /** Whether the earlier system's guards would have passed it, and what they said. */
  readonly earlier?: { readonly pass: boolean; readonly explanation: string };
}

/** What the assets that passed are together. */
export interface PortfolioTogether {
  readonly status: PortfolioStatus;
  /** Empty for a pass. */
  readonly reason: string;
  readonly assets: readonly string[];
  /** One per asset. */
  readonly weights: ArrayLike<number>;
  /** Weights from earlier days alone, against equal weights. */
  readonly curve: PortfolioCurve | null;
  /** Of `curve`: per year, and fractions. */
  readonly figures: readonly {
    readonly name: string;
    readonly sharpe: number;
    readonly totalReturn: number;
    readonly maxDrawdown: number;
  }[];
  readonly diversificationRatio: number;
  readonly effectiveBets: number;
  /** Of assets i and j at `i * assets.length + j`; NaN where there is none. */
  readonly correlation: ArrayLike<number> | null;
  /** Assets below their highs per moment. */
  readonly drawdown: {
    readonly time: ArrayLike<number>;
    readonly down: ArrayLike<number>;
    readonly explanation: string;
  } | null;
}

/** A file of bars. */
export interface PortfolioData {
  readonly asset: string;
  readonly file: string;
  readonly bars: number;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly hash: string;
}

/** A whole run over many assets, as plain data. */
export interface PortfolioView {
  readonly title: string;
  readonly strategy: string;
  /** At least one. */
  readonly assets: readonly PortfolioAsset[];
  /** `null` if none was made. */
  readonly together: PortfolioTogether | null;
  readonly data: readonly PortfolioData[];
  /** Names and values, in the order to print them. */
  readonly config: readonly (readonly [name: string, value: string])[];
}
