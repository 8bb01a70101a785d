import { ParameterError } from '@quantblocks/core';
import { cagr, sharpeRatio } from '@quantblocks/metrics';
import { errorOf, expectClose } from '@quantblocks/test-kit';
import { type EfficiencyRatio, type FoldReturns, walkForwardEfficiency } from '@quantblocks/walk-forward';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const okValue = (ratio: EfficiencyRatio): number => {
  if (ratio.status !== 'ok') throw new Error(ratio.reason);
  return ratio.value;
};
const reasonOf = (ratio: EfficiencyRatio): string => (ratio.status === 'ok' ? `${ratio.value}` : ratio.reason);
const RETURN_RATIOS = ['pardo', 'meanOfFoldRatios', 'medianOfFoldRatios', 'ratioOfMeans', 'stitched'] as const;
const SUMMARIES = [...RETURN_RATIOS, 'sharpeRatio', 'trimmedMeanOfFoldRatios', 'skewOfFoldRatios'] as const;

describe('walkForwardEfficiency', () => {
  it('tells its definitions apart, worked by hand', () => {
    // Two bars a year. In sample per year: +21 % over one bar squared, and +10 %; out of sample +10 % a bar, then +4 % over two bars.
    const folds: FoldReturns[] = [
      { inSample: [0.44, 0], outOfSample: [0.1] },
      { inSample: [0.1, 0, 0.1, 0], outOfSample: [0.04, 0] },
    ];
    const efficiency = walkForwardEfficiency(folds, { periodsPerYear: 2 });
    // Fold 0: 44 % in, 21 % out. Fold 1: 10 % in, 4 % out.
    const [first, second] = efficiency.folds;
    expectClose([first.inSampleReturn, first.outOfSampleReturn], [0.44, 0.21]);
    expectClose([second.inSampleReturn, second.outOfSampleReturn], [0.1, 0.04], { rtol: 1e-12 });
    expectClose(okValue(efficiency.meanOfFoldRatios), (0.21 / 0.44 + 0.4) / 2);
    expectClose(okValue(efficiency.medianOfFoldRatios), (0.21 / 0.44 + 0.4) / 2);
    expectClose(okValue(efficiency.ratioOfMeans), 0.125 / 0.27);
    // Stitched: 1.1 * 1.04 in 1.5 years. All in sample: 1.44 * 1.21 in 3 years.
    const stitched = (1.1 * 1.04) ** (1 / 1.5) - 1;
    expectClose(okValue(efficiency.stitched), stitched / 0.27);
    expectClose(okValue(efficiency.pardo), stitched / ((1.44 * 1.21) ** (1 / 3) - 1));
    expect(okValue(efficiency.profitableFolds)).toBe(1);
  });

  it('takes the simple rate where it is asked to, which a short fold does not blow up', () => {
    const folds = [{ inSample: [0.01, 0.03], outOfSample: [0.05] }];
    const compound = walkForwardEfficiency(folds, { periodsPerYear: 8766 });
    const simple = walkForwardEfficiency(folds, { periodsPerYear: 8766, annualisation: 'simple' });
    expectClose(okValue(simple.pardo), 2.5);
    expect(okValue(compound.pardo)).toBeGreaterThan(1e100);
  });

  it('takes the Sharpe ratio of all tests over that of all in-sample bars, which is not the ratio of returns', () => {
    const inSample = [0.01, 0.03, -0.01, 0.02];
    const outOfSample = [0.02, -0.01, 0.01];
    const {
      sharpeRatio: ratio,
      pardo,
      folds,
    } = walkForwardEfficiency([{ inSample, outOfSample }], { periodsPerYear: 365 });
    const expected = sharpeRatio(outOfSample, { periodsPerYear: 1 }) / sharpeRatio(inSample, { periodsPerYear: 1 });
    expectClose(okValue(ratio), expected);
    expectClose(okValue(folds[0].sharpeRatio), expected);
    expect(okValue(pardo)).not.toBeCloseTo(expected, 2);
  });

  it('summarises fold ratios robustly', () => {
    const folds = [0.5, 0.4, 0.6, 8].map((r) => ({ inSample: [0.01], outOfSample: [r / 100] }));
    const efficiency = walkForwardEfficiency(folds, { periodsPerYear: 1 });
    const close = { rtol: 1e-12 };
    expectClose(okValue(efficiency.meanOfFoldRatios), 9.5 / 4, close);
    expectClose(okValue(efficiency.medianOfFoldRatios), 0.55, close);
    expectClose(okValue(efficiency.trimmedMeanOfFoldRatios), 0.55, close);
    expectClose(okValue(efficiency.skewOfFoldRatios), (9.5 / 4 - 0.55) / 0.55, close);
  });

  it('is negative for a loss out of sample', () => {
    const { pardo, profitableFolds } = walkForwardEfficiency([{ inSample: [0.1], outOfSample: [-0.05] }], {
      periodsPerYear: 1,
    });
    expectClose(okValue(pardo), -0.5);
    expect(okValue(profitableFolds)).toBe(0);
  });

  it('is undefined, and says why, where there was no gain in sample', () => {
    const folds = [
      { inSample: [0.1, 0.02], outOfSample: [0.05, 0.01] },
      { inSample: [-0.2, -0.1], outOfSample: [0.05, 0.02] },
    ];
    const efficiency = walkForwardEfficiency(folds, { periodsPerYear: 1 });
    const loss = 'the in-sample return is -0.151, no gain to compare with';
    expect(reasonOf(efficiency.folds[1].returnRatio)).toBe(loss);
    expect(reasonOf(efficiency.folds[1].sharpeRatio)).toBe(
      'the in-sample Sharpe ratio is -2.12, no gain to compare with',
    );
    for (const name of [
      'meanOfFoldRatios',
      'medianOfFoldRatios',
      'trimmedMeanOfFoldRatios',
      'skewOfFoldRatios',
    ] as const) {
      expect(reasonOf(efficiency[name])).toBe(`fold 1: ${loss}`);
    }
    expect(reasonOf(efficiency.pardo)).toMatch(/^the in-sample return is -0\.0519, no gain/);
    expect(reasonOf(efficiency.stitched)).toMatch(/^the in-sample mean return is -0\.0461, no gain/);
    expect(efficiency.folds[0].returnRatio.status).toBe('ok');
  });

  it('does not take what rounding leaves of a round trip for a gain', () => {
    const inSample = [0.1, 0.1, 1 / 1.1 - 1, 1 / 1.1 - 1];
    for (const annualisation of ['compound', 'simple'] as const) {
      const simple = annualisation === 'simple' ? [0.1, 0.2, -0.3] : inSample;
      const { pardo } = walkForwardEfficiency([{ inSample: simple, outOfSample: [0.1] }], {
        periodsPerYear: 1,
        annualisation,
      });
      expect(pardo.status).toBe('undefined');
    }
  });

  it('is undefined in every summary while a fold is missing', () => {
    const whole = { inSample: [0.1, 0.2], outOfSample: [0.1, 0.05] };
    const cases: [FoldReturns[], string][] = [
      [[], 'there are no folds'],
      [[whole, { inSample: [0.1], outOfSample: [] }], 'fold 1 has no out-of-sample returns'],
      [[{ inSample: new Float64Array(0), outOfSample: [0.1] }, whole], 'fold 0 has no in-sample returns'],
    ];
    for (const [folds, reason] of cases) {
      const efficiency = walkForwardEfficiency(folds, { periodsPerYear: 1 });
      for (const name of [...SUMMARIES, 'profitableFolds'] as const) expect(reasonOf(efficiency[name])).toBe(reason);
      expect(efficiency.folds).toHaveLength(folds.length);
    }
  });

  it('has no Sharpe ratio for a test without a trade, and a return of 0', () => {
    const [fold] = walkForwardEfficiency([{ inSample: [0.1, 0.2], outOfSample: [0, 0, 0] }], {
      periodsPerYear: 1,
    }).folds;
    expect(okValue(fold.returnRatio)).toBe(0);
    expect(reasonOf(fold.sharpeRatio)).toBe('the out-of-sample Sharpe ratio does not exist');
  });

  it('has no trimmed mean of two folds', () => {
    const fold = { inSample: [0.1], outOfSample: [0.1] };
    const { trimmedMeanOfFoldRatios } = walkForwardEfficiency([fold, fold], { periodsPerYear: 1 });
    expect(reasonOf(trimmedMeanOfFoldRatios)).toBe('three folds are needed, not 2');
  });

  it('refuses returns and options that are none', () => {
    const fold = { inSample: [0.1], outOfSample: [0.1] };
    for (const call of [
      () => walkForwardEfficiency([{ ...fold, outOfSample: [Number.NaN] }], { periodsPerYear: 1 }),
      () => walkForwardEfficiency([fold], { periodsPerYear: 0 }),
      () => walkForwardEfficiency([fold], { periodsPerYear: 1, annualisation: 'log' as 'simple' }),
    ]) {
      expect(errorOf(call)).toBeInstanceOf(ParameterError);
    }
  });
});

