import { type Bars, createBars, createRng, ParameterError, type Verdict } from '@quantblocks/core';
import type { OrderPlan, StrategyDefinition } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import {
  bootstrapInterval,
  bootstrapMeanTest,
  bootstrapSharpe,
  concentration,
  costCurve,
  costStress,
  cpcvSharpe,
  deflatedSharpe,
  delayStress,
  drawdownDistribution,
  haircutSharpe,
  lookahead,
  maxSharpePValue,
  minBacktestLength,
  minTrackRecordLength,
  missedFillStress,
  modelConfidenceSet,
  noiseTest,
  plateau,
  probabilisticSharpe,
  probabilityOfBacktestOverfitting,
  realityCheck,
  regimeConditional,
  romanoWolf,
  sharpe,
  sharpeDifference,
  superiorPredictiveAbility,
  surrogateTest,
  timingTest,
  walkForwardVerdict,
  warmup,
} from '../src/index.ts';

type Options = Record<string, unknown>;
type Call<Input> = (input: Input, options?: Options) => Verdict | Promise<Verdict>;
type Series = ArrayLike<number>;

const BARS = 120;
const rng = createRng('hostile input');
const clean = Float64Array.from({ length: BARS }, () => 0.01 * rng.normal());
const trials = Array.from({ length: 12 }, () => sharpe(Float64Array.from(clean, () => 0.01 * rng.normal())));

/** Tests of one series of returns, by the name of their verdict. */
const ofSeries: Record<string, Call<Series>> = {
  bootstrapInterval: (x, options) => bootstrapInterval(x, (sample) => sample[0], options),
  bootstrapMeanTest,
  bootstrapSharpe,
  concentration: (x, options) => concentration(x, { top: 3, ...options }),
  deflatedSharpe: (x, options) => deflatedSharpe(x, { trials, ...options }),
  drawdownDistribution,
  haircutSharpe: (x, options) => haircutSharpe(x, { trials, ...options }),
  maxSharpePValue: (x, options) => maxSharpePValue(x, { trials: 10, ...options }),
  minBacktestLength: (x, options) => minBacktestLength(x, { trials: 10, ...options }),
  minTrackRecordLength,
  probabilisticSharpe,
  regimeConditional: (x, options) =>
    regimeConditional(
      x,
      Array.from({ length: x?.length ?? 0 }, (_, i) => i % 2),
      options,
    ),
  sharpeDifference: (x, options) =>
    sharpeDifference(
      x,
      Array.from({ length: x?.length ?? 0 }, (_, i) => (i * i) % 7),
      options,
    ),
  timingTest: (x, options) =>
    timingTest(
      Array.from({ length: x?.length ?? 0 }, (_, i) => (i * i) % 3),
      x,
      options,
    ),
  walkForwardVerdict: (x, options) =>
    walkForwardVerdict(
      Array.from({ length: 5 }, () => ({ inSample: x, outOfSample: x })),
      options,
    ),
};

/** Tests of several series. */
const ofMatrix: Record<string, Call<readonly Series[]>> = {
  cpcvSharpe,
  modelConfidenceSet,
  probabilityOfBacktestOverfitting: (rows, options) =>
    probabilityOfBacktestOverfitting(rows, { blocks: 4, ...options }),
  realityCheck,
  romanoWolf,
  superiorPredictiveAbility,
};

const strategy: StrategyDefinition<object> = {
  name: 'momentum',
  defaults: {},
  prepare: (bars) => ({ bars, plan: () => planOf(bars) }),
};

function planOf({ close }: Bars): OrderPlan {
  return { signal: Int8Array.from(close, (now, i) => (i > 0 ? Math.sign(now - close[i - 1]) : 0)) };
}

/** Tests that run something on bars. */
const ofBars: Record<string, Call<Bars>> = {
  costStress: (bars, options) => costStress(bars, planOf(bars), options),
  delayStress: (bars, options) => delayStress(bars, planOf(bars), options),
  lookahead: (bars, options) => lookahead(strategy, bars, options),
  missedFillStress: (bars, options) => missedFillStress(bars, planOf(bars), { repetitions: 5, ...options }),
  noiseTest: (bars, options) => noiseTest(({ close }) => close[close.length - 1], bars, { repetitions: 2, ...options }),
  surrogateTest: (bars, options) =>
    surrogateTest(({ close }) => close[close.length - 1], bars, { simulations: 19, ...options }),
  warmup: (bars, options) => warmup(strategy, bars, options),
};

