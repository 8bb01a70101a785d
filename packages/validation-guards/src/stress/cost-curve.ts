import { createVerdict, mean, ParameterError, type Verdict, type VerdictStatus } from '@quantblocks/core';
import { requireFunction, requireOptions, requireReturns } from '../checks.ts';
import { percent, short } from '../words.ts';

/** One run of {@link costCurve}. */
export interface CostPoint {
  /** Fee and slippage together, basis points of traded value. */
  readonly costBps: number;
  /** Net performance: of returns, their mean per bar. */
  readonly value: number;
}

/** Options of {@link costCurve}. */
export interface CostCurveOptions {
  /** Costs the strategy is expected to pay, basis points of traded value. */
  assumedBps: number;
  /** Costs to show; the assumed ones, their multiple and 0 are added. @defaultValue `[0, 2, 5, 10, 20, 50, 100]` */
  costsBps?: readonly number[];
  /** Multiple of the assumed costs that must still earn. @defaultValue `2` */
  factor?: number;
  /** Width at which the bisection stops, basis points. @defaultValue `0.01` */
  toleranceBps?: number;
}

/** Answer of {@link costCurve}; `value` is `breakEvenBps`. */
export interface CostCurve extends Verdict {
  /** Ascending in costs, each of them once. */
  readonly curve: readonly CostPoint[];
  /** Highest costs up to which every run earned, basis points: a bound from below, by the tolerance at most. NaN if there are none. */
  readonly breakEvenBps: number;
  /** `'atLeast'`: the highest costs tried still earn, `breakEvenBps` is those. `'none'`: it loses without any costs. */
  readonly breakEven: 'found' | 'atLeast' | 'none';
  readonly assumedBps: number;
  /** Change of performance in percent when costs rise by 1 %, at the assumed costs. NaN where nothing is earned there. */
  readonly elasticity: number;
  /** Part of the performance without costs that the assumed ones take. NaN where nothing is earned without. */
  readonly costShare: number;
}

/** Relative half-width of the difference that the elasticity is taken from. */
const STEP = 0.1;

/**
 * Net performance over costs, and the costs at which it first crosses zero.
 *
 * The first crossing counts: a curve that recovers at still higher costs, because a lucky order is then refused, has not survived. It is
 * searched between the costs shown and narrowed by bisection; a crossing and its return between two neighbours are not seen.
 *
 * @param run - Net performance of the strategy under given costs: returns per bar, or a score that is positive for a gain.
 * @param options - Assumed costs, and how many times as much must be survived.
 * @returns `pass` if the break-even is at least `factor` times the assumed costs; `undefined` if a score is not finite; `insufficient` if no
 * costs are assumed, of which there is no multiple.
 * @throws a {@link ParameterError} if costs are negative or not finite, or an option is out of range.
 * @remarks A single run at doubled costs would say yes or no; the curve says how near it was. About ten runs more than costs shown.
 *
 * @example
 * ```ts
 * import { costCurve } from '@quantblocks/validation-guards';
 *
 * const curve = costCurve((costBps) => 30 - 2 * costBps, { assumedBps: 5 });
 * curve.breakEvenBps.toFixed(1); // => '15.0'
 * curve.elasticity.toFixed(3); // => '-0.500'
 * curve.status; // => 'pass'
 * ```
 */
