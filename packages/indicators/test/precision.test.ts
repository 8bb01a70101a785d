import { describe, expect, it } from 'vitest';
import { indicator, registry } from '../src/registry.ts';
import { type TestBars, walk } from './bars.ts';
import { add, divide, multiply, subtract, sumOf, type Wide, wide } from './double-double.ts';

const BARS = 1_000_000;
const TOLERANCE = 1e-12;
const bars = walk(BARS, 77);
const { high, low, close, volume } = bars;
const LAST = [BARS - 1, BARS - 500, BARS - 513];

/** The last `length` bars. */
function tail(length: number): TestBars {
  return Object.fromEntries(Object.entries(bars).map(([name, column]) => [name, column.slice(BARS - length)])) as never;
}

describe('after a million bars', () => {
  for (const entry of registry) {
    if (entry.anchored !== 'none') continue;
    it(`${entry.id} has not drifted from one that has just begun`, () => {
      const length = Math.min(entry.converge({}, 17) + 600, BARS);
      const whole = entry.compute(bars);
      for (const [name, fresh] of Object.entries(entry.compute(tail(length)))) {
        const scale = Math.max(...Array.from(fresh.slice(-600)).filter(Number.isFinite).map(Math.abs), 1e-300);
        for (let i = 1; i <= 500; i++) {
          const expected = fresh[length - i];
          const error = Math.abs(whole[name][BARS - i] - expected) / scale;
          if (!(error <= TOLERANCE)) {
            expect.fail(`${name}, ${i} bars before the end: ${whole[name][BARS - i]}, begun late ${expected}`);
          }
        }
      }
    });
  }
});

/** Exact sums over a window that ends at bar `i`. */
const windowOf = (x: ArrayLike<number>, i: number, period: number): Wide[] =>
  Array.from({ length: period }, (_, k) => wide(x[i - period + 1 + k]));
const over = (value: Wide, n: number): Wide => divide(value, wide(n));

/** Wilder's or an exponential average of a whole series in double-double, at the given bars. */
function recursive(x: (i: number) => Wide, from: number, alpha: Wide, period: number): (i: number) => Wide {
  const kept = new Map<number, Wide>();
  const beta = subtract(wide(1), alpha);
  let y = over(sumOf(Array.from({ length: period }, (_, k) => x(from + k))), period);
  for (let i = from + period; i < BARS; i++) {
    y = add(multiply(beta, y), multiply(alpha, x(i)));
    if (LAST.includes(i)) kept.set(i, y);
  }
  return (i) => kept.get(i) as Wide;
}

/** A sum since the first bar in double-double, at the given bars. */
function running(x: (i: number) => Wide): (i: number) => Wide {
  const kept = new Map<number, Wide>();
  let sum = wide(0);
  for (let i = 0; i < BARS; i++) {
    sum = add(sum, x(i));
    if (LAST.includes(i)) kept.set(i, sum);
  }
  return (i) => kept.get(i) as Wide;
}

const change = (i: number): Wide => subtract(wide(close[i]), wide(close[i - 1]));
const magnitude = (value: Wide): Wide => (value.hi < 0 ? subtract(wide(0), value) : value);
const range = (i: number): Wide => {
  const top = Math.max(high[i], i > 0 ? close[i - 1] : high[i]);
  return subtract(wide(top), wide(Math.min(low[i], i > 0 ? close[i - 1] : low[i])));
};
const mean = (x: ArrayLike<number>, i: number, n: number): Wide => over(sumOf(windowOf(x, i, n)), n);
const deviations = (x: ArrayLike<number>, i: number, n: number): Wide[] => {
  const centre = mean(x, i, n);
  return windowOf(x, i, n).map((value) => subtract(value, centre));
};
const flow = (i: number): Wide => {
  const span = subtract(wide(high[i]), wide(low[i]));
  if (span.hi === 0) return wide(0);
  const position = subtract(subtract(wide(close[i]), wide(low[i])), subtract(wide(high[i]), wide(close[i])));
  return multiply(divide(position, span), wide(volume[i]));
};

/** The value in double-double arithmetic at a bar; defaults of the function. */
const references: Readonly<Record<string, () => (i: number) => Wide>> = {
  sma: () => (i) => mean(close, i, 20),
  wma: () => (i) => over(sumOf(windowOf(close, i, 20).map((x, k) => multiply(x, wide(k + 1)))), 210),
  ema: () => recursive((i) => wide(close[i]), 0, over(wide(2), 21), 20),
  rma: () => recursive((i) => wide(close[i]), 0, over(wide(1), 14), 14),
  atr: () => recursive(range, 0, over(wide(1), 14), 14),
  rsi: () => {
    const net = recursive(change, 1, over(wide(1), 14), 14);
    const path = recursive((i) => magnitude(change(i)), 1, over(wide(1), 14), 14);
    return (i) => multiply(wide(50), add(wide(1), divide(net(i), path(i))));
  },
  rollingVariance: () => (i) => over(sumOf(deviations(close, i, 20).map((d) => multiply(d, d))), 20),
  linearRegression: () => (i) => {
    const x = windowOf(close, i, 20);
    const slope = divide(sumOf(x.map((value, k) => multiply(value, wide(k - 9.5)))), wide(665));
    return add(mean(close, i, 20), multiply(slope, wide(9.5)));
  },
  obv: () => running((i) => wide(i === 0 ? 0 : Math.sign(close[i] - close[i - 1]) * volume[i])),
  accumulationDistribution: () => running(flow),
};

describe('against double-double arithmetic, after a million bars', () => {
  for (const [id, reference] of Object.entries(references)) {
    it(`${id} is right to twelve digits`, () => {
      const [actual] = Object.values(indicator(id).compute(bars));
      const exact = reference();
      for (const i of LAST) {
        const { hi } = exact(i);
        expect(Math.abs(actual[i] - hi) / Math.abs(hi), `bar ${i}: ${actual[i]}, exactly ${hi}`).toBeLessThanOrEqual(
          TOLERANCE,
        );
      }
    });
  }
});

describe('a spike of 1e15 is gone with the window', () => {
  const calm = walk(700, 31);
  const spiked = structuredClone(calm);
  for (const name of ['open', 'high', 'low', 'close'] as const) spiked[name][300] = 1e15;
  for (const entry of registry) {
    if (!entry.windowed() || entry.anchored !== 'none') continue;
    it(entry.id, () => {
      const expected = entry.compute(calm);
      for (const [name, column] of Object.entries(entry.compute(spiked))) {
        const from = 300 + entry.first()[name] + 2;
        const scale = Math.max(...Array.from(expected[name].slice(from)).map(Math.abs), 1e-300);
        for (let i = from; i < 700; i++) {
          const error = Math.abs(column[i] - expected[name][i]) / scale;
          if (!(error <= 1e-9)) expect.fail(`${name} at ${i}: ${column[i]}, without the spike ${expected[name][i]}`);
        }
      }
    });
  }
});

describe('a market that stands still has a spread of exactly zero', () => {
  const flat = new Float64Array(BARS).fill(0.1);
  const late = walk(3000, 5).close;
  late.fill(late[1500], 1500);
  it.each(['rollingVariance', 'rollingStandardDeviation', 'bollingerBandwidth', 'zScore', 'closeToCloseVolatility'])(
    '%s, for a million bars or after a walk',
    (id) => {
      const { value } = indicator(id).compute({ close: flat });
      expect(value.subarray(20).every((spread) => spread === 0)).toBe(true);
      expect(
        indicator(id)
          .compute({ close: late })
          .value.subarray(1521)
          .every((spread) => spread === 0),
      ).toBe(true);
    },
  );
});
