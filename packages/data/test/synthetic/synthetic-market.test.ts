import { createBars, kurtosis, mean, ParameterError, standardDeviation } from '@quantblocks/core';
import { type SyntheticMarketOptions, syntheticMarket } from '@quantblocks/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { autocorrelation, correlation, standardisedReturns, tStatistic } from './sample.ts';

const { bars, truth } = syntheticMarket();
const logReturns = bars.map((asset) =>
  Array.from({ length: asset.length - 1 }, (_, i) => Math.log(asset.close[i + 1] / asset.close[i])),
);
// One asset without an edge per seed, all independent: 70 080 bars, so a correlation has a standard error of 0.0038.
const martingales = [1, 2, 3, 4].map((seed) => syntheticMarket({ seed, assets: ['BRAVO'] }));
const noise = martingales.map((market) => standardisedReturns(market.bars[0], market.truth.assets[0]));

describe('syntheticMarket', () => {
  it('makes two years of hours for five assets by default, of which three trend', () => {
    expect(bars.map((asset) => asset.length)).toEqual(Array(5).fill(17_520));
    expect(new Date(bars[0].time[0]).toISOString()).toBe('2024-01-01T00:00:00.000Z');
    expect(truth.assets.map((asset) => `${asset.symbol} ${asset.edge.kind}`)).toEqual([
      'ALFA trend',
      'BRAVO none',
      'CHARLIE trend',
      'DELTA none',
      'ECHO trend',
    ]);
    expect(truth.periodsPerYear).toBe(8766);
  });

  it('depends on the seed alone', () => {
    const options = { seed: 9, assets: 2, bars: 200 };
    expect(syntheticMarket(options)).toEqual(syntheticMarket(options));
    expect(syntheticMarket({ ...options, seed: 10 }).bars[0].close).not.toEqual(syntheticMarket(options).bars[0].close);
  });

  it('gives an asset the same bars whatever the other assets, their order and the number of bars', () => {
    const alone = syntheticMarket({ assets: ['CHARLIE'], bars: 300 });
    const reversed = syntheticMarket({ assets: ['ECHO', 'CHARLIE', 'X'], bars: 500 });
    expect(alone.bars[0].close).toEqual(bars[2].close.subarray(0, 300));
    expect(reversed.bars[1].volume).toEqual(bars[2].volume.subarray(0, 500));
    expect(reversed.truth.assets[1].drift).toEqual(truth.assets[2].drift.subarray(0, 500));
  });

  it('lets the same asset with another edge meet the same shocks', () => {
    const twin = syntheticMarket({ assets: ['ALFA'], edge: 'none', bars: 1000 });
    const difference = Array.from(
      { length: 999 },
      (_, i) =>
        logReturns[0][i] - Math.log(twin.bars[0].close[i + 1] / twin.bars[0].close[i]) - truth.assets[0].drift[i + 1],
    );
    expect(twin.truth.assets[0].volatility).toEqual(truth.assets[0].volatility.subarray(0, 1000));
    expect(Math.max(...difference.map(Math.abs))).toBeLessThan(1e-4); // ticks of 3e-5
  });

  it('makes valid bars on ticks for every seed, timeframe and start', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.constantFrom(60_000, 3_600_000, 7_200_000, 86_400_000),
        fc.integer({ min: 0, max: 2e12 }),
        fc.constantFrom('none' as const, 'trend' as const, 'meanReversion' as const),
        (seed, timeframeMs, startTime, edge) => {
          const options = { seed, timeframeMs, startTime, edge, strength: 1, assets: 2, bars: 60 };
          for (const [i, asset] of syntheticMarket(options).bars.entries()) {
            const { tickSize } = syntheticMarket(options).truth.assets[i];
            createBars(asset);
            expect(asset.time[59]).toBe(startTime + 59 * timeframeMs);
            expect(Math.min(...asset.volume)).toBeGreaterThan(0);
            for (const price of [...asset.open, ...asset.high, ...asset.low, ...asset.close]) {
              const ticks = price / tickSize;
              expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-6 * ticks);
            }
          }
        },
      ),
      { numRuns: 25, seed: 1 },
    );
  });
});