/** Tests of what a function of the caller answers. */
const ofAnswer: Record<string, Call<unknown>> = {
  bootstrapInterval: (answer, options) =>
    bootstrapInterval(clean, () => answer as number, { resamples: 19, ...options }),
  costCurve: (answer, options) => costCurve(() => answer as number, { assumedBps: 5, ...options }),
  costStress: (answer, options) =>
    costStress(market(BARS), planOf(market(BARS)), { measure: () => answer as number, ...options }),
  delayStress: (answer, options) =>
    delayStress(market(BARS), planOf(market(BARS)), { measure: () => answer as number, ...options }),
  missedFillStress: (answer, options) =>
    missedFillStress(market(BARS), planOf(market(BARS)), {
      repetitions: 5,
      measure: () => answer as number,
      ...options,
    }),
  noiseTest: (answer, options) => noiseTest(() => answer as number, market(BARS), { repetitions: 2, ...options }),
  plateau: (answer, options) =>
    plateau(() => ({ score: answer as number }), [{ name: 'length', value: 20, low: 5, high: 50 }], {
      joint: 4,
      ...options,
    }),
  surrogateTest: (answer, options) =>
    surrogateTest(() => answer as number, market(BARS), { simulations: 19, ...options }),
};

function market(length: number): Bars {
  const close = Float64Array.from({ length }, (_, i) => 100 + 5 * Math.sin(i / 3) + (i % 5));
  return createBars({ timeframeMs: 1, time: close.map((_, i) => i), open: close, high: close, low: close, close });
}

/** The verdict, or the error of misuse; whatever else is thrown fails the test. */
async function outcomeOf(call: () => Verdict | Promise<Verdict>): Promise<Verdict | ParameterError> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ParameterError) return error;
    throw error;
  }
}

/** Methods without a p value. */
const withoutPValue =
  /^(minTrackRecordLength|minBacktestLength|drawdownDistribution|lookahead|warmup|noiseTest|plateau|cost|delay|missed)/;

function expectSound(outcome: Verdict | ParameterError, name: string): void {
  if (outcome instanceof ParameterError) return;
  expect(outcome.name).toBe(name);
  expect(['pass', 'fail', 'insufficient', 'undefined']).toContain(outcome.status);
  expect(outcome.explanation).not.toBe('');
  expect(outcome.explanation).not.toContain('undefined');
  if (outcome.status === 'pass') {
    expect(outcome.value).not.toBeNaN();
    expect(outcome.explanation).not.toContain('NaN');
    if (!withoutPValue.test(name)) expect(outcome.pValue).not.toBeNaN();
  }
  if (!Number.isNaN(outcome.pValue)) {
    expect(outcome.pValue).toBeGreaterThanOrEqual(0);
    expect(outcome.pValue).toBeLessThanOrEqual(1);
  }
}

const table = <Input>(calls: Record<string, Call<Input>>): [string, Call<Input>][] => Object.entries(calls);
/** Few draws, for those that draw. */
const few = { resamples: 99, simulations: 99, shifts: 99 };

const oddSeries: Record<string, Series> = {
  nothing: [],
  'one value': [0.01],
  'two values': [0.01, -0.01],
  'equal values': new Array<number>(BARS).fill(0.1),
  zeros: new Float64Array(BARS),
  'values up to rounding equal': Float64Array.from({ length: BARS }, (_, i) => 0.1 + (i % 2) * 1e-17),
  'the largest values': clean.map((value) => 1e59 * Math.sign(value)),
  'the smallest values': clean.map((value) => 1e-300 * value),
  'one wild value': clean.map((value, i) => (i === 50 ? 1e59 : value)),
  'two values in turn': Float64Array.from({ length: BARS }, (_, i) => (i % 2 === 0 ? 0.01 : -0.01)),
  'a single move': Float64Array.from({ length: BARS }, (_, i) => (i === 7 ? 0.01 : 0)),
  'total losses': new Array<number>(BARS).fill(-1),
};

const noSeries: Record<string, unknown> = {
  NaN: Float64Array.from(clean, (value, i) => (i === 5 ? Number.NaN : value)),
  Infinity: Float64Array.from(clean, (value, i) => (i === 5 ? Number.POSITIVE_INFINITY : value)),
  'powers that overflow': clean.map((value) => 1e302 * value),
  null: Array.from(clean, (value, i) => (i === 5 ? null : value)),
  text: 'x'.repeat(BARS),
  'numbers in quotes': Array.from(clean, String),
  bigints: new BigInt64Array(BARS),
  nothing: undefined,
  'a function': () => clean,
  'a number': 5,
};

describe('a test of one series', () => {
  for (const [name, call] of table(ofSeries)) {
    it.each(Object.entries(oddSeries))(`${name} says nothing wrong of %s`, async (_, series) => {
      expectSound(await outcomeOf(() => call(series, few)), name);
    });

    it.each(Object.entries(noSeries))(`${name} refuses %s`, async (_, series) => {
      expect(await outcomeOf(() => call(series as Series, few))).toBeInstanceOf(ParameterError);
    });

    it(`${name} neither changes nor keeps what it is given, in whatever array it comes`, async () => {
      const given = clean.slice();
      const first = await call(given, few);
      expect(given).toEqual(clean);
      const before = JSON.stringify(first);
      given.fill(9);
      expect(JSON.stringify(first)).toBe(before);
      expect(JSON.stringify(await call(Object.freeze(Array.from(clean)), few))).toBe(before);
      expect(JSON.stringify(await call({ ...Array.from(clean), length: BARS }, few))).toBe(before);
    });
  }
});

