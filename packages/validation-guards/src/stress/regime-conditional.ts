import {
  createVerdict,
  type KeyPart,
  mean,
  normalQuantile,
  ParameterError,
  type Verdict,
  type VerdictStatus,
} from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import { outOfSampleTest } from '@quantblocks/walk-forward';
import { requireDraws, requireOpenUnit, requireReturns, requireWhole, rngOf } from '../checks.ts';
import { percent, short } from '../words.ts';
import { meanInfluence, sharpeInfluence } from './influence.ts';
import { shiftPValue } from './shift-p-value.ts';

/** Options of {@link regimeConditional}. */
export interface RegimeOptions {
  /**
   * Bars from a label to the first return it may explain. A label that is known at the close of its bar, as every series of this house is,
   * goes with the NEXT return: 1. Use 0 only for labels that are shifted already.
   * @defaultValue `1`
   */
  labelLag?: number;
  /** Names of the labels `0, 1, ..`. @defaultValue the numbers */
  names?: readonly string[];
  /** Of the intervals. @defaultValue `0.95` */
  confidence?: number;
  /** @defaultValue `0.05` */
  alpha?: number;
  /** Circular shifts of the labels; with fewer bars than that, every shift once. @defaultValue `999` */
  shifts?: number;
  /** @defaultValue `0` */
  seed?: KeyPart;
  /** Bars a regime needs for an interval, and all others need without it. @defaultValue `30` */
  minBars?: number;
}

