import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { regressionCloud } from '../../src/index.ts';
import { walk } from '../bars.ts';

describe('regressionCloud', () => {
  it('weighs the differences of neighbouring slopes by the shorter length', () => {
    // The line through the last L values of i^2 rises by 2 i - L + 1, so neighbours differ by the difference of their lengths:
    // 10 * 10 + 30 * 20 + 50 * 50 + 100 * 100 + 100 * 200 + 100 * 300 + 100 * 400 = 103200.
    const { total, base, cloud, vote } = regressionCloud(Float64Array.from({ length: 3000 }, (_, i) => i * i));
    expectClose(total.subarray(499), new Float64Array(2501).fill(103_200), { rtol: 1e-9 });
    // Mean of the squares 400 .. 499: 449.5^2 + (100^2 - 1) / 12.
    expect(base[499]).toBeCloseTo(202_883.5, 6);
    expect(cloud[499]).toBeCloseTo(202_883.5 + 10_320, 4);
    expect(vote[499]).toBe(1);
  });

  it('votes +1 above both lines, -1 below both, 0 between them', () => {
    const { close } = walk(3000, 5);
    const { base, cloud, vote } = regressionCloud(close);
    const expected = close.map((price, i) =>
      i < 499 ? 0 : price > Math.max(base[i], cloud[i]) ? 1 : price < Math.min(base[i], cloud[i]) ? -1 : 0,
    );
    expect(Array.from(vote)).toEqual(Array.from(expected));
    expect(new Set(vote.subarray(499))).toEqual(new Set([-1, 0, 1]));
  });

  it('votes on the average alone before there is a cloud if the warm-up is to vote, else not', () => {
    const { close } = walk(600, 5);
    const { base, vote } = regressionCloud(close, { warmup: 'vote' });
    for (let i = 0; i < 499; i++) expect(vote[i]).toBe(i < 99 ? 0 : Math.sign(close[i] - base[i]));
    expect(regressionCloud(close).vote.subarray(0, 499).some(Boolean)).toBe(false);
  });

  it('has no slopes on a market that stands still', () => {
    const { total, base, cloud } = regressionCloud(new Float64Array(2000).fill(0.1));
    expect(new Set(total.subarray(499))).toEqual(new Set([0]));
    expect(cloud.subarray(499)).toEqual(base.subarray(499));
  });

  it('forgets a spike of 1e15', () => {
    const { close } = walk(5000, 3);
    const spiked = close.slice();
    spiked[100] = 1e15;
    const options = { rtol: 1e-9, atol: 1e-13 * close[2100] };
    expectClose(regressionCloud(spiked).total.subarray(2100), regressionCloud(close).total.subarray(2100), options);
  });
});
