import type { Bars } from '@quantblocks/core';
import type { SimulationConfig, StrategyDefinition } from '@quantblocks/engine';
import type { PlateauParameter } from '../overfitting/plateau.ts';
import type { WalkForwardReturns } from '../stress/walk-forward-verdict.ts';

/** What a suite reads of a `TrialLedger`: every trial that led to the decision. */
export interface SuiteLedger {
  counts(): { readonly trials: number };
  series(): { readonly series: readonly ArrayLike<number>[] };
}

/** What a suite judges; a `WalkForwardResult` is one. */
export interface SuiteResult {
  /** Simple returns per bar on bars that nothing was chosen on, flat ones too. */
  readonly returns: ArrayLike<number>;
  /** Of a walk-forward, for what it kept of its promises. */
  readonly folds?: WalkForwardReturns['folds'] | undefined;
  /** Net profit of each position out of sample; by default those of `strategy` are simulated. */
  readonly positionPnl?: ArrayLike<number> | undefined;
}

/** What runs again under stress. */
export interface SuiteStrategy<Params> {
  readonly definition: StrategyDefinition<Params>;
  /** The frozen choice. */
  readonly params: Params;
  /** Bars out of sample and, before them, those that feed indicators. */
  readonly bars: Bars;
  /** As it is validated: costs, sizes, and `tradeFrom` for the first bar out of sample. */
  readonly config?: SimulationConfig | undefined;
  /** Ranges of the parameters of a plateau; values are set by `withParameter`. */
  readonly plateau?:
    | {
        readonly parameters: readonly PlateauParameter[];
        readonly params: (point: Readonly<Record<string, number>>) => Params;
      }
    | undefined;
}