/** Mean or Sharpe ratio of some bars, with an interval; NaN where they do not exist. */
export interface RegimeFigure {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** One regime, and the strategy without it. */
export interface RegimeRow {
  readonly label: number;
  readonly name: string;
  readonly bars: number;
  /** Return per bar. */
  readonly mean: RegimeFigure;
  /** Sharpe ratio per bar. */
  readonly sharpe: RegimeFigure;
  /** Sum of its returns over that of all; NaN unless that is positive. */
  readonly shareOfPnl: number;
  /** Mean return per bar of all other regimes. */
  readonly meanWithout: number;
  /** Sharpe ratio per bar of all other regimes. */
  readonly sharpeWithout: number;
  /** One-sided: a mean at least as large in all other regimes if the true one is zero. */
  readonly pValueWithout: number;
}

/** Answer of {@link regimeConditional}; `value` is the smallest `sharpeWithout`, `pValue` the largest `pValueWithout`. */
export interface RegimeConditional extends Verdict {
  /** In ascending order of the label. */
  readonly regimes: readonly RegimeRow[];
  /** The regime with the smallest mean return. */
  readonly worst: RegimeRow | null;
  /**
   * Whether returns differ between regimes at all: chance of means as far apart if the labels are shifted in time against the returns.
   * Small means that they do; it is no merit and no fault.
   */
  readonly shufflePValue: number;
}

/**
 * What a strategy earns in each regime, and whether anything is left without its best one.
 *
 * Passing needs a mean above zero at level `alpha` whichever regime is left out. As ALL of these tests must reject, each may use the full
 * level. Standard errors are Newey-West ones over the whole time line, bars of other regimes counted as nothing, so that gaps in a
 * regime keep their length. The shift keeps how long regimes last and how returns cluster, and breaks only what ties them together.
 *
 * A comparison of the total with the sum over regimes says nothing: it is zero for every strategy.
 *
 * @param returns - Simple returns per bar, flat ones too.
 * @param labels - One whole number per return; NaN where the regime is not known, and the bar is left out. They must be decided before the
 * bar earns: a label made with the bar's own return sorts winners from losers and finds regimes in noise (see `labelLag`).
 * @param options - Lag, level, intervals.
 * @returns `pass`, `fail`, `insufficient` for fewer than two regimes or too few bars, `undefined` for returns without spread.
 * @throws a {@link ParameterError} if returns are not finite, labels are not whole or not as many, or an option is out of range.
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { regimeConditional } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(1);
 * const labels = Array.from({ length: 900 }, (_, i) => Math.floor(i / 100) % 3);
 * const returns = labels.map((label) => (label === 2 ? 0.003 : 0) + 0.01 * rng.normal());
 * const { status, regimes, worst } = regimeConditional(returns, labels, { labelLag: 0, names: ['bear', 'calm', 'bull'] });
 * status; // => 'fail'
 * regimes.map(({ name, bars }) => `${name} ${bars}`); // => ['bear 300', 'calm 300', 'bull 300']
 * worst?.name !== 'bull'; // => true
 * ```
 */
export function regimeConditional(
  returns: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: RegimeOptions = {},
): RegimeConditional {
  const { labelLag = 1, names = [], confidence = 0.95, alpha = 0.05, shifts = 999, seed = 0, minBars = 30 } = options;
  requireOpenUnit('confidence', confidence);
  requireOpenUnit('alpha', alpha);
  requireDraws('shifts', shifts);
  requireWhole('minBars', minBars, 3);
  const all = requireReturns('returns', returns);
  const lagged = laggedLabels(labels, all.length, requireWhole('labelLag', labelLag, 0));
  const isKnown = lagged.map((label) => (Number.isNaN(label) ? 0 : 1));
  const values = all.filter((_, i) => isKnown[i] === 1);
  const regimeOf = lagged.filter((_, i) => isKnown[i] === 1);
  const n = values.length;
  const total = mean(values) * n;
  const z = normalQuantile(0.5 + confidence / 2);
  const present = [...new Set(regimeOf)].sort((a, b) => a - b);

  const regimes = present.map((label): RegimeRow => {
    const inside = all.filter((_, i) => lagged[i] === label);
    const outside = values.filter((_, i) => regimeOf[i] !== label);
    const isIn = Uint8Array.from(lagged, (other) => (other === label ? 1 : 0));
    const isOut = isIn.map((member, i) => (member === 0 ? isKnown[i] : 0));
    const centre = mean(inside);
    const sharpe = riskReturnRatio(inside);
    const isEnough = inside.length >= minBars;
    return {
      label,
      name: names[label] ?? String(label),
      bars: inside.length,
      mean: figure(centre, isEnough ? z * standardError(meanInfluence(all, isIn, inside)) : Number.NaN),
      sharpe: figure(sharpe, isEnough ? z * standardError(sharpeInfluence(all, isIn, inside, sharpe)) : Number.NaN),
      shareOfPnl: total > 0 ? (centre * inside.length) / total : Number.NaN,
      meanWithout: mean(outside),
      sharpeWithout: riskReturnRatio(outside),
      pValueWithout: outside.length >= minBars ? upperTail(all, isOut, outside) : Number.NaN,
    };
  });
  const hardest = regimes.reduce<RegimeRow | null>(
    (a, b) => (a === null || b.meanWithout < a.meanWithout ? b : a),
    null,
  );
  const pValue = regimes.length === 0 ? Number.NaN : Math.max(...regimes.map(({ pValueWithout }) => pValueWithout));
  const sharpeWithout = regimes.map((row) => row.sharpeWithout);
  const { status, explanation } = judge();
  const few = regimes.filter(({ bars }) => bars < minBars).map(({ name }) => name);
  return {
    ...createVerdict({
      name: 'regimeConditional',
      question: 'Does it still earn without its best regime?',
      status,
      value: sharpeWithout.length === 0 ? Number.NaN : Math.min(...sharpeWithout),
      pValue,
      n,
      explanation,
      assumptions: [
        labelLag === 0
          ? 'Every label was known before the return of its own bar began.'
          : `Every label was known at the close of its bar; it explains the return ${labelLag} later.`,
        'Returns and labels are stationary.',
      ],
      warnings: [
        ...(few.length > 0 ? [`Fewer than ${minBars} bars in: ${few.join(', ')}.`] : []),
        ...(all.length - n > labelLag ? [`${all.length - n} bars have no label and are left out.`] : []),
      ],
    }),
    regimes,
    worst: regimes.reduce<RegimeRow | null>((a, b) => (a === null || b.mean.value < a.mean.value ? b : a), null),
    shufflePValue: regimes.length < 2 ? Number.NaN : shiftPValue(all, lagged, shifts, rngOf(seed, 'regimeConditional')),
  };

  function judge(): { status: VerdictStatus; explanation: string } {
    if (hardest === null || regimes.length < 2) {
      return { status: 'insufficient', explanation: `Two regimes are needed, not ${regimes.length}.` };
    }
    const thin = regimes.find(({ bars }) => n - bars < minBars);
    if (thin !== undefined) {
      const left = `Without ${thin.name} only ${n - thin.bars} of ${minBars} bars are left.`;
      return { status: 'insufficient', explanation: left };
    }
    if (Number.isNaN(pValue) || Number.isNaN(riskReturnRatio(values))) {
      return { status: 'undefined', explanation: 'The returns do not differ, at least without one of the regimes.' };
    }
    const share = Number.isNaN(hardest.shareOfPnl) ? '' : `, which makes ${percent(hardest.shareOfPnl)} of the profit,`;
    const left = `Without ${hardest.name}${share} the mean return is ${short(hardest.meanWithout)} per bar`;
    return {
      status: pValue <= alpha ? 'pass' : 'fail',
      explanation: `${left}; the largest p value without one regime is ${short(pValue)}.`,
    };
  }
}

function figure(value: number, halfWidth: number): RegimeFigure {
  return { value, lower: value - halfWidth, upper: value + halfWidth };
}

function laggedLabels(labels: ArrayLike<number>, length: number, lag: number): Float64Array {
  if (labels?.length !== length) throw new ParameterError('labels', `one per return (${length})`, labels?.length);
  const lagged = new Float64Array(length).fill(Number.NaN);
  for (let i = 0; i < length; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) && !Number.isNaN(label)) {
      throw new ParameterError('labels', 'whole numbers, or NaN where not known', `${label} at ${i}`);
    }
    if (i + lag < length) lagged[i + lag] = label;
  }
  return lagged;
}

function standardError(influence: Float64Array): number {
  const { neweyWest } = outOfSampleTest(influence);
  return neweyWest.status === 'ok' ? neweyWest.standardError : Number.NaN;
}

function upperTail(returns: Float64Array, isMember: Uint8Array, members: Float64Array): number {
  const { neweyWest } = outOfSampleTest(meanInfluence(returns, isMember, members));
  if (neweyWest.status === 'ok') return neweyWest.pValue;
  // Flat outside one regime: nothing is left without it, and that is certain.
  return mean(members) <= 0 ? 1 : Number.NaN;
}
