import { ParameterError, type Rng } from '@quantblocks/core';
import { twoStateChain } from './random-walks.ts';

/** What can be planted in an asset; see {@link syntheticMarket}. */
export type EdgeKind = 'none' | 'trend' | 'meanReversion';

/** A calibrated edge: how strong, how long, and what it is worth. */
export interface EdgeParameters {
  readonly kind: EdgeKind;
  /** Annualised Sharpe ratio of the best causal sign rule, before costs; 0 for none. */
  readonly strength: number;
  /** Annualised Sharpe ratio of the same rule with the latent drift known; equals `strength` for mean reversion. */
  readonly foresightSharpe: number;
  /** Mean length of a trend, or half-life of the mean reversion, in bars; NaN for none. */
  readonly edgeBars: number;
  /** `s` of a trend: drift per bar over volatility per bar. `theta` of mean reversion. 0 for none. */
  readonly signalToNoise: number;
}

/** Mean trend length and mean-reversion half-life in bars, unless said otherwise. */
const DEFAULT_BARS: Readonly<Record<EdgeKind, number>> = { none: Number.NaN, trend: 240, meanReversion: 12 };

/** Finds the drift that makes the documented rule worth `strength`. */
export function calibrateEdge(
  kind: EdgeKind,
  strength: number,
  periodsPerYear: number,
  edgeBars: number = DEFAULT_BARS[kind],
): EdgeParameters {
  if (kind === 'none') return { kind, strength: 0, foresightSharpe: 0, edgeBars: Number.NaN, signalToNoise: 0 };
  if (kind !== 'trend' && kind !== 'meanReversion') {
    throw new ParameterError('edge', "'none', 'trend' or 'meanReversion'", kind);
  }
  // Beyond a tenth of a standard deviation per bar the small-drift formulas below lose their percent of accuracy.
  const limit = 0.1 * Math.sqrt(periodsPerYear);
  if (!(strength > 0 && strength <= limit)) {
    throw new ParameterError('strength', `an annualised Sharpe ratio > 0 and <= ${limit.toFixed(2)}`, strength);
  }
  const shortest = kind === 'trend' ? 4 : 1;
  if (!(edgeBars >= shortest && edgeBars < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('edgeBars', `a finite number of bars >= ${shortest} for a ${kind} edge`, edgeBars);
  }
  const perBar = strength / Math.sqrt(periodsPerYear);
  if (kind === 'trend') {
    const signalToNoise = trendDrift(perBar, edgeBars);
    return { kind, strength, foresightSharpe: signalToNoise * Math.sqrt(periodsPerYear), edgeBars, signalToNoise };
  }
  const keep = 2 ** (-1 / edgeBars);
  const signalToNoise = perBar * Math.sqrt(Math.PI / 2) * Math.sqrt(1 - keep * keep);
  return { kind, strength, foresightSharpe: strength, edgeBars, signalToNoise };
}

/**
 * Sharpe ratio per bar of holding the sign of the filtered state, where the drift is `+s` or `-s` volatilities and switches
 * with rate `lambda`: `s E|2 pi - 1| = s e^-z / (z (K0(z) + K1(z)))` with `z = lambda / s^2`.
 *
 * The expectation is over the stationary law of the filter's posterior `pi`, of density proportional to
 * `u^-2 exp(-z / (2 u))`, `u = pi (1 - pi)`, integrated in closed form; K0 and K1 are modified Bessel functions.
 */
export function filteredTrendSharpe(signalToNoise: number, meanLength: number): number {
  const lambda = -0.5 * Math.log(1 - 2 / meanLength);
  const z = lambda / (signalToNoise * signalToNoise);
  // e^z (K0(z) + K1(z)) as an integral; the trapezoidal rule converges geometrically on it.
  const end = Math.acosh(1 + 45 / z);
  const steps = 400;
  let integral = 1;
  for (let i = 1; i <= steps; i++) {
    const c = Math.cosh((i * end) / steps);
    integral += Math.exp(-z * (c - 1)) * (1 + c);
  }
  return signalToNoise / (z * integral * (end / steps));
}

function trendDrift(sharpePerBar: number, meanLength: number): number {
  let low = sharpePerBar; // no filter beats foresight
  let high = sharpePerBar;
  while (filteredTrendSharpe(high, meanLength) < sharpePerBar) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = 0.5 * (low + high);
    if (filteredTrendSharpe(middle, meanLength) < sharpePerBar) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** Drift of the next bar in volatilities, given the standardised return of the bar before it. */
export function edgeDrift(edge: EdgeParameters, rng: Rng): (previousReturn: number) => number {
  if (edge.kind === 'trend') {
    const direction = twoStateChain(rng, [edge.edgeBars, edge.edgeBars]);
    return () => (direction() === 1 ? edge.signalToNoise : -edge.signalToNoise);
  }
  if (edge.kind === 'meanReversion') {
    const keep = 2 ** (-1 / edge.edgeBars) + edge.signalToNoise;
    let stretch = 0;
    return (previousReturn) => {
      stretch = keep * stretch + previousReturn;
      return -edge.signalToNoise * stretch;
    };
  }
  return () => 0;
}
