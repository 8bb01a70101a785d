import { createVerdict, type KeyPart, mean, ParameterError, quantile, type Verdict } from '@quantblocks/core';
import { requireFunction, requireWhole, rngOf } from '../checks.ts';
import { percent, short } from '../words.ts';
import { inTurn, type RunOptions } from './in-turn.ts';
import {
  jointNeighbours,
  type Neighbour,
  type PerturbationScale,
  type PlateauParameter,
  type PlateauPoint,
  pointOf,
  requireParameters,
  singleNeighbours,
} from './neighbours.ts';

export type { PerturbationScale, PlateauParameter, PlateauPoint } from './neighbours.ts';

const MIN_NEIGHBOURS = 4;
/** From here on neighbours trade as the peak does, and agree with it whatever they are worth. */
const IDENTICAL = 0.95;

/** What a strategy is worth at a point. */
export interface PlateauScore {
  /** More is better; 0 is worth nothing. */
  readonly score: number;
  /** Position per bar, of which only the sign counts: tells neighbours that do well from neighbours that do the same. */
  readonly positions?: ArrayLike<number> | undefined;
}

/** Options of {@link plateau}. */
export interface PlateauOptions extends RunOptions {
  /** How far each parameter is moved alone, down and up. @defaultValue `[0.05, 0.1]` */
  perturbations?: readonly number[];
  /** What a perturbation is a share of: the value (the range, for a value of 0), or the range. @defaultValue `'value'` */
  scale?: PerturbationScale;
  /** Random points at which all parameters are moved at once, each by up to the largest perturbation. @defaultValue `32` */
  joint?: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: KeyPart;
  /** Share of the peak that the median neighbour must reach. @defaultValue `0.5` */
  minRatio?: number;
  /** Share of neighbours that must be above 0. @defaultValue `0.8` */
  minPositive?: number;
}

/** One neighbour and what became of the score. */
export interface PlateauNeighbour<Name extends string = string> extends Neighbour<Name> {
  /** 0 if the callback gave no finite one. */
  readonly score: number;
  /** Share of bars with the same side as the peak, of those on which either has a position; NaN if there are none. */
  readonly overlap: number;
}

/** Answer of {@link plateau}; `value` is the plateau ratio and `n` the number of neighbours. Missing figures are NaN. */
export interface PlateauTest<Name extends string = string> extends Verdict {
  /** Score at the chosen point. */
  readonly peak: number;
  /** Median score of the neighbours. */
  readonly median: number;
  /** Share of neighbours above 0. */
  readonly positive: number;
  /** Mean overlap of positions with those of the peak. */
  readonly overlap: number;
  /** Lowest score, the first of equals; `undefined` if nothing was run. */
  readonly worst: PlateauNeighbour<Name> | undefined;
  /** Parameters one at a time, then joint ones. */
  readonly neighbours: readonly PlateauNeighbour<Name>[];
}

/**
 * Whether a result stands on a plateau of its parameters or on a peak: every parameter is moved alone by a share of itself, then
 * all at once at random.
 *
 * Passes if the median neighbour keeps at least `minRatio` of the peak and at least `minPositive` of all neighbours are above
 * 0. A peak that is not positive fails, one that is not finite is `undefined`: a ratio to it would mean nothing. Fewer than
 * four neighbours are `insufficient`. Parameters with a step move by at least one.
 *
 * @param score - What the strategy is worth at a point; fixed parameters are the caller's. May be asynchronous.
 * @param parameters - Every numeric parameter that was chosen.
 * @param options - How far to move, and what has to be left.
 * @throws a {@link ParameterError} if a value is outside its range, an option is out of range, or a score or the positions are
 * not numbers or one per bar; what `score` throws; the signal's reason.
 * @remarks Flat ground is no edge: neighbours that hold the same positions earn the same whatever the reason, and the answer
 * warns if the mean overlap exceeds 0.95. The peak itself was selected, so its neighbours are expected to be lower.
 * @see R. Pardo, "The Evaluation and Optimization of Trading Strategies", 2nd ed., Wiley 2008.
 *
 * @example
 * ```ts
 * import { plateau } from '@quantblocks/validation-guards';
 *
 * const parameters = [
 *   { name: 'length', value: 20, low: 5, high: 50, step: 1 },
 *   { name: 'stop', value: 0.04, low: 0.01, high: 0.1 },
 * ] as const;
 * const hill = await plateau(
 *   ({ length, stop }) => ({ score: 2 - Math.abs(length / 20 - 1) - Math.abs(stop / 0.04 - 1) }),
 *   parameters,
 * );
 * [hill.status, hill.worst?.score.toFixed(1)]; // => ['pass', '1.8']
 * const needle = await plateau(({ length }) => ({ score: length === 20 ? 2 : 0.1 }), parameters);
 * [needle.status, needle.value]; // => ['fail', 0.05]
 * ```
 */
