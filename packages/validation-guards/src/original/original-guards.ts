import { combineVerdicts, type KeyPart, type VerdictStatus } from '@quantblocks/core';
import { requireReturns } from '../checks.ts';
import { type OriginalBootstrap, originalBootstrap } from './original-bootstrap.ts';
import { type OriginalConcentration, originalConcentration } from './original-concentration.ts';
import { type OriginalCostStress, type OriginalRun, originalCostStress } from './original-cost-stress.ts';
import { type OriginalCpcv, originalCpcv } from './original-cpcv.ts';
import {
  type OriginalCscvDeflatedSharpe,
  type OriginalLegDeflatedSharpe,
  type OriginalProbabilisticSharpe,
  originalCscvDeflatedSharpe,
  originalLegDeflatedSharpe,
  originalProbabilisticSharpe,
} from './original-deflation.ts';
import { missing, type OriginalGuard } from './original-guard.ts';
import { type OriginalLegacyPbo, originalLegacyPbo } from './original-legacy-pbo.ts';
import {
  equityChanges,
  legPnl,
  type OriginalLegs,
  originalSharpe,
  realisedEquity,
  requireCapital,
  requireLegs,
} from './original-legs.ts';
import { type OriginalMonteCarlo, originalMonteCarlo } from './original-monte-carlo.ts';
import { type OriginalMultiPeriod, originalMultiPeriod } from './original-multi-period.ts';
import { type OriginalPbo, originalPbo } from './original-pbo.ts';
import { type OriginalRegime, type OriginalRegimeInput, originalRegime } from './original-regime.ts';
import {
  type OriginalSensitivity,
  type OriginalSensitivityInput,
  originalSensitivity,
} from './original-sensitivity.ts';
import {
  type OriginalWalkForward,
  type OriginalWalkForwardInput,
  originalWalkForward,
} from './original-walk-forward.ts';

/** Input of {@link originalGuards}. The earlier system gave it in-sample, validation and out-of-sample bars together. */
export interface OriginalGuardsInput {
  /** Closed legs, from {@link originalLegs}. */
  readonly legs: OriginalLegs;
  /** Close of each bar. */
  readonly close: ArrayLike<number>;
  /** For guard 002. */
  readonly sensitivity?: OriginalSensitivityInput;
  /** For guard 006: the strategy at other costs. */
  readonly runAtCosts?: (feeBps: number, slippageBps: number) => OriginalRun;
  /** For guard 007. */
  readonly regimes?: OriginalRegimeInput;
  /** For guard 008: returns per bar of every trial. */
  readonly trialReturns?: readonly ArrayLike<number>[];
  /** For the efficiency gate. */
  readonly walkForward?: OriginalWalkForwardInput;
  /** Number of trials, for the deflated Sharpe ratios. */
  readonly trials?: number;
}

/** Options of {@link originalGuards}. */
export interface OriginalGuardsOptions {
  /** @defaultValue `10000` */
  initialCapital?: number;
  /** Bars in a year. @defaultValue `8766` (hours) */
  periodsPerYear?: number;
  /** Fees and slippage per fill of the random entries. @defaultValue `7` */
  costBps?: number;
  /** Random entries of guard 001. @defaultValue `1000` */
  monteCarloSimulations?: number;
  /** Resamples of guard 003. @defaultValue `10000` */
  bootstrapResamples?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
}

/** Answer of {@link originalGuards}. */
export interface OriginalGuards {
  /** Whether the earlier system would have validated the strategy: every guard passes. */
  readonly pass: boolean;
  readonly status: VerdictStatus;
  /** 001, 002, 003, 005, 006, 007, 008 and WFE. */
  readonly guards: readonly [
    OriginalMonteCarlo,
    OriginalSensitivity | OriginalGuard,
    OriginalBootstrap,
    OriginalConcentration,
    OriginalCostStress | OriginalGuard,
    OriginalRegime | OriginalGuard,
    OriginalPbo | OriginalGuard,
    OriginalWalkForward | OriginalGuard,
  ];
  /** What was printed and decided nothing. */
  readonly report: {
    readonly probabilisticSharpe: OriginalProbabilisticSharpe;
    readonly multiPeriod: OriginalMultiPeriod;
    /** With `trials` only. */
    readonly legDeflatedSharpe?: OriginalLegDeflatedSharpe;
    /** With `trials` only. */
    readonly cscvDeflatedSharpe?: OriginalCscvDeflatedSharpe;
    /** With `trialReturns` only. */
    readonly legacyPbo?: OriginalLegacyPbo;
    /** With `trialReturns` only. */
    readonly cpcv?: OriginalCpcv;
  };
}