describe('an asset without an edge', () => {
  it('has no drift, whatever happened before: mean simple returns after every pattern of three signs', () => {
    const sums = new Map<string, number[]>();
    for (const [k, { bars, truth }] of martingales.entries()) {
      const { close } = bars[0];
      for (let i = 4; i < close.length; i++) {
        const pattern = [noise[k][i - 2], noise[k][i - 3], noise[k][i - 4]].map((z) => (z > 0 ? '+' : '-')).join('');
        const simple = (close[i] / close[i - 1] - 1) / truth.assets[0].volatility[i];
        const known = sums.get(pattern);
        if (known === undefined) sums.set(pattern, [simple]);
        else known.push(simple);
      }
    }
    expect(sums.size).toBe(8);
    for (const [pattern, values] of sums) expect(Math.abs(tStatistic(values)), pattern).toBeLessThan(3.5);
  });

  it('is a martingale in price, hence falling in logarithms by half the variance', () => {
    // Daily bars of a wild asset, where the half variance, 0.012 a day, is ten standard errors.
    const assets = Array.from({ length: 60 }, (_, i) => ({
      symbol: `W${i}`,
      edge: 'none' as const,
      annualVolatility: 3,
    }));
    const wild = syntheticMarket({ assets, bars: 300, timeframeMs: 86_400_000, correlation: 0 });
    const growth = wild.bars.flatMap(({ close }) => [...close.subarray(1)].map((price, i) => price / close[i]));
    expect(Math.abs(tStatistic(growth.map((factor) => factor - 1)))).toBeLessThan(3.5);
    expect(tStatistic(growth.map(Math.log))).toBeLessThan(-5);
  });

  it('has no serial correlation of returns or of signs', () => {
    for (const series of [(z: number) => z, Math.sign]) {
      for (let lag = 1; lag <= 12; lag++) {
        const pooled = mean(noise.map((values) => autocorrelation(values.map(series), lag)));
        expect(Math.abs(pooled), `lag ${lag}`).toBeLessThan(3.5 / Math.sqrt(4 * 17_519));
      }
    }
  });

  it('has a variance ratio of one over 2 to 128 bars', () => {
    for (const q of [2, 8, 32, 128]) {
      const ratio = mean(
        noise.map((values) => {
          let square = 0;
          let window = 0;
          for (let i = 0; i < values.length; i++) {
            window += values[i] - (i >= q ? values[i - q] : 0);
            if (i >= q - 1) square += window * window;
          }
          return square / ((values.length - q + 1) * q);
        }),
      );
      // Lo and MacKinlay (1988), overlapping windows, plus the variance of the one-bar estimate (unit variance is known here).
      const error = Math.sqrt((2 * (2 * q - 1) * (q - 1)) / (3 * q) + 8) / Math.sqrt(4 * 17_519);
      expect(Math.abs(ratio - 1), `${q} bars`).toBeLessThan(3.5 * error);
    }
  });
});

