import { type Bars, createBars, createRng } from '@quantblocks/core';
import { type BacktestResult, type OrderPlan, type SimulationConfig, simulate } from '@quantblocks/engine';

/** A seeded random market with drifting volatility, hourly by default. */
export function sampleBars(length = 3000, timeframeMs = 36e5, seed = 7): Bars {
  const rng = createRng(seed, 'report-sample');
  const columns = ['time', 'open', 'high', 'low', 'close', 'volume'].map(() => new Float64Array(length));
  const [time, open, high, low, close, volume] = columns;
  let price = 20_000;
  let trend = 0;
  for (let i = 0; i < length; i++) {
    const sigma = 0.006 * (1 + 0.6 * Math.sin(i / 700));
    trend = 0.995 * trend + 0.00009 * rng.normal();
    time[i] = Date.UTC(2023, 0, 9) + i * timeframeMs;
    open[i] = price;
    const path = [0, 0, 0, 0].map(() => {
      price *= Math.exp(trend / 4 + (sigma / 2) * rng.normal());
      return price;
    });
    close[i] = price;
    high[i] = Math.max(open[i], ...path);
    low[i] = Math.min(open[i], ...path);
    volume[i] = 1000 * rng.next();
  }
  return createBars({ symbol: 'DEMO/USDT', timeframeMs, time, open, high, low, close, volume });
}

/** A crossing of two moving averages with a stop and three targets. */
export function samplePlan(bars: Bars, fast = 20, slow = 60): OrderPlan {
  const average = (n: number): Float64Array => {
    const out = new Float64Array(bars.length).fill(Number.NaN);
    let total = 0;
    for (let i = 0; i < bars.length; i++) {
      total += bars.close[i] - (i >= n ? bars.close[i - n] : 0);
      if (i >= n - 1) out[i] = total / n;
    }
    return out;
  };
  const a = average(fast);
  const b = average(slow);
  const signal = new Int8Array(bars.length);
  for (let i = slow; i < bars.length; i++) {
    if (a[i] > b[i] && a[i - 1] <= b[i - 1]) signal[i] = 1;
    if (a[i] < b[i] && a[i - 1] >= b[i - 1]) signal[i] = -1;
  }
  return {
    signal,
    stop: { unit: 'fraction', value: 0.03 },
    targets: [
      { unit: 'fraction', value: 0.03, fraction: 0.5, stopTo: 'entry' },
      { unit: 'fraction', value: 0.06, fraction: 0.3, stopTo: 'previousTarget' },
      { unit: 'fraction', value: 0.1, fraction: 0.2 },
    ],
  };
}

/** One simulation of {@link samplePlan}. */
export function sampleResult(bars: Bars, config: SimulationConfig = {}): BacktestResult {
  return simulate(bars, samplePlan(bars), { sizing: { kind: 'risk', value: 0.02 }, maxLeverage: 2, ...config });
}
