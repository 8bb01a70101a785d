import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { adLine, ichimokuVote, kamaDistance, kamaOscillator, obvTrend, regressionCloud } from '../../src/index.ts';
import { walk } from '../bars.ts';

const bars = walk(60, 1);
const { close, open, high, low } = bars;
const lines = { close, tenkan: open, kijun: high, spanA: low, spanB: low };

describe.each<[string, (vote: Int8Array) => Int8Array]>([
  ['kamaDistance', (vote) => kamaDistance(close, {}, { distance: new Float64Array(60), vote }).vote],
  ['kamaOscillator', (vote) => kamaOscillator(close, {}, { oscillator: new Float64Array(60), vote }).vote],
  ['adLine', (vote) => adLine(bars, {}, { norm: new Float64Array(60), vote }).vote],
  ['obvTrend', (vote) => obvTrend(bars, {}, { vote }).vote],
  ['ichimokuVote', (vote) => ichimokuVote(lines, {}, vote)],
  [
    'regressionCloud',
    (vote) => {
      const [total, base, cloud] = [new Float64Array(60), new Float64Array(60), new Float64Array(60)];
      return regressionCloud(close, {}, { total, base, cloud, vote }).vote;
    },
  ],
])('%s', (_, run) => {
  it('fills the buffer it is given', () => {
    const vote = new Int8Array(60).fill(7);
    expect(run(vote)).toBe(vote);
    expect(vote).toEqual(run(new Int8Array(60)));
    expect(vote.includes(7)).toBe(false);
  });

  it('refuses a buffer of another kind or length', () => {
    expect(() => run(new Float64Array(60) as never)).toThrow(ParameterError);
    expect(() => run(new Int8Array(59))).toThrow(/an Int8Array of 60/);
  });
});
