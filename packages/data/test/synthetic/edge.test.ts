import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { calibrateEdge, filteredTrendSharpe } from '../../src/synthetic/edge.ts';

describe('filteredTrendSharpe', () => {
  it('agrees with the expectation over the posterior, integrated directly', () => {
    for (const [s, meanLength] of [
      [0.08, 240],
      [0.03, 500],
      [0.3, 50],
    ] as const) {
      const kappa = (-0.5 * Math.log(1 - 2 / meanLength)) / (2 * s * s);
      const steps = 200_000;
      let weight = 0;
      let certain = 0;
      for (let i = 1; i < steps; i++) {
        const p = i / steps;
        const u = p * (1 - p);
        const density = Math.exp(kappa * (4 - 1 / u)) / (u * u);
        weight += density;
        certain += density * Math.abs(2 * p - 1);
      }
      expectClose(filteredTrendSharpe(s, meanLength), (s * certain) / weight, { rtol: 1e-7 });
    }
  });

  it('approaches foresight when trends never end, and the linear filter when they are weak', () => {
    const s = 0.05;
    expect(filteredTrendSharpe(s, 1e7)).toBeGreaterThan(0.99 * s);
    expect(filteredTrendSharpe(s, 1e7)).toBeLessThan(s);
    // Weak signal: E|2 pi - 1| -> 1 / sqrt(2 pi z), from the asymptotic series of K0 and K1; its error is of order 1 / (8 z).
    const weak = 0.005;
    const z = (-0.5 * Math.log(1 - 2 / 100)) / weak ** 2;
    expectClose(filteredTrendSharpe(weak, 100), weak / Math.sqrt(2 * Math.PI * z), { rtol: 0.2 / z });
  });
});

describe('calibrateEdge', () => {
  it('solves the drift of a trend from its strength', () => {
    const edge = calibrateEdge('trend', 3, 8766);
    expect(edge.edgeBars).toBe(240);
    expectClose(filteredTrendSharpe(edge.signalToNoise, 240) * Math.sqrt(8766), 3, { rtol: 1e-12 });
    expectClose(edge.foresightSharpe, edge.signalToNoise * Math.sqrt(8766));
    expect(edge.foresightSharpe).toBeGreaterThan(3);
  });

  it('solves the pull of mean reversion by hand', () => {
    // Half-life 1: the stretch has variance 1 / (1 - 1/4); one period per year; E|y| = sqrt(2 / pi) sd.
    const edge = calibrateEdge('meanReversion', 0.05, 1, 1);
    expectClose(edge.signalToNoise * Math.sqrt(4 / 3) * Math.sqrt(2 / Math.PI), 0.05);
    expect(edge.foresightSharpe).toBe(0.05);
  });

  it('plants nothing where there is no edge', () => {
    expect(calibrateEdge('none', 3, 8766)).toEqual({
      kind: 'none',
      strength: 0,
      foresightSharpe: 0,
      edgeBars: Number.NaN,
      signalToNoise: 0,
    });
  });
});
