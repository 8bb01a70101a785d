import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binValues, histogram } from '../src/svg/histogram.ts';
import { niceTicks } from '../src/svg/scale.ts';
import { scatter } from '../src/svg/scatter.ts';
import { waterfall } from '../src/svg/waterfall.ts';

describe('binValues', () => {
  it('counts every value once, with an edge at zero', () => {
    const values = fc.array(fc.double({ min: -50, max: 80, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, (list) => {
        const { edges, counts } = binValues(list);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(list.length);
        expect(edges).toHaveLength(counts.length + 1);
        expect(Math.min(...edges.map(Math.abs))).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('puts losses left of zero and gains right of it', () => {
    const { edges, counts } = binValues([-2, -1, -1, 0.5, 3]);
    const losses = counts.filter((_, i) => edges[i] < 0).reduce((a, b) => a + b, 0);
    expect(losses).toBe(3);
  });
});

describe('niceTicks', () => {
  it('ends for a range of a few rounding errors', () => {
    expect(niceTicks(1e6, 1e6 + 2e-10, 5).length).toBeLessThan(10);
    expect(niceTicks(-1, -1 + Number.EPSILON, 5).length).toBeLessThan(10);
  });

  it('gives round numbers inside the range', () => {
    expect(niceTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6000000000000001, 0.8, 1]);
    expect(niceTicks(-7, 22, 4)).toEqual([0, 10, 20]);
  });
});

describe('pictures', () => {
  it('carry their content as text', () => {
    const text = waterfall(
      [
        { label: 'Gross <b>', value: 5, total: true },
        { label: 'Fees', value: -2 },
      ],
      String,
      'From',
    ).markup;
    expect(text).toContain('aria-label="From: Gross &#60;b&#62; 5, Fees -2"');
    const options = { title: 'T', description: 'D', axis: 'x', xAxis: 'x', yAxis: 'y', format: String };
    expect(histogram([], options).markup).toContain('No positions');
    expect(scatter([1, 2], [1, -1], options).markup).toMatch(/class="dots loss" d="M[\d.]+ [\d.]+h0"/);
  });
});