describe('a test of several series', () => {
  const matrix = Array.from({ length: 12 }, (_, k) => clean.map((value, i) => value * Math.cos(i * k)));

  for (const [name, call] of table(ofMatrix)) {
    it.each(Object.entries(oddSeries))(`${name} says nothing wrong of %s`, async (_, series) => {
      expectSound(await outcomeOf(() => call([series], few)), name);
      expectSound(await outcomeOf(() => call(new Array<Series>(12).fill(series), few)), name);
      if (series.length !== BARS) return;
      expectSound(await outcomeOf(() => call([series, ...matrix], few)), name);
    });

    it.each(Object.entries(noSeries))(`${name} refuses %s`, async (_, series) => {
      expect(await outcomeOf(() => call([...matrix, series as Series], few))).toBeInstanceOf(ParameterError);
      expect(await outcomeOf(() => call(series as Series[], few))).toBeInstanceOf(ParameterError);
    });

    it(`${name} refuses no series and series of unequal length`, async () => {
      expect(await outcomeOf(() => call([], few))).toBeInstanceOf(ParameterError);
      expect(await outcomeOf(() => call([clean, clean.subarray(1)], few))).toBeInstanceOf(ParameterError);
    });

    it(`${name} neither changes nor keeps what it is given`, async () => {
      const given = matrix.map((row) => row.slice());
      const first = await call(Object.freeze(given), few);
      expect(given).toEqual(matrix);
      const before = JSON.stringify(first);
      for (const row of given) row.fill(9);
      expect(JSON.stringify(first)).toBe(before);
    });
  }
});

describe('a test on bars', () => {
  for (const [name, call] of table(ofBars)) {
    it.each([1, 2, 3, 10, BARS])(`${name} says nothing wrong of %d bars`, async (length) => {
      expectSound(await outcomeOf(() => call(market(length))), name);
      // To look ahead, one decision and the bar after it are enough.
      if (length < 10 && name !== 'lookahead')
        expect(await outcomeOf(() => call(market(length)))).toMatchObject({ status: 'insufficient' });
    });

    it(`${name} says nothing wrong of a market that never moves`, async () => {
      const flat = new Float64Array(BARS).fill(100);
      const bars = createBars({ time: flat.map((_, i) => i), open: flat, high: flat, low: flat, close: flat });
      expectSound(await outcomeOf(() => call(bars)), name);
    });

    it(`${name} does not change the bars`, async () => {
      const bars = market(BARS);
      await call(bars);
      expect(bars).toEqual(market(BARS));
    });
  }

  it.each<[string, () => Verdict | Promise<Verdict>]>([
    ['lookahead', () => lookahead(strategy, undefined as never)],
    ['lookahead', () => lookahead(undefined as never, market(BARS))],
    ['warmup', () => warmup(strategy, [1, 2, 3] as never)],
    ['warmup', () => warmup({} as never, market(BARS))],
    ['noiseTest', () => noiseTest(() => 1, undefined as never)],
    ['noiseTest', () => noiseTest(undefined as never, market(BARS))],
    ['surrogateTest', () => surrogateTest(() => 1, {} as never)],
    ['surrogateTest', () => surrogateTest(1 as never, market(BARS))],
    ['costStress', () => costStress(undefined as never, planOf(market(BARS)))],
    ['delayStress', () => delayStress(undefined as never, planOf(market(BARS)))],
    ['missedFillStress', () => missedFillStress(undefined as never, planOf(market(BARS)))],
    ['plateau', () => plateau(() => ({ score: 1 }), undefined as never)],
    ['plateau', () => plateau(undefined as never, [])],
    ['costCurve', () => costCurve(undefined as never, { assumedBps: 5 })],
    ['costCurve', () => costCurve(() => 1, undefined as never)],
    ['walkForwardVerdict', () => walkForwardVerdict(undefined as never)],
    ['deflatedSharpe', () => deflatedSharpe(clean, undefined as never)],
    ['deflatedSharpe', () => deflatedSharpe(clean, { trials: {} as never })],
    ['deflatedSharpe', () => deflatedSharpe(clean, { trials: [undefined] as never })],
    ['haircutSharpe', () => haircutSharpe(clean, { trials: [{ perBar: 1 }] as never })],
    ['maxSharpePValue', () => maxSharpePValue(clean, { trials: '10' as never })],
    ['minBacktestLength', () => minBacktestLength(clean, { trials: Number.NaN })],
  ])('%s refuses an argument that is missing or of another kind', async (_, call) => {
    expect(await outcomeOf(call)).toBeInstanceOf(ParameterError);
  });

  it('refuses an estimate that went through JSON, where NaN became null', () => {
    const stored = JSON.parse(JSON.stringify(sharpe(clean)));
    expect(() => probabilisticSharpe(stored)).toThrow('input.periodsPerYear: expected a number, got null');
  });
});

