import type { Verdict } from '@quantblocks/core';

/** What the lines of a {@link SuiteVerdict} ask about. */
export type SuiteLineName =
  | 'selection'
  | 'outOfSample'
  | 'surrogateMarkets'
  | 'lookAhead'
  | 'warmUp'
  | 'costs'
  | 'deflatedSharpe'
  | 'overfitting'
  | 'trackRecord'
  | 'walkForward'
  | 'delay'
  | 'missedFills'
  | 'noise'
  | 'plateau'
  | 'concentration'
  | 'regimes';

/**
 * `evidence`: a test of "there is no edge", corrected for the others. `condition`: without it the evidence is worth nothing. `advice`: says
 * what to expect or to improve, and decides nothing.
 */
export type SuiteRole = 'evidence' | 'condition' | 'advice';

/** One question of a suite, and its answer. */
export interface SuiteLine extends Verdict {
  readonly line: SuiteLineName;
  readonly role: SuiteRole;
  /** Whether the verdict depends on it. */
  readonly decides: boolean;
  /** The p value after Holm's correction for all lines of evidence; NaN for other lines. */
  readonly adjustedPValue: number;
  /** What would change the answer, in a sentence; empty for a pass. */
  readonly wouldChange: string;
  /** The test's own answer with all its figures; undefined where there was nothing to test. */
  readonly details: Verdict | undefined;
}

/** What a line is for, what it asks, and what it needs. */
interface Definition {
  readonly role: SuiteRole;
  /** Evidence that is only heard if it is given. */
  readonly isExtra?: true;
  readonly question: string;
  /** What to hand in if it is missing. */
  readonly needs: string;
  /** What usually helps against a failure. */
  readonly remedy: string;
}

/** Every line, in the order in which a reader wants them. */
export const SUITE_LINES: Readonly<Record<SuiteLineName, Definition>> = {
  selection: {
    role: 'evidence',
    question: 'Is the chosen trial better than the luckiest of as many without skill?',
    needs: 'a ledger whose trials kept their returns',
    remedy: 'Fewer trials or more bars: every trial raises the bar that luck clears.',
  },
  outOfSample: {
    role: 'evidence',
    question: 'Is the mean return above zero on bars that nothing was chosen on?',
    needs: 'returns out of sample',
    remedy: 'More bars that were never looked at.',
  },
  surrogateMarkets: {
    role: 'evidence',
    isExtra: true,
    question: 'Does the whole search find more here than in markets without structure?',
    needs: 'an answer of surrogateTest',
    remedy: 'A search that finds as much in shuffled bars finds nothing: another idea, or a smaller space.',
  },
  lookAhead: {
    role: 'condition',
    question: 'Do decisions stay the same when the bars after them are removed?',
    needs: 'the strategy and its bars',
    remedy: 'Mend the field named above; all other lines are void until then.',
  },
  warmUp: {
    role: 'condition',
    question: 'Do decisions stay the same when history starts later?',
    needs: 'the strategy and its bars',
    remedy: 'Give as many bars before the first trade as are needed.',
  },
  costs: {
    role: 'condition',
    question: 'Does it survive twice the assumed costs?',
    needs: 'the strategy and its bars',
    remedy: 'Trade less often, or where trading is cheaper.',
  },
  deflatedSharpe: {
    role: 'advice',
    question: 'Is the Sharpe ratio above what the best of all trials is expected to show?',
    needs: 'a ledger whose trials kept their returns',
    remedy: 'Expect less than the search promised; far stricter than a test at the same level.',
  },
  overfitting: {
    role: 'advice',
    question: 'Does being the best in sample say anything about rank out of sample?',
    needs: 'a ledger whose trials kept their returns',
    remedy: 'Which of the trials is chosen hardly matters: choose from a plateau, or average several.',
  },
  trackRecord: {
    role: 'advice',
    question: 'Are there enough bars out of sample to prove the Sharpe ratio they show?',
    needs: 'returns out of sample',
    remedy: 'Wait, or test on more history.',
  },
  walkForward: {
    role: 'advice',
    question: 'Does it earn out of sample what it promised in sample?',
    needs: 'the folds of a walk-forward',
    remedy: 'Plan with the out-of-sample figures, never with those in sample.',
  },
  delay: {
    role: 'advice',
    question: 'What remains if every decision is a bar late?',
    needs: 'the strategy and its bars',
    remedy: 'An edge of one bar needs execution nobody has; look for a slower one.',
  },
  missedFills: {
    role: 'advice',
    question: 'What remains if some entries are missed?',
    needs: 'the strategy and its bars',
    remedy: 'A few positions carry it: size them so that missing one is no disaster.',
  },
  noise: {
    role: 'advice',
    question: 'What remains if prices are slightly different?',
    needs: 'the strategy and its bars',
    remedy: 'Fewer thresholds that a tick decides.',
  },
  plateau: {
    role: 'advice',
    question: 'Do neighbouring parameters earn as well?',
    needs: 'the strategy, its bars and the ranges of its parameters',
    remedy: 'Choose the middle of a plateau in place of a peak.',
  },
  concentration: {
    role: 'advice',
    question: 'Do a few positions carry more of the profit than usual?',
    needs: 'the profit of each position',
    remedy: 'See what is left without them before relying on it.',
  },
  regimes: {
    role: 'advice',
    question: 'Does the result depend on the market regime?',
    needs: 'a causal label for each bar out of sample',
    remedy: 'Know in which regime it loses, and how long that lasts.',
  },
};

/** All names, in the order of {@link SUITE_LINES}. */
export const SUITE_LINE_NAMES = Object.keys(SUITE_LINES) as readonly SuiteLineName[];