export async function plateau<Name extends string>(
  score: (point: PlateauPoint<Name>) => PlateauScore | Promise<PlateauScore>,
  parameters: readonly PlateauParameter<Name>[],
  options: PlateauOptions = {},
): Promise<PlateauTest<Name>> {
  const {
    seed = 0,
    joint = 32,
    scale = 'value',
    perturbations = [0.05, 0.1],
    minRatio = 0.5,
    minPositive = 0.8,
  } = options;
  requireFunction('score', score);
  requireParameters(parameters);
  requireShares('perturbations', perturbations);
  requireShares('minRatio', [minRatio]);
  requireShares('minPositive', [minPositive]);
  requireWhole('joint', joint, 0);
  if (scale !== 'value' && scale !== 'range') throw new ParameterError('scale', 'value or range', scale);
  const chosen = pointOf(parameters);
  const neighbours = [
    ...singleNeighbours(parameters, perturbations, scale),
    ...jointNeighbours(parameters, Math.max(...perturbations), scale, joint, rngOf(seed, 'plateau')),
  ];
  const base = { name: 'plateau', question: 'Does the result survive if its parameters are a little different?' };
  const without = (
    status: 'insufficient' | 'undefined' | 'fail',
    peak: number,
    explanation: string,
  ): PlateauTest<Name> => ({
    ...createVerdict({ ...base, status, explanation }),
    peak,
    median: Number.NaN,
    positive: Number.NaN,
    overlap: Number.NaN,
    worst: undefined,
    neighbours: [],
  });
  if (neighbours.length < MIN_NEIGHBOURS) {
    const explanation = `At least ${MIN_NEIGHBOURS} neighbours are needed; the ranges leave ${neighbours.length}.`;
    return without('insufficient', Number.NaN, explanation);
  }
  const scoreOf = async (point: PlateauPoint<Name>): Promise<PlateauScore> => {
    const result = await score(point);
    if (typeof result?.score !== 'number') throw new ParameterError('score', 'an object with a number `score`', result);
    return result;
  };
  const [peak] = await inTurn(1, () => scoreOf(chosen), { signal: options.signal });
  // A copy: a strategy may write the positions of every run to the same memory.
  const held = peak.positions === undefined ? undefined : Float64Array.from(peak.positions);
  if (!Number.isFinite(peak.score)) return without('undefined', peak.score, 'The chosen point has no finite score.');
  if (peak.score <= 0) {
    return without(
      'fail',
      peak.score,
      `The score of the chosen point is ${short(peak.score)}: there is no peak to keep.`,
    );
  }

  let missing = 0;
  const scored = await inTurn(
    neighbours.length,
    async (index): Promise<PlateauNeighbour<Name>> => {
      const found = await scoreOf(neighbours[index].point);
      const exists = Number.isFinite(found.score);
      if (!exists) missing++;
      const overlap = overlapOf(held, found.positions);
      return { ...neighbours[index], score: exists ? found.score : 0, overlap };
    },
    options,
  );
  const scores = scored.map((neighbour) => neighbour.score);
  const median = quantile(scores, 0.5);
  const ratio = median / peak.score;
  const positive = scores.filter((value) => value > 0).length / scores.length;
  const overlap = mean(scored.map((neighbour) => neighbour.overlap).filter((value) => !Number.isNaN(value)));
  const worst = scored.reduce((least, neighbour) => (neighbour.score < least.score ? neighbour : least));
  const warnings: string[] = [];
  if (overlap > IDENTICAL) {
    warnings.push(
      `Neighbours hold the same side as the peak on ${percent(overlap)} of bars: they agree because they are the same.`,
    );
  }
  if (missing > 0) warnings.push(`${missing} of ${scored.length} neighbours have no finite score and count as 0.`);
  for (const { name, value, low, high } of parameters) {
    if (value === low || value === high)
      warnings.push(`${name} is at the end of its range and was moved one way only.`);
  }
  const verdict = createVerdict({
    ...base,
    value: ratio,
    n: scored.length,
    status: ratio >= minRatio && positive >= minPositive ? 'pass' : 'fail',
    assumptions: [
      'The parameters are all that were chosen.',
      'Perturbations are small beside the range that was searched.',
    ],
    warnings,
    explanation:
      `The median of ${scored.length} neighbours reaches ${percent(ratio)} of the peak, ${percent(positive)} are above 0 and the ` +
      `lowest is ${short(worst.score)} (moved: ${worst.moved}); ${percent(minRatio)} and ${percent(minPositive)} are asked for.`,
  });
  return { ...verdict, peak: peak.score, median, positive, overlap, worst, neighbours: scored };
}

function requireShares(name: string, shares: readonly number[]): void {
  if (!(shares.length > 0 && shares.every((share) => share > 0 && share <= 1))) {
    throw new ParameterError(name, 'numbers in (0, 1]', shares);
  }
}

// Bars on which both rest say nothing: two strategies that rarely trade would seem the same.
function overlapOf(peak: ArrayLike<number> | undefined, other: ArrayLike<number> | undefined): number {
  if (peak === undefined || other === undefined) return Number.NaN;
  if (peak.length !== other.length)
    throw new ParameterError('positions', `${peak.length} values, as at the peak`, other.length);
  let held = 0;
  let same = 0;
  for (let i = 0; i < peak.length; i++) {
    const side = Math.sign(peak[i]);
    const otherSide = Math.sign(other[i]);
    if (side === 0 && otherSide === 0) continue;
    held++;
    if (side === otherSide) same++;
  }
  return same / held;
}