describe('a function of the caller', () => {
  for (const [name, call] of table(ofAnswer)) {
    it.each([
      0,
      -1,
      1,
      1e300,
      -1e300,
      1e-300,
      Number.MAX_VALUE,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ])(`of ${name} may answer %d`, async (answer) => {
      const outcome = await outcomeOf(() => call(answer));
      expectSound(outcome, name);
      if (!Number.isFinite(answer)) expect(outcome).not.toMatchObject({ status: 'pass' });
    });

    it.each([undefined, null, '1', true, {}, 1n])(`of ${name} may not answer %s`, async (answer) => {
      expect(await outcomeOf(() => call(answer))).toBeInstanceOf(ParameterError);
    });
  }

  it.each(['bootstrapInterval', 'costCurve', 'noiseTest', 'plateau', 'surrogateTest'])(
    'throws through %s as it is',
    async (name) => {
      const fail = (): never => {
        throw new RangeError('mine');
      };
      const calls: Record<string, () => unknown> = {
        bootstrapInterval: () => bootstrapInterval(clean, fail),
        costCurve: () => costCurve(fail, { assumedBps: 5 }),
        noiseTest: () => noiseTest(fail, market(BARS)),
        plateau: () => plateau(fail, [{ name: 'length', value: 20, low: 5, high: 50 }]),
        surrogateTest: () => surrogateTest(fail, market(BARS)),
      };
      await expect((async () => calls[name]())()).rejects.toThrow(new RangeError('mine'));
    },
  );
});

describe('an option', () => {
  const matrix = Array.from({ length: 12 }, (_, k) => clean.map((value, i) => value * Math.cos(i * k)));
  const calls: Record<string, (options: Options) => Verdict | Promise<Verdict>> = {
    ...Object.fromEntries(table(ofSeries).map(([name, call]) => [name, (options: Options) => call(clean, options)])),
    ...Object.fromEntries(table(ofMatrix).map(([name, call]) => [name, (options: Options) => call(matrix, options)])),
    ...Object.fromEntries(
      table(ofBars).map(([name, call]) => [name, (options: Options) => call(market(BARS), options)]),
    ),
    plateau: (options) => ofAnswer.plateau(1, options),
    costCurve: (options) => ofAnswer.costCurve(1, options),
  };

  /** Which functions take an option. */
  const takes: Record<string, RegExp> = {
    alpha:
      /Sharpe|Length|Test$|Check|Wolf|Ability|Set$|Overfitting|Interval|Distribution|concentration|regime|walkForward/,
    resamples: /^(bootstrap|drawdown|realityCheck|romanoWolf|superior|modelConfidence|walkForward)/,
    simulations: /^(concentration|probabilityOf|surrogateTest)/,
    repetitions: /^(missedFillStress|noiseTest)$/,
    shifts: /^(timingTest|regimeConditional)$/,
    seed: /^(bootstrap|drawdown|realityCheck|romanoWolf|superior|modelConfidence|walkForward|concentration|probabilityOf|surrogate|missedFill|noiseTest|timingTest|regime|lookahead|plateau)/,
  };
  const noAlpha = /^(minBacktestLength|noiseTest)$/;
  const wrong: Record<string, readonly unknown[]> = {
    alpha: [0, 1, -0.1, Number.NaN, '0.05', null],
    resamples: [0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, '99'],
    simulations: [0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, '99'],
    repetitions: [0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, '99'],
    shifts: [0, -1, 1.5, 1e9, Number.NaN, Number.POSITIVE_INFINITY, '99'],
    seed: [Number.NaN, Number.POSITIVE_INFINITY, {}, null, true],
  };

  const cases = Object.entries(takes).flatMap(([option, pattern]) =>
    Object.keys(calls)
      .filter((name) => pattern.test(name) && !(option === 'alpha' && noAlpha.test(name)))
      .map((name) => [name, option] as const),
  );
  it.each(cases)('of %s that is out of range is refused by its name: %s', async (name, option) => {
    for (const value of wrong[option]) {
      const outcome = await outcomeOf(() => calls[name]({ [option]: value }));
      expect(outcome, String(value)).toBeInstanceOf(ParameterError);
      expect((outcome as ParameterError).parameter).toBe(option);
    }
  });
});