describe('stylised facts', () => {
  it('have fat tails in returns and in standardised returns', () => {
    for (const values of logReturns) expect(kurtosis(values)).toBeGreaterThan(5); // excess
    for (const values of noise) expect(kurtosis(values)).toBeGreaterThan(1);
  });

  it('have clustered volatility: the autocorrelation of |r| is positive and decays slowly', () => {
    for (const values of logReturns) {
      const size = values.map(Math.abs);
      const at = [1, 24, 100, 240].map((lag) => autocorrelation(size, lag));
      const error = 1 / Math.sqrt(size.length); // 0.0076
      expect(at[0]).toBeGreaterThan(0.15);
      expect(at[0]).toBeLessThan(0.4);
      expect(at[1]).toBeGreaterThan(0.07);
      expect(at[2]).toBeGreaterThan(3 * error);
      expect(at[3]).toBeGreaterThan(2 * error);
      expect(at[0] > at[1] && at[1] > at[2]).toBe(true);
    }
  });

  it('have ranges that agree with closes: Parkinson variance over close-to-close variance is near one', () => {
    for (const [a, { high, low, length }] of bars.entries()) {
      const parkinson = mean(Array.from({ length }, (_, i) => Math.log(high[i] / low[i]) ** 2)) / (4 * Math.LN2);
      // Squares of such heavy tails: the ratio has a standard error of about 0.03.
      expect(Math.abs(parkinson / standardDeviation(logReturns[a]) ** 2 - 1)).toBeLessThan(0.1);
    }
  });

  it('have bodies that fill as much of the range as those of real hourly candles, about 0.46', () => {
    for (const { open, high, low, close, length } of bars) {
      const share = Array.from({ length }, (_, i) => Math.abs(close[i] - open[i]) / (high[i] - low[i] || 1));
      expect(Math.abs(mean(share) - 0.46)).toBeLessThan(0.02);
    }
  });

  it('have volumes that follow the size of the move', () => {
    for (const [a, { volume }] of bars.entries()) {
      const rho = correlation(volume.subarray(1), logReturns[a].map(Math.abs));
      expect(rho).toBeGreaterThan(0.35);
      expect(rho).toBeLessThan(0.75);
    }
  });

  it('open at the last close up to a basis point', () => {
    for (const { open, close, length } of bars) {
      const gap = mean(Array.from({ length: length - 1 }, (_, i) => Math.abs(open[i + 1] / close[i] - 1)));
      expect(gap).toBeLessThan(1e-4);
      expect(gap).toBeGreaterThan(0);
    }
  });

  it('are busiest at 15:00 UTC', () => {
    const byHour = Array.from({ length: 24 }, (_, hour) =>
      mean(logReturns[1].filter((_, i) => (i + 1) % 24 === hour).map(Math.abs)),
    );
    const near = mean([13, 14, 15, 16, 17].map((hour) => byHour[hour]));
    const far = mean([1, 2, 3, 4, 5].map((hour) => byHour[hour]));
    expect(near / far).toBeGreaterThan(1.4); // 1.25 / 0.75 = 1.67 at the extremes
    expect(near / far).toBeLessThan(1.9);
  });

  it('correlate assets by the product of their loadings', () => {
    for (let a = 0; a < 5; a++) {
      for (let b = 0; b < a; b++) {
        const expected = truth.assets[a].loading * truth.assets[b].loading;
        const z = [a, b].map((k) => standardisedReturns(bars[k], truth.assets[k]));
        expect(Math.abs(correlation(z[0], z[1]) - expected)).toBeLessThan(0.03); // four standard errors with heavy tails
        expect(expected).toBeGreaterThan(0.5);
      }
    }
    const apart = syntheticMarket({ assets: 2, correlation: 0 });
    const [x, y] = apart.bars.map((asset, k) => standardisedReturns(asset, apart.truth.assets[k]));
    expect(Math.abs(correlation(x, y))).toBeLessThan(4 / Math.sqrt(17_519));
  });

  it('have the annual volatility they state and a start price of their own', () => {
    // Two years hold some thirty regimes, so the root mean square of one path is uncertain by about 8 %.
    const ratio = [1, 2, 3, 4, 5, 6].map((seed) => {
      const market = syntheticMarket({ seed, assets: [{ symbol: 'X', annualVolatility: 0.7, startPrice: 30_000 }] });
      expect(Math.abs(market.bars[0].open[0] / 30_000 - 1)).toBeLessThan(0.01);
      return mean(market.truth.assets[0].volatility.map((sigma) => sigma * sigma * 8766)) / 0.49;
    });
    expect(Math.abs(mean(ratio) - 1)).toBeLessThan(0.2);
    for (const asset of truth.assets) {
      expect(asset.annualVolatility).toBeGreaterThan(0.5);
      expect(asset.annualVolatility).toBeLessThan(0.9);
    }
  });

  it('are turbulent a quarter of the time, at twice the volatility, in spells of days', () => {
    const regimes = [1, 2, 3, 4].map((seed) => syntheticMarket({ seed, assets: 1 }).truth);
    const turbulent = regimes.flatMap(({ regime }) => [...regime]);
    const switches = regimes.flatMap(({ regime }) => [...regime].slice(1).map((state, i) => state !== regime[i]));
    expect(mean(turbulent)).toBeGreaterThan(0.15);
    expect(mean(turbulent)).toBeLessThan(0.35);
    expect(1 / mean(switches.map(Number))).toBeGreaterThan(240); // expected 320
    expect(1 / mean(switches.map(Number))).toBeLessThan(430);
    const sigma = regimes.flatMap(({ assets }) => [...assets[0].volatility]);
    const level = [0, 1].map((state) => mean(sigma.filter((_, i) => turbulent[i] === state)));
    expect(level[1] / level[0]).toBeGreaterThan(1.7);
    expect(level[1] / level[0]).toBeLessThan(2.3);
  });
});

describe('misuse', () => {
  it('is refused with the option named', () => {
    const wrong: [SyntheticMarketOptions, string][] = [
      [{ bars: 0 }, 'bars'],
      [{ bars: 1.5 }, 'bars'],
      [{ assets: 0 }, 'assets'],
      [{ assets: [] }, 'assets'],
      [{ assets: ['A', 'A'] }, 'assets'],
      [{ assets: [''] }, 'assets'],
      [{ correlation: 1.1 }, 'correlation'],
      [{ tailDf: 2 }, 'tailDf'],
      [{ timeframeMs: 0 }, 'timeframeMs'],
      [{ startTime: Number.NaN }, 'startTime'],
      [{ edge: 'momentum' as 'trend' }, 'edge'],
      [{ strength: 0 }, 'strength'],
      [{ strength: 50 }, 'strength'],
      [{ edge: 'trend', edgeBars: 2 }, 'edgeBars'],
      [{ assets: [{ symbol: 'A', loading: 2 }] }, 'loading'],
      [{ assets: [{ symbol: 'A', annualVolatility: 0 }] }, 'annualVolatility'],
      [{ assets: [{ symbol: 'A', startPrice: -1 }] }, 'startPrice'],
    ];
    for (const [options, parameter] of wrong) {
      expect(() => syntheticMarket({ bars: 10, ...options }), JSON.stringify(options)).toThrow(
        expect.objectContaining({ parameter }) as ParameterError,
      );
    }
    expect(() => syntheticMarket({ bars: 0 })).toThrow(ParameterError);
  });
});
