import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRng,
  IntegrityError,
  type KeyPart,
  kurtosis,
  mean,
  normalCdf,
  ParameterError,
  type Rng,
  restoreRng,
  variance,
} from '../src/index.ts';

const draw = (rng: Rng, n: number): Float64Array => Float64Array.from({ length: n }, () => rng.next());
const part = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
const path = fc.array(part, { minLength: 1, maxLength: 4 });
const create = ([seed, ...rest]: KeyPart[]): Rng => createRng(seed, ...rest);
const N = 40_000;

describe('createRng', () => {
  it('repeats the same stream for the same key, on every platform', () => {
    expect([...draw(createRng(7, 'BTC', 'fold', 0), 3)]).toEqual([
      0.6556021180003881, 0.595392266055569, 0.281408675480634,
    ]);
  });
  it('gives different streams to different keys', () => {
    fc.assert(
      fc.property(path, path, (a, b) => {
        const isSame = JSON.stringify(a) === JSON.stringify(b);
        expect(String(draw(create(a), 3)) === String(draw(create(b), 3))).toBe(isSame);
      }),
    );
  });
  it('keeps numbers and strings apart, and where one part ends', () => {
    const keys: KeyPart[][] = [
      [1],
      ['1'],
      [1, 1],
      [11],
      ['a', 'b'],
      ['ab'],
      ['a,b'],
      ['["a","b"]'],
      ['', 'a'],
      ['a', ''],
    ];
    expect(new Set(keys.map((key) => create(key).next())).size).toBe(keys.length);
  });
  it('refuses keys that are not strings or finite numbers', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, null, undefined, {}, true]) {
      expect(() => createRng(bad as never)).toThrow(ParameterError);
      expect(() => createRng(1, 'a').fork(bad as never)).toThrow(ParameterError);
    }
  });
});

describe('uniform draws', () => {
  it('fill [0, 1) evenly: mean and 20 cells within 4 standard errors', () => {
    const x = draw(createRng(1, 'uniform'), N);
    expect(x.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(Math.abs(mean(x) - 0.5)).toBeLessThan(4 / Math.sqrt(12 * N));
    const cells = new Float64Array(20);
    for (const value of x) cells[Math.floor(value * 20)]++;
    const chiSquare = cells.reduce((total, count) => total + (count - N / 20) ** 2 / (N / 20), 0);
    expect(chiSquare).toBeLessThan(19 + 4 * Math.sqrt(2 * 19));
  });
  it('of neighbouring keys are not correlated: 4 standard errors', () => {
    for (const [a, b] of [
      [createRng(1, 'fold', 0), createRng(1, 'fold', 1)],
      [createRng(1), createRng(2)],
      [createRng(1), createRng(1).fork('child')],
    ]) {
      const x = draw(a, N);
      const y = draw(b, N);
      const correlation = 12 * mean(x.map((value, i) => (value - 0.5) * (y[i] - 0.5)));
      expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(N));
    }
  });
  it('have no serial correlation: 4 standard errors at lags 1 to 5', () => {
    const x = draw(createRng(5, 'serial'), N);
    for (let lag = 1; lag <= 5; lag++) {
      const products = x.subarray(lag).map((value, i) => 12 * (value - 0.5) * (x[i] - 0.5));
      expect(Math.abs(mean(products))).toBeLessThan(4 / Math.sqrt(N - lag));
    }
  });
});

describe('int', () => {
  it('covers 0 .. n - 1 evenly: 4 standard errors', () => {
    const rng = createRng(2, 'int');
    const counts = new Float64Array(7);
    for (let i = 0; i < N; i++) counts[rng.int(7)]++;
    const error = Math.sqrt((N * 6) / 49);
    for (const count of counts) expect(Math.abs(count - N / 7)).toBeLessThan(4 * error);
    expect(rng.int(1)).toBe(0);
  });
  it('refuses anything but 1 .. 2^32', () => {
    for (const n of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) expect(() => createRng(1).int(n)).toThrow(ParameterError);
    expect(createRng(1).int(2 ** 32)).toBeLessThan(2 ** 32);
  });
});

