import { type Bars, DataError, mean, sliceBars, standardDeviation } from '@quantblocks/core';
import { type AssetTruth, type EdgeKind, edgePositions, syntheticMarket } from '@quantblocks/data';
import { describe, expect, it } from 'vitest';
import { standardisedReturns } from './sample.ts';

const PER_YEAR = 8766;

function sharpe(positions: ArrayLike<number>, bars: Bars, truth: AssetTruth): number {
  const earned = standardisedReturns(bars, truth).map((z, i) => Math.sign(positions[i + 1]) * z);
  return (mean(earned) / standardDeviation(earned)) * Math.sqrt(PER_YEAR);
}

const STRENGTH = 3;
const made = new Map<EdgeKind, { bars: Bars; truth: AssetTruth }[]>();

function markets(edge: EdgeKind): { bars: Bars; truth: AssetTruth }[] {
  // Uncorrelated assets, so that the years of all of them count: 8 x 2 years, standard error of a Sharpe ratio 1 / sqrt(16).
  const known = made.get(edge);
  if (known !== undefined) return known;
  const all = [1, 2, 3, 4].flatMap((seed) => {
    const { bars, truth } = syntheticMarket({ seed, assets: 2, edge, strength: STRENGTH, correlation: 0 });
    return bars.map((asset, i) => ({ bars: asset, truth: truth.assets[i] }));
  });
  made.set(edge, all);
  return all;
}

/** Sharpe ratio after 10 bps a side of a channel breakout: long above the highest high of 120 bars, short below the lowest low. */
function breakoutSharpe({ high, low, close, length }: Bars): number {
  const returns: number[] = [];
  let side = 0;
  for (let i = 120; i < length - 1; i++) {
    const before = side;
    let [highest, lowest] = [0, Number.POSITIVE_INFINITY];
    for (let j = i - 120; j < i; j++) {
      if (high[j] > highest) highest = high[j];
      if (low[j] < lowest) lowest = low[j];
    }
    if (close[i] > highest) side = 1;
    else if (close[i] < lowest) side = -1;
    returns.push(side * (close[i + 1] / close[i] - 1) - 0.001 * Math.abs(side - before));
  }
  return (mean(returns) / standardDeviation(returns)) * Math.sqrt(PER_YEAR);
}

describe('a planted trend', () => {
  it('can be earned by a plain breakout of 120 bars after 10 bps a side, and only where it was planted', () => {
    const earned = (edge: EdgeKind): number =>
      mean(
        markets(edge)
          .slice(0, 4)
          .map(({ bars }) => breakoutSharpe(bars)),
      );
    // About 2.2 and 0 over many seeds, each with a standard error of 1 / sqrt(8) here.
    expect(earned('trend')).toBeGreaterThan(2.2 - 3 / Math.sqrt(8));
    expect(Math.abs(earned('none'))).toBeLessThan(3 / Math.sqrt(8));
  });
});

describe('edgePositions', () => {
  for (const edge of ['trend', 'meanReversion'] as const) {
    it(`earns the stated Sharpe ratio of a ${edge} edge, and foresight earns what is stated for it`, () => {
      const all = markets(edge);
      const earned = mean(all.map(({ bars, truth }) => sharpe(edgePositions(bars, truth), bars, truth)));
      const foresight = mean(all.map(({ bars, truth }) => sharpe(truth.drift, bars, truth)));
      expect(Math.abs(earned - STRENGTH)).toBeLessThan(3 / Math.sqrt(16));
      expect(Math.abs(foresight - all[0].truth.edge.foresightSharpe)).toBeLessThan(3 / Math.sqrt(16));
    });
  }

  it('earns nothing on the same assets without their edge', () => {
    const planted = markets('trend');
    const empty = markets('none');
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
