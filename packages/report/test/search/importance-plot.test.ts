import { describe, expect, it } from 'vitest';
import { importancePlot } from '../../src/index.ts';
import { textsOf, valuesView } from './sample-search.ts';

const plot = (shares: readonly number[]): string =>
  importancePlot({ ...valuesView([]), importances: shares.map((share, i) => ({ name: `p${i}`, share })) });

describe('importancePlot', () => {
  it('sorts parameters and gives their shares in percent', () => {
    expect(textsOf(plot([0.042, 0.708, 0.25]))).toEqual(['p1', '71%', 'p2', '25%', 'p0', '4.2%']);
  });

  it('makes bars as long as their shares', () => {
    const widths = [...plot([0.4, 0.2, 0]).matchAll(/class="bar"[^>]* width="([\d.]+)"/g)].map((m) => Number(m[1]));
    expect(widths[0] / widths[1]).toBeCloseTo(2, 2);
    expect(widths[2]).toBe(1);
  });

  it('adds up the smallest beyond twelve', () => {
    const texts = textsOf(plot(new Array(20).fill(0.05)));
    expect(texts).toHaveLength(24);
    expect(texts.slice(-2)).toEqual(['9 others', '45%']);
  });

  it('leaves out what is no share, and says where there is none', () => {
    expect(textsOf(plot([Number.NaN, 0.5, -1, Infinity]))).toEqual(['p1', '50%']);
    expect(textsOf(plot([]))).toEqual(['No importances.']);
  });
});