export function costCurve(run: (costBps: number) => number | ArrayLike<number>, options: CostCurveOptions): CostCurve {
  const {
    assumedBps,
    costsBps = [0, 2, 5, 10, 20, 50, 100],
    factor = 2,
    toleranceBps = 0.01,
  } = requireOptions(options);
  requireFunction('run', run);
  requireCost('assumedBps', assumedBps);
  for (const [i, cost] of costsBps.entries()) requireCost(`costsBps[${i}]`, cost);
  if (!(factor > 0 && Number.isFinite(factor))) throw new ParameterError('factor', 'a number > 0', factor);
  if (!(toleranceBps > 0)) throw new ParameterError('toleranceBps', 'a number > 0', toleranceBps);

  const askedBps = factor * assumedBps;
  const costs = [...new Set([0, assumedBps, askedBps, ...costsBps])].sort((a, b) => a - b);
  const curve = costs.map((costBps) => ({ costBps, value: performance(run(costBps)) }));
  const missing = curve.find(({ value }) => !Number.isFinite(value));
  const breakEven = missing === undefined ? firstCrossing(run, curve, toleranceBps) : Number.NaN;
  const isBound = breakEven === Number.POSITIVE_INFINITY;
  const breakEvenBps = isBound ? costs[costs.length - 1] : breakEven;
  const at = (costBps: number): number => (curve.find((point) => point.costBps === costBps) as CostPoint).value;
  const gross = at(0);
  const net = at(assumedBps);

  let status: VerdictStatus = breakEvenBps >= askedBps ? 'pass' : 'fail';
  if (missing !== undefined) status = 'undefined';
  else if (assumedBps === 0) status = 'insufficient';
  return {
    ...createVerdict({
      name: 'costCurve',
      question: `Would it still earn at ${short(factor)} times the assumed costs?`,
      status,
      value: breakEvenBps,
      n: curve.length,
      explanation: explain(),
      assumptions: [
        'Fee and slippage grow together; the strategy trades the same at any costs.',
        `A crossing lies between two of the costs shown; it is found to ${short(toleranceBps)} bps.`,
      ],
      warnings:
        net > 0 && gross > 0 && net < gross / 2 ? [`Costs take ${percent(1 - net / gross)} of what it earns.`] : [],
    }),
    curve,
    breakEvenBps,
    breakEven: isBound ? 'atLeast' : Number.isNaN(breakEven) ? 'none' : 'found',
    assumedBps,
    elasticity: missing === undefined && assumedBps > 0 && net > 0 ? elasticityAt(run, assumedBps, net) : Number.NaN,
    costShare: gross > 0 ? 1 - net / gross : Number.NaN,
  };

  function explain(): string {
    if (missing !== undefined) return `At ${short(missing.costBps)} bps the performance does not exist.`;
    if (Number.isNaN(breakEven)) return 'It loses, or earns nothing, even without costs.';
    const earns = isBound
      ? `It still earns at ${short(breakEvenBps)} bps, the highest costs tried`
      : `It earns up to ${short(breakEvenBps)} bps`;
    if (assumedBps === 0) return `${earns}; no costs are assumed that this could be compared with.`;
    const multiple = short(breakEvenBps / assumedBps);
    return `${earns}, ${isBound ? 'at least ' : ''}${multiple} times the ${short(assumedBps)} bps assumed; ${short(factor)} times are asked.`;
  }
}

/** NaN if nothing is earned without costs, infinity if it is at any. */
function firstCrossing(
  run: (costBps: number) => number | ArrayLike<number>,
  curve: readonly CostPoint[],
  tolerance: number,
): number {
  const first = curve.findIndex(({ value }) => !(value > 0));
  if (first < 0) return Number.POSITIVE_INFINITY;
  if (first === 0) return Number.NaN;
  let low = curve[first - 1].costBps;
  let high = curve[first].costBps;
  while (high - low > tolerance) {
    const middle = (low + high) / 2;
    // Costs of 1e15 and a tolerance below their spacing would never end.
    if (middle === low || middle === high) break;
    if (performance(run(middle)) > 0) low = middle;
    else high = middle;
  }
  return low;
}

function elasticityAt(run: (costBps: number) => number | ArrayLike<number>, costBps: number, value: number): number {
  const rise = performance(run(costBps * (1 + STEP))) - performance(run(costBps * (1 - STEP)));
  return rise / (2 * STEP) / value;
}

function performance(outcome: number | ArrayLike<number>): number {
  return typeof outcome === 'number' ? outcome : mean(requireReturns('run', outcome));
}

function requireCost(name: string, costBps: number): void {
  if (!(costBps >= 0 && Number.isFinite(costBps))) throw new ParameterError(name, 'basis points >= 0', costBps);
}