/**
 * The seven guards of the earlier system and its efficiency gate, thresholds and faults included, to compare old results with new ones.
 *
 * They are not evidence: every guard names its fault, how much noise it passed, and the function of this package that replaces it. All of
 * them passing says little more than the most permissive one; what they miss together is that the strategy was selected.
 *
 * @param input - Legs and closes, and what the other guards need.
 * @param options - Capital, draws, seed.
 * @returns Eight guards. One without its input is `insufficient`, and then the whole is no pass.
 * @throws a {@link ParameterError} if input is malformed or an option is out of range.
 *
 * @example
 * ```ts
 * import { originalGuards } from '@quantblocks/validation-guards';
 *
 * const legs = { length: 2, entryBar: [0, 2], exitBar: [1, 3], side: [1, -1], quantity: [1, 1], netPnl: [10, 10] };
 * const { pass, guards } = originalGuards(
 *   { legs, close: [100, 110, 110, 100, 100], walkForward: { inSampleSharpe: 1.5, outOfSampleSharpe: 1.2 } },
 *   { monteCarloSimulations: 100, bootstrapResamples: 100 },
 * );
 * pass; // => false
 * guards[7].pass; // => true
 * guards[7].falsePassRate; // => 0.2825
 * guards[7].correct; // => ['walkForwardVerdict']
 * guards[6].status; // => 'insufficient'
 * ```
 */
export function originalGuards(input: OriginalGuardsInput, options: OriginalGuardsOptions = {}): OriginalGuards {
  const { legs, sensitivity, runAtCosts, regimes, trialReturns, walkForward, trials } = input;
  const { periodsPerYear = 8766, costBps = 7, seed = 0 } = options;
  const initialCapital = requireCapital(options.initialCapital ?? 10_000);
  const close = requireReturns('close', input.close);
  requireLegs(legs, close.length);
  const guards: OriginalGuards['guards'] = [
    originalMonteCarlo(legs, close, {
      initialCapital,
      periodsPerYear,
      costBps,
      simulations: options.monteCarloSimulations ?? 1000,
      seed,
    }),
    sensitivity === undefined
      ? missing('002', 'No function of the parameters was given.')
      : originalSensitivity(sensitivity),
    originalBootstrap(legs, { initialCapital, resamples: options.bootstrapResamples ?? 10_000, seed }),
    originalConcentration(legs),
    runAtCosts === undefined ? missing('006', 'No function of the costs was given.') : originalCostStress(runAtCosts),
    regimes === undefined ? missing('007', 'No regimes were given.') : originalRegime(legs, regimes),
    trialReturns === undefined ? missing('008', 'No returns of trials were given.') : originalPbo(trialReturns),
    walkForward === undefined ? missing('WFE', 'No periods were given.') : originalWalkForward(walkForward),
  ];
  const status = combineVerdicts(guards);
  const returns = equityChanges(realisedEquity(legs, close.length, initialCapital));
  return {
    pass: status === 'pass',
    status,
    guards,
    report: {
      probabilisticSharpe: originalProbabilisticSharpe(returns, {
        periodsPerYear,
        ...(trials !== undefined && { trials }),
      }),
      multiPeriod: originalMultiPeriod(returns),
      ...(trials !== undefined && {
        legDeflatedSharpe: originalLegDeflatedSharpe(
          legPnl(legs).map((pnl) => pnl / initialCapital),
          { trials },
        ),
        cscvDeflatedSharpe: originalCscvDeflatedSharpe(returns, {
          sharpePerYear: originalSharpe(returns, periodsPerYear),
          trials,
        }),
      }),
      ...(trialReturns !== undefined && {
        legacyPbo: originalLegacyPbo(trialReturns),
        cpcv: originalCpcv(trialReturns),
      }),
    },
  };
}