describe('normal', () => {
  it('has the moments and the distribution of a standard normal: 4 standard errors', () => {
    const rng = createRng(3, 'normal');
    const x = Float64Array.from({ length: N }, () => rng.normal());
    expect(Math.abs(mean(x))).toBeLessThan(4 / Math.sqrt(N));
    expect(Math.abs(variance(x) - 1)).toBeLessThan(4 * Math.sqrt(2 / N));
    expect(Math.abs(kurtosis(x))).toBeLessThan(4 * Math.sqrt(24 / N));
    for (const level of [-2.5, -1, 0, 0.7, 2]) {
      const p = normalCdf(level);
      const share = x.filter((value) => value < level).length / N;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N));
    }
  });
});

describe('studentT', () => {
  it('has the distribution of Student t: 4 standard errors of the shares below closed-form quantiles', () => {
    // Distribution functions: 1 degree (Cauchy) 1/2 + atan(t)/pi; 2 degrees 1/2 + t / (2 sqrt(2 + t^2)).
    const cdf: Record<number, (t: number) => number> = {
      1: (t) => 0.5 + Math.atan(t) / Math.PI,
      2: (t) => 0.5 + t / (2 * Math.sqrt(2 + t * t)),
    };
    for (const degrees of [1, 2]) {
      const rng = createRng(4, 'student', degrees);
      const x = Float64Array.from({ length: N }, () => rng.studentT(degrees));
      for (const level of [-6, -1, 0, 0.5, 3]) {
        const p = cdf[degrees](level);
        const share = x.filter((value) => value < level).length / N;
        expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / N));
      }
    }
  });
  it('has variance nu / (nu - 2): 4 standard errors', () => {
    const rng = createRng(5, 'student');
    const x = Float64Array.from({ length: N }, () => rng.studentT(12));
    const fourth = 3 + 6 / 8; // kurtosis of t with 12 degrees
    expect(Math.abs(variance(x) / 1.2 - 1)).toBeLessThan(4 * Math.sqrt((fourth - 1) / N));
  });
  it('approaches the normal variate of the same draws for many degrees of freedom', () => {
    const a = createRng(6);
    const b = createRng(6);
    for (let i = 0; i < 100; i++) {
      expectClose(a.studentT(1e12), b.normal(), { rtol: 1e-9 });
      b.normal(); // the second of the pair, which studentT does not make
    }
  });
  it('refuses degrees of freedom that are not positive and finite', () => {
    for (const degrees of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => createRng(1).studentT(degrees)).toThrow(ParameterError);
    }
  });
});

describe('state', () => {
  it('continues every kind of draw exactly, through JSON', () => {
    fc.assert(
      fc.property(path, fc.integer({ min: 0, max: 9 }), (key, warm) => {
        const rng = create(key);
        for (let i = 0; i < warm; i++) rng.normal();
        const copy = restoreRng(JSON.parse(JSON.stringify(rng.state())));
        const next = (from: Rng): number[] => [
          from.normal(),
          from.next(),
          from.int(9),
          from.studentT(3),
          from.fork('x').next(),
        ];
        expect(next(copy)).toEqual(next(rng));
      }),
    );
  });
  it('is a picture: drawing on does not change it', () => {
    const rng = createRng(1);
    const state = rng.state();
    const before = JSON.stringify(state);
    draw(rng, 5);
    expect(JSON.stringify(state)).toBe(before);
    expect(restoreRng(state).next()).toBe(createRng(1).next());
  });
  it('is refused if it is not whole, instead of starting anew', () => {
    const { alea, ...rest } = createRng(1).state();
    for (const bad of [
      {},
      null,
      rest,
      { ...rest, alea: {} },
      { ...rest, alea, spareNormal: 'x' },
      { alea, spareNormal: null },
    ]) {
      expect(() => restoreRng(bad as never)).toThrow(IntegrityError);
    }
  });
});

describe('fork', () => {
  it('is the stream of the longer key, whatever was drawn before', () => {
    const rng = createRng(1, 'a');
    draw(rng, 17);
    expect(rng.fork('b', 2).next()).toBe(createRng(1, 'a', 'b', 2).next());
  });
  it('does not advance its parent', () => {
    const rng = createRng(1, 'a');
    rng.fork('b').next();
    expect(rng.next()).toBe(createRng(1, 'a').next());
  });
});
