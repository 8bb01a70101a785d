import { type Bars, DataError, mean, sliceBars, standardDeviation } from '@quantblocks/core';
import { type AssetTruth, type EdgeKind, edgePositions, syntheticMarket } from '@quantblocks/data';
import { describe, expect, it } from 'vitest';
import { standardisedReturns } from './sample.ts';

const PER_YEAR = 8766;

function sharpe(positions: ArrayLike<number>, bars: Bars, truth: AssetTruth): number {
  const earned = standardisedReturns(bars, truth).map((z, i) => Math.sign(positions[i + 1]) * z);
  return (mean(earned) / standardDeviation(earned)) * Math.sqrt(PER_YEAR);
}

function markets(edge: EdgeKind, strength: number): { bars: Bars; truth: AssetTruth }[] {
  // Uncorrelated assets, so that the years of all of them count: 8 x 2 years, standard error of a Sharpe ratio 1 / sqrt(16).
  return [1, 2, 3, 4].flatMap((seed) => {
    const { bars, truth } = syntheticMarket({ seed, assets: 2, edge, strength, correlation: 0 });
    return bars.map((asset, i) => ({ bars: asset, truth: truth.assets[i] }));
  });
}

describe('edgePositions', () => {
  for (const edge of ['trend', 'meanReversion'] as const) {
    it(`earns the stated Sharpe ratio of a ${edge} edge, and foresight earns what is stated for it`, () => {
      const all = markets(edge, 4);
      const earned = mean(all.map(({ bars, truth }) => sharpe(edgePositions(bars, truth), bars, truth)));
      const foresight = mean(all.map(({ bars, truth }) => sharpe(truth.drift, bars, truth)));
      expect(Math.abs(earned - 4)).toBeLessThan(3 / Math.sqrt(16));
      expect(Math.abs(foresight - all[0].truth.edge.foresightSharpe)).toBeLessThan(3 / Math.sqrt(16));
    });
  }

  it('earns nothing on the same assets without their edge', () => {
    const planted = markets('trend', 4);
    const empty = markets('none', 4);
    const earned = empty.map(({ bars, truth }, i) =>
      sharpe(edgePositions(bars, { ...truth, edge: planted[i].truth.edge }), bars, truth),
    );
    expect(Math.abs(mean(earned))).toBeLessThan(3 / Math.sqrt(16));
  });

  it('takes no position without an edge', () => {
    const { bars, truth } = syntheticMarket({ assets: ['BRAVO'], bars: 50 });
    expect(edgePositions(bars[0], truth.assets[0])).toEqual(new Float64Array(50));
  });

  it('decides each position before its bar', () => {
    for (const edge of ['trend', 'meanReversion'] as const) {
      const { bars, truth } = syntheticMarket({ assets: 1, edge, bars: 400 });
      const asset = truth.assets[0];
      const whole = edgePositions(bars[0], asset);
      const crashed = { ...bars[0], close: bars[0].close.slice() };
      for (let i = 300; i < 400; i++) crashed.close[i] *= 0.5;
      // Position 300 still rests on closes up to 299.
      expect(edgePositions(crashed, asset).subarray(0, 301)).toEqual(whole.subarray(0, 301));
      expect(edgePositions(crashed, asset)[301]).toBe(edge === 'trend' ? -1 : 1);
    }
  });

  it('refuses bars of another asset', () => {
    const { bars, truth } = syntheticMarket({ assets: 2, bars: 50 });
    expect(() => edgePositions(bars[1], truth.assets[0])).toThrow(DataError);
    expect(() => edgePositions(sliceBars(bars[0], 0, 49), truth.assets[0])).toThrow(DataError);
  });
});
