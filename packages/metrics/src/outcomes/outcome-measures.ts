import { divide, requireNumbers } from '../checks.ts';

/** Everything that follows from counts and sums of winners and losers; the public functions of this folder explain each. */
export interface OutcomeMeasures {
  readonly winRate: number;
  /** Zeros counted as no win. */
  readonly winRateOfAll: number;
  readonly averageWin: number;
  readonly averageLoss: number;
  readonly averageReturn: number;
  readonly profitFactor: number;
  readonly payoffRatio: number;
  readonly profitRatio: number;
  readonly kelly: number;
  readonly cpcIndex: number;
  readonly riskOfRuin: number;
  /** Mean of the outcomes that are not negative. */
  readonly averageNotLost: number;
}

/** One pass, then arithmetic on six numbers. */
export function outcomeMeasures(given: ArrayLike<number>): OutcomeMeasures {
  const outcomes = requireNumbers(given, 'outcomes');
  const count = outcomes.length;
  let wins = 0;
  let losses = 0;
  let gain = 0;
  let loss = 0;
  for (let i = 0; i < count; i++) {
    const outcome = outcomes[i];
    if (outcome > 0) {
      wins++;
      gain += outcome;
    } else if (outcome < 0) {
      losses++;
      loss -= outcome;
    }
  }
  const notLost = count - losses;
  const winRate = divide(wins, wins + losses);
  const payoffRatio = divide(divide(gain, wins), divide(loss, losses));
  const profitFactor = divide(gain, loss);
  return {
    winRate,
    winRateOfAll: divide(wins, count),
    averageWin: divide(gain, wins),
    averageLoss: divide(-loss, losses),
    averageReturn: divide(gain - loss, wins + losses),
    profitFactor,
    payoffRatio,
    profitRatio: divide(divide(gain, notLost * notLost), divide(loss, losses * losses)),
    kelly: divide(payoffRatio * winRate - (1 - winRate), payoffRatio),
    cpcIndex: profitFactor * winRate * payoffRatio,
    // NaN to the power of 0 is 1.
    riskOfRuin: wins + losses === 0 ? Number.NaN : ((1 - winRate) / (1 + winRate)) ** count,
    averageNotLost: divide(gain, notLost),
  };
}
