import { describe, expect, it } from 'vitest';
import { categorical, cmaEs, createStudy, float, int, nsga2, space, when } from '../../../src/index.ts';

const plane = space({ x: float(0, 10), n: int(0, 100) });

describe('cmaEs', () => {
  it('draws its first generation about the middle, or about the best of an earlier search', () => {
    const after = Array.from({ length: 10 }, (_, i) => ({ params: { x: 8, n: 10 + i }, loss: i }));
    const meanOf = (sampler: ReturnType<typeof cmaEs>): number => {
      const trials = createStudy({ space: plane, sampler, seed: 1 }).ask(50);
      return trials.reduce((sum, { params }) => sum + params.n, 0) / trials.length;
    };
    // A standard deviation of a sixth and a tenth of 100, over 50 draws: standard errors of 2.4 and 1.4.
    expect(Math.abs(meanOf(cmaEs()) - 50)).toBeLessThan(9.5);
    expect(Math.abs(meanOf(cmaEs({ after })) - 10)).toBeLessThan(5.7);
  });

  it('is refused where it knows no way', () => {
    const refused = (search: Parameters<typeof createStudy>[0]) => expect(() => createStudy(search));
    const on = categorical([true, false]);
    refused({ space: space({ on }) as never, sampler: cmaEs() }).toThrow('one that knows categorical parameters');
    const nested = space({ n: int(0, 1), x: when({ n: [1] }, float(0, 1)) });
    refused({ space: nested as never, sampler: cmaEs() }).toThrow('one that knows conditional parameters');
    const direction = ['minimize', 'maximize'] as const;
    refused({ space: plane as never, sampler: cmaEs(), direction }).toThrow('one that knows several objectives');
    refused({ space: plane as never, sampler: nsga2(), direction }).not.toThrow();
  });

  it('is refused with options out of range, or an earlier search of another space', () => {
    expect(() => cmaEs({ sigma: 0 })).toThrow('sigma: expected a finite number > 0, got 0');
    expect(() => cmaEs({ populationSize: 1 })).toThrow('populationSize: expected an integer >= 2, got 1');
    const sampler = cmaEs({ after: [{ params: { x: 11, n: 1 }, loss: 1 }] });
    expect(() => createStudy({ space: plane, sampler })).toThrow('x: expected a number in [0, 10], got 11');
  });
});
