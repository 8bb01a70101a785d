import { type Bars, createBars, type Rng } from '@quantblocks/core';
import type { AssetProfile } from './asset-profile.ts';
import { type EdgeParameters, edgeDrift } from './edge.ts';
import { bridgeExtremes, type Extremes } from './intrabar.ts';
import type { Clock, MarketFactor } from './market-factor.ts';
import { autoregression, tailVariance } from './random-walks.ts';

const HOUR = 3_600_000;
/** Log-volatility of one asset against its market. */
const OWN = { deviation: 0.25, halfLifeHours: 48 };
/** The opening gap has a hundredth of the bar's standard deviation: below one basis point in an hourly bar. */
const GAP = 0.01;
/** Log-volume follows the log-range with this elasticity, times persistent noise. */
const VOLUME = { elasticity: 0.8, deviation: 0.45, halfLifeHours: 8 };

export interface AssetPath {
  readonly bars: Bars;
  readonly drift: Float64Array;
  readonly volatility: Float64Array;
}

/** Every source of chance has its own stream, so the same asset with another edge or volatility meets the same luck. */
export function assetPath(
  rng: Rng,
  profile: AssetProfile,
  edge: EdgeParameters,
  market: MarketFactor,
  clock: Clock,
  perBarVolatility: number,
  tailDf: number,
): AssetPath {
  const { bars, timeframeMs, startTime } = clock;
  const { loading, tickSize } = profile;
  const perHour = HOUR / timeframeMs;
  const nextOwn = autoregression(rng.fork('volatility'), OWN.deviation, OWN.halfLifeHours * perHour);
  const nextTail = tailVariance(rng.fork('tail'), tailDf);
  const nextDrift = edgeDrift(edge, rng.fork('edge'));
  const noise = rng.fork('noise');
  const path = rng.fork('path');
  const nextVolume = autoregression(rng.fork('volume'), VOLUME.deviation, VOLUME.halfLifeHours * perHour);
  const scale = perBarVolatility * Math.exp(-(OWN.deviation ** 2)); // E[exp(2 X)] = exp(2 var X)
  const own = Math.sqrt(1 - loading * loading);

  const time = new Float64Array(bars);
  const open = new Float64Array(bars);
  const high = new Float64Array(bars);
  const low = new Float64Array(bars);
  const close = new Float64Array(bars);
  const volume = new Float64Array(bars);
  const drift = new Float64Array(bars);
  const volatility = new Float64Array(bars);
  const extremes: Extremes = { high: 0, low: 0 };
  let logPrice = Math.log(profile.startPrice);
  let previousReturn = 0;
  for (let i = 0; i < bars; i++) {
    const sigma = scale * market.volatility[i] * Math.exp(nextOwn());
    const tail = nextTail();
    const x = nextDrift(previousReturn);
    const z = loading * market.shock[i] + own * Math.sqrt(tail) * noise.normal();
    // Given its tails the bar is Gaussian with this variance, so subtracting half of it makes the PRICE a martingale.
    const variance = sigma * sigma * (loading * loading * market.tail[i] + own * own * tail);
    const change = sigma * (x + z) - 0.5 * variance;
    const gap = GAP * Math.sqrt(variance) * path.normal();
    bridgeExtremes(path, gap, change, variance, extremes);

    time[i] = startTime + i * timeframeMs;
    open[i] = toTick(Math.exp(logPrice + gap), tickSize);
    high[i] = toTick(Math.exp(logPrice + extremes.high), tickSize);
    low[i] = toTick(Math.exp(logPrice + extremes.low), tickSize);
    close[i] = toTick(Math.exp(logPrice + change), tickSize);
    const activity = Math.log((extremes.high - extremes.low) / perBarVolatility);
    const notional = profile.notional * (timeframeMs / HOUR) * Math.exp(VOLUME.elasticity * activity + nextVolume());
    volume[i] = Math.round((notional / close[i]) * 1e3) / 1e3;
    drift[i] = sigma * x;
    volatility[i] = sigma;
    previousReturn = change / sigma;
    logPrice += change;
  }
  const columns = { symbol: profile.symbol, timeframeMs, time, open, high, low, close, volume };
  return { bars: createBars(columns), drift, volatility };
}

// Multiplying by a whole number of ticks per unit keeps 0.1-like ticks free of 0.30000000000000004.
function toTick(price: number, tickSize: number): number {
  const ticks = tickSize < 1 ? Math.round(price * Math.round(1 / tickSize)) : Math.round(price / tickSize);
  return tickSize < 1 ? Math.max(1, ticks) / Math.round(1 / tickSize) : Math.max(1, ticks) * tickSize;
}
