import { createVerdict, type Verdict } from '@quantblocks/core';
import { ORIGINAL_FALSE_PASS_RATES, type OriginalProcedure } from './false-pass-rates.ts';

/** Number of a guard in the code of the earlier system (004 never existed); its gate on walk-forward efficiency had none. */
export type OriginalGuardId = '001' | '002' | '003' | '005' | '006' | '007' | '008' | 'WFE';

/** A guard of the earlier system, with what is wrong with it. */
export interface OriginalGuard extends Verdict {
  readonly id: OriginalGuardId;
  /** What `value` was compared with; shares as fractions. */
  readonly threshold: number;
  /** Whether the earlier system let the strategy pass: `status` is `pass`. */
  readonly pass: boolean;
  /** Share of strategies without an edge that it passed, in the first design of {@link ORIGINAL_FALSE_PASS_RATES}. */
  readonly falsePassRate: number;
  /** Why a pass says little. */
  readonly fault: string;
  /** Functions of this package that answer the question properly. */
  readonly correct: readonly string[];
}

interface Rule {
  readonly procedure: OriginalProcedure;
  readonly name: string;
  readonly question: string;
  readonly threshold: number;
  readonly passes: 'below' | 'above' | 'atLeast';
  readonly fault: string;
  readonly correct: readonly string[];
}

const RULES: Readonly<Record<OriginalGuardId, Rule>> = {
  '001': {
    procedure: 'monteCarlo',
    name: 'originalMonteCarlo',
    question: 'Is the Sharpe ratio above that of the same trades entered at random?',
    threshold: 0.05,
    passes: 'below',
    fault:
      'Parameters were the best of a search on the same bars, which the random entries never had; shorts are drawn as longs.',
    correct: ['surrogateTest', 'romanoWolf'],
  },
  '002': {
    procedure: 'sensitivity',
    name: 'originalSensitivity',
    question: 'Does the Sharpe ratio vary little among neighbouring parameters?',
    threshold: 0.15,
    passes: 'below',
    fault: 'Neighbours are near copies, so it measures smoothness and not an edge; a mean that is not positive passes.',
    correct: ['plateau'],
  },
  '003': {
    procedure: 'bootstrap',
    name: 'originalBootstrap',
    question: 'Is the lower bound of the bootstrapped "Sharpe ratio" above 1?',
    threshold: 1,
    passes: 'above',
    fault:
      'The "Sharpe ratio" is a t statistic of legs, which are not independent, without a word on how many strategies were tried.',
    correct: ['bootstrapSharpe', 'deflatedSharpe'],
  },
  '005': {
    procedure: 'concentration',
    name: 'originalConcentration',
    question: 'Do the ten best legs earn less than 40 % of the total?',
    threshold: 0.4,
    passes: 'below',
    fault:
      'The share falls with the number of legs whatever the strategy, and a losing strategy has a negative share, which passes.',
    correct: ['concentration'],
  },
  '006': {
    procedure: 'costStress',
    name: 'originalCostStress',
    question: 'Is the Sharpe ratio above 1 at 10 bps fees and 5 bps slippage?',
    threshold: 1,
    passes: 'above',
    fault: 'One point of the cost curve, on the bars the parameters were chosen on.',
    correct: ['costStress'],
  },
  '007': {
    procedure: 'regime',
    name: 'originalRegime',
    question: 'Do the results per regime add up to the total?',
    threshold: 0.01,
    passes: 'below',
    fault: 'A sum over a partition is the total: the mismatch is always 0.',
    correct: ['regimeConditional'],
  },
  '008': {
    procedure: 'pbo',
    name: 'originalPbo',
    question: 'Does the in-sample winner rank below the median out of sample less than half of the time?',
    threshold: 0.5,
    passes: 'below',
    fault: 'One half is the median of pure noise.',
    correct: ['probabilityOfBacktestOverfitting'],
  },
  WFE: {
    procedure: 'walkForward',
    name: 'originalWalkForward',
    question: 'Is the out-of-sample Sharpe ratio at least 60 % of the in-sample one?',
    threshold: 0.6,
    passes: 'atLeast',
    fault: 'One ratio of two noisy Sharpe ratios, unstable where the in-sample one is small.',
    correct: ['walkForwardVerdict'],
  },
};

/**
 * Compares by the rule of the earlier system, faults included. NaN never passes: the statistic does not exist.
 */
export function judge(
  id: OriginalGuardId,
  { value, n, pValue, explanation }: { value: number; n: number; pValue?: number; explanation: string },
): OriginalGuard {
  const { threshold, passes } = RULES[id];
  const holds = passes === 'below' ? value < threshold : passes === 'above' ? value > threshold : value >= threshold;
  const status = Number.isNaN(value) ? 'undefined' : holds ? 'pass' : 'fail';
  return complete(id, { status, value, n, explanation, ...(pValue !== undefined && { pValue }) });
}

/** A guard whose input is not there. The earlier system failed the asset; here it is `insufficient`, which is not a pass either. */
export function missing(id: OriginalGuardId, explanation: string): OriginalGuard {
  return complete(id, { status: 'insufficient', explanation });
}

function complete(id: OriginalGuardId, result: Pick<Verdict, 'status'> & Partial<Verdict>): OriginalGuard {
  const { procedure, name, question, threshold, fault, correct } = RULES[id];
  const rates = ORIGINAL_FALSE_PASS_RATES[procedure];
  const warnings = rates.map(
    ({ rate, design }) => `Without an edge ${Number((100 * rate).toPrecision(3))} % pass: ${design}.`,
  );
  return {
    ...createVerdict({ name, question, warnings: [...warnings, fault], ...result }),
    id,
    threshold,
    pass: result.status === 'pass',
    falsePassRate: rates[0].rate,
    fault,
    correct,
  };
}
