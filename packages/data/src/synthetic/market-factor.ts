import type { Rng } from '@quantblocks/core';
import { autoregression, tailVariance, twoStateChain } from './random-walks.ts';

const HOUR = 3_600_000;
const DAY_HOURS = 24;

/** Calm weeks and turbulent days: mean sojourns in hours, and the volatility of each relative to the other. */
const REGIME_HOURS = [480, 160] as const;
const REGIME_VOLATILITY = [0.75, 1.5] as const;
/** Two time scales of log-volatility together decay like the long memory of real markets. */
const FAST = { deviation: 0.3, halfLifeHours: 5 };
const SLOW = { deviation: 0.3, halfLifeHours: 240 };
/** The busiest hour lies at 15:00 UTC. */
const SEASON = { amplitude: 0.25, peakHour: 15 };

/** What all assets of one market share, bar by bar. */
export interface MarketFactor {
  /** 0 calm, 1 turbulent. */
  readonly regime: Uint8Array;
  /** Common volatility multiplier of bar `i`, known before the bar; mean square 1. */
  readonly volatility: Float64Array;
  /** Factor shock of bar `i`: Student-t with unit variance. */
  readonly shock: Float64Array;
  /** Mixing variance of that shock. */
  readonly tail: Float64Array;
}

export interface Clock {
  readonly bars: number;
  readonly timeframeMs: number;
  readonly startTime: number;
}

export function marketFactor(rng: Rng, clock: Clock, tailDf: number): MarketFactor {
  const { bars, timeframeMs, startTime } = clock;
  const perHour = HOUR / timeframeMs;
  const chain = twoStateChain(rng.fork('regime'), [REGIME_HOURS[0] * perHour, REGIME_HOURS[1] * perHour]);
  const fast = autoregression(rng.fork('fast'), FAST.deviation, FAST.halfLifeHours * perHour);
  const slow = autoregression(rng.fork('slow'), SLOW.deviation, SLOW.halfLifeHours * perHour);
  const nextTail = tailVariance(rng.fork('tail'), tailDf);
  const noise = rng.fork('shock');
  const amplitude = seasonAmplitude(timeframeMs);
  const scale = 1 / Math.sqrt(regimeMeanSquare() * logNormalMeanSquare() * (1 + (amplitude * amplitude) / 2));

  const regime = new Uint8Array(bars);
  const volatility = new Float64Array(bars);
  const shock = new Float64Array(bars);
  const tail = new Float64Array(bars);
  for (let i = 0; i < bars; i++) {
    const middle = (startTime + (i + 0.5) * timeframeMs) / HOUR;
    const season = 1 + amplitude * Math.cos((2 * Math.PI * (middle - SEASON.peakHour)) / DAY_HOURS);
    regime[i] = chain();
    volatility[i] = scale * REGIME_VOLATILITY[regime[i]] * season * Math.exp(fast() + slow());
    tail[i] = nextTail();
    shock[i] = Math.sqrt(tail[i]) * noise.normal();
  }
  return { regime, volatility, shock, tail };
}

// Averaging a daily cosine over a bar leaves sinc(bar / day) of it: nothing at all for a daily bar.
function seasonAmplitude(timeframeMs: number): number {
  const x = (Math.PI * timeframeMs) / (DAY_HOURS * HOUR);
  return x >= Math.PI ? 0 : (SEASON.amplitude * Math.sin(x)) / x;
}

function regimeMeanSquare(): number {
  const [calm, turbulent] = REGIME_HOURS;
  return (calm * REGIME_VOLATILITY[0] ** 2 + turbulent * REGIME_VOLATILITY[1] ** 2) / (calm + turbulent);
}

function logNormalMeanSquare(): number {
  return Math.exp(2 * (FAST.deviation ** 2 + SLOW.deviation ** 2));
}