describe('properties of walk-forward efficiency', () => {
  // Multiples of 1/1000 and a gain in sample keep denominators far from rounding.
  const someReturns = fc.array(fc.integer({ min: -50, max: 80 }), { minLength: 3, maxLength: 20 });
  const aFold = fc
    .record({ inSample: someReturns, outOfSample: someReturns })
    .map(({ inSample, outOfSample }) => ({
      inSample: Float64Array.from(inSample, (r) => r / 1000),
      outOfSample: Float64Array.from(outOfSample, (r) => r / 1000),
    }))
    .filter(({ inSample }) => cagr(inSample, { periodsPerYear: 12 }) > 0.01);
  const year = { periodsPerYear: 12 };

  it('all ratios of returns agree for one fold', () => {
    fc.assert(
      fc.property(aFold, (fold) => {
        const efficiency = walkForwardEfficiency([fold], year);
        const expected = cagr(fold.outOfSample, year) / cagr(fold.inSample, year);
        for (const name of RETURN_RATIOS) expectClose(okValue(efficiency[name]), expected, { rtol: 1e-12 });
      }),
      { seed: 1 },
    );
  });

  it('is 1 in every definition where the tests earn what the training did', () => {
    fc.assert(
      fc.property(fc.array(aFold, { minLength: 3, maxLength: 5 }), (folds) => {
        const mirrored = folds.map(({ inSample }) => ({ inSample, outOfSample: inSample }));
        const efficiency = walkForwardEfficiency(mirrored, year);
        // The stitched variant compares one long compounding with a mean of short ones.
        for (const name of SUMMARIES) {
          if (name === 'stitched' || name === 'skewOfFoldRatios') continue;
          if (name === 'sharpeRatio' && efficiency[name].status !== 'ok') continue;
          expectClose(okValue(efficiency[name]), 1);
        }
        expectClose(okValue(efficiency.skewOfFoldRatios), 0, { atol: 1e-12 });
      }),
      { seed: 2 },
    );
  });

  it('the median and the trimmed mean do not depend on the order of folds; simple ratios of means are weighted fold ratios', () => {
    fc.assert(
      fc.property(fc.array(aFold, { minLength: 3, maxLength: 6 }), (folds) => {
        const simple = { periodsPerYear: 12, annualisation: 'simple' } as const;
        const forwards = walkForwardEfficiency(folds, year);
        const backwards = walkForwardEfficiency([...folds].reverse(), year);
        for (const name of SUMMARIES) {
          expectClose(okValue(backwards[name]), okValue(forwards[name]), { rtol: 1e-9, atol: 1e-12, label: name });
        }
        const { ratioOfMeans, folds: rows } = walkForwardEfficiency(folds, simple);
        const inSample = rows.reduce((total, row) => total + row.inSampleReturn, 0);
        const weighted = rows.reduce((total, row) => total + row.inSampleReturn * okValue(row.returnRatio), 0);
        expectClose(okValue(ratioOfMeans), weighted / inSample, { rtol: 1e-10, atol: 1e-12 });
      }),
      { seed: 3 },
    );
  });
});
