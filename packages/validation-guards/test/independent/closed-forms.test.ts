import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { holm } from '../../src/multiple/holm.ts';
import { scatterCorrection, studentCorrection } from '../../src/multiple/small-sample.ts';
import { expectedMaxNormal } from '../../src/sharpe/expected-max-normal.ts';
import { type HaircutCorrection, haircutSharpe } from '../../src/sharpe/haircut-sharpe.ts';
import { minBacktestLength } from '../../src/sharpe/min-backtest-length.ts';
import { sharpeFromMoments } from '../../src/sharpe/sharpe-estimate.ts';

/** Expected maxima as `int_0^inf (1 - cdf^n) - int_-inf^0 cdf^n`, by adaptive Gauss-Kronrod quadrature (SciPy): no density, no factor n. */
const MAXIMA: readonly (readonly [n: number, expected: number])[] = [
  [1.5, 0.3440506613391707],
  [10, 1.5387527308351725],
  [46.3, 2.218956116438741],
  [300, 2.8777668471509834],
  [1e6, 4.862897486196463],
  [1e9, 6.087684584445959],
];

describe('expectedMaxNormal', () => {
  it('agrees with the integral of the tails', () => {
    // Both quadratures know about 14 digits.
    for (const [n, expected] of MAXIMA) expectClose(expectedMaxNormal(n), expected, { rtol: 1e-12 });
  });

  it('agrees with the closed forms up to five', () => {
    const root = Math.sqrt(Math.PI);
    const closed = [
      1 / root,
      1.5 / root,
      (6 / Math.PI ** 1.5) * Math.atan(Math.SQRT2),
      5 / (4 * root) + (15 / (2 * Math.PI ** 1.5)) * Math.asin(1 / 3),
    ];
    for (const [i, expected] of closed.entries()) expectClose(expectedMaxNormal(i + 2), expected, { rtol: 1e-13 });
  });
});

it('minBacktestLength is the squared ratio of those maxima', () => {
  const bars = (perBar: number, trials: number): number =>
    minBacktestLength(sharpeFromMoments({ perBar, n: 1260 }), { trials }).value;
  // 45 trials and a ratio of 1 a year: the published five years, less the error of the approximation there.
  expectClose(bars(1 / Math.sqrt(252), 45), 1228.2544696618925, { rtol: 1e-12 });
  expectClose(bars(0.1, 1000), 1050.6905845417698, { rtol: 1e-12 });
});

/** `multipletests` of statsmodels on `2 (1 - cdf(s sqrt(240 / 12)))`, and the share of `s` that is lost. */
const HAIRCUTS: Readonly<Record<HaircutCorrection, readonly (readonly [pValue: number, haircut: number])[]>> = {
  bonferroni: [
    [0.0003419646973999095, 0.11023326689438329],
    [0.004777380945544855, 0.15873954229794796],
    [0.033353517762423256, 0.23259523713157626],
    [0.15208391206480926, 0.35949649989402754],
    [1, 1],
    [1, 1],
  ],
  holm: [
    [0.0003419646973999095, 0.11023326689438329],
    [0.003981150787954046, 0.14145382484403513],
    [0.02223567850828217, 0.175425513047611],
    [0.07604195603240463, 0.206585772718343],
    [0.3594249897579995, 0.3169100686024561],
    [0.6547208460185769, 0],
  ],
  bhy: [
    [0.0008378135086297782, 0.17017276693288186],
    [0.005852291658292447, 0.17833608468457718],
    [0.027238706172645656, 0.20364247048234518],
    [0.09315139613969567, 0.24912688707217023],
    [0.5283547349442592, 0.5300384966131023],
    [1, 1],
  ],
};

describe('corrections for many trials', () => {
  const trials = [0.9, 0.75, 0.62, 0.5, 0.3, 0.1].map((perYear) =>
    sharpeFromMoments({ perYear, periodsPerYear: 12, n: 240 }),
  );
  for (const [correction, expected] of Object.entries(HAIRCUTS)) {
    it(`${correction} gives the p values and haircuts of another library`, () => {
      const found = trials.map((chosen) =>
        haircutSharpe(chosen, { trials, correction: correction as HaircutCorrection }),
      );
      for (const [i, [pValue, haircut]] of expected.entries()) {
        // Tails of the normal distribution: each library to a few units of the 14th digit, and the quantile divides by them.
        expectClose(found[i].pValue, pValue, { rtol: 1e-12 });
        expectClose(found[i].haircut, haircut, { rtol: 1e-10, atol: 1e-12 });
      }
    });
  }

  it('holm gives the p values of another library', () => {
    expectClose(Array.from(holm([0.011, 0.2, 0.004, 0.03, 0.03, 0.0009])), [0.044, 0.2, 0.02, 0.09, 0.09, 0.0054], {
      rtol: 1e-14,
    });
  });
});

describe('the small-sample correction', () => {
  // The variance estimate as a quadratic form x'Mx in independent normal values, M = C A C / n with the centring matrix C and the weights A:
  // its expectation is tr(M), its variance 2 tr(M^2); degrees of freedom are 2 tr(M)^2 / (2 tr(M^2)).
  const CASES = [
    { bars: 250, blockLength: 24, scatter: 0.9108587031477771, normal: [0.8777548487, 1.6788523926, 2.3656844274] },
    { bars: 60, blockLength: 5, scatter: 0.9279607179635263, normal: [0.898944971, 1.7279862359, 2.4495924418] },
    { bars: 40, blockLength: 1, scatter: 0.9874208829065748, normal: [0.9750749314, 1.9157582208, 2.7956386685] },
  ];
  for (const { bars, blockLength, scatter, normal } of CASES) {
    it(`is that of the quadratic form for ${bars} bars and blocks of ${blockLength}`, () => {
      expectClose(scatterCorrection(bars, blockLength), scatter, { rtol: 1e-12 });
      // Wallace's formula, and degrees of freedom that leave out what centring does to the variance: less than 0.015 together.
      for (const [i, z] of normal.entries()) {
        expect(Math.abs(studentCorrection(bars, blockLength)(i + 1) - z)).toBeLessThan(0.015);
      }
    });
  }
});
