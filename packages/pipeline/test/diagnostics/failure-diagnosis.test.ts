import { createRng, ParameterError, type Rng } from '@quantblocks/core';
import { riskReturnRatio } from '@quantblocks/metrics';
import type { WalkForwardResult } from '@quantblocks/walk-forward';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { FailureCause, FailureCauseName, FailureEvidence } from '../../src/diagnostics/failure-cause.ts';
import { type FailureDiagnosisOptions, failureDiagnosis } from '../../src/diagnostics/failure-diagnosis.ts';

const draw = (rng: Rng, n: number, mean: number, deviation = 0.01): Float64Array =>
  Float64Array.from({ length: n }, () => mean + deviation * rng.normal());

/** Volatility that clusters, with a memory of some fifty bars; unit variance times `scale`. */
function clustered(rng: Rng, n: number, mean: number, scale = 0.01): Float64Array {
  let variance = 1;
  return Float64Array.from({ length: n }, () => {
    const shock = Math.sqrt(variance) * rng.normal();
    variance = 0.02 + 0.08 * shock * shock + 0.9 * variance;
    return mean + scale * shock;
  });
}

function closesOf(returns: Float64Array): Float64Array {
  let price = 100;
  return Float64Array.from([0, ...returns], (r) => {
    price *= Math.exp(r);
    return price;
  });
}

const causeOf = (
  evidence: FailureEvidence,
  name: FailureCauseName,
  options?: FailureDiagnosisOptions,
): FailureCause => {
  const found = failureDiagnosis(evidence, options).causes.find(({ cause }) => cause === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('overfitting', () => {
  const rng = createRng(1);
  const trials = Array.from({ length: 200 }, () => draw(rng, 1000, 0));
  const best = trials.reduce((top, trial) => (riskReturnRatio(trial) > riskReturnRatio(top) ? trial : top));
  const ledger = { counts: () => ({ trials: 200 }), series: () => ({ series: trials }) };

  it('is found where the best of 200 noise strategies was chosen, and pays its costs', () => {
    const cause = causeOf(
      { inSample: { returns: best }, outOfSample: { returns: draw(rng, 4000, -0.0005) }, ledger },
      'overfitting',
    );
    expect(cause.finding).toBe('found');
    expect(cause.details.map(({ name }) => name)).toEqual(['deflatedSharpe', 'probabilityOfBacktestOverfitting']);
    expect(cause.details.every(({ status }) => status === 'fail')).toBe(true);
    expect(cause.explanation).toContain('best of 200 trials without skill');
  });
  it('is not found where the edge is kept, or was never there', () => {
    const kept = { inSample: { returns: draw(rng, 1000, 0.001) }, outOfSample: { returns: draw(rng, 1000, 0.001) } };
    expect(causeOf(kept, 'overfitting').finding).toBe('not found');
    const never = { inSample: { returns: draw(rng, 1000, -0.001) }, outOfSample: { returns: draw(rng, 1000, -0.003) } };
    expect(causeOf(never, 'overfitting')).toMatchObject({ finding: 'not found', strength: 0, pValue: 1 });
  });
  it('is measured over folds where there are four, and then counts folds', () => {
    const fold = (promised: number, kept: number) => ({
      choice: { inSample: { returns: draw(rng, 400, promised) } },
      outOfSample: { returns: draw(rng, 200, kept) },
    });
    const broken = { folds: Array.from({ length: 8 }, () => fold(0.003, 0)) };
    const cause = causeOf({ walkForward: broken }, 'overfitting');
    expect([cause.finding, cause.n, cause.details[0].name]).toEqual(['found', 8, 'walkForwardVerdict']);
    const held = { folds: Array.from({ length: 8 }, () => fold(0.002, 0.0025)) };
    expect(causeOf({ walkForward: held }, 'overfitting').finding).toBe('not found');
    const short = { folds: broken.folds.slice(0, 3) };
    expect(causeOf({ walkForward: short }, 'overfitting').finding).toBe('insufficient');
    // A fold that chose nothing is no pair.
    const skipped = { folds: [...broken.folds, { choice: null, outOfSample: { returns: new Float64Array(200) } }] };
    expect(causeOf({ walkForward: skipped }, 'overfitting').n).toBe(8);
  });
  it('without returns on both sides shows what the ledger says, and finds nothing', () => {
    const cause = causeOf({ ledger }, 'overfitting');
    expect([cause.finding, cause.details.length]).toEqual(['insufficient', 2]);
  });
});

describe('regime shift', () => {
  const rng = createRng(2);
  const market = (mean: number, scale: number, n = 1600) => ({ closes: closesOf(clustered(rng, n, mean, scale)) });

  it('is found where the volatility doubles, in either direction', () => {
    const calm = market(0, 0.01);
    const wild = market(0, 0.025);
    expect(causeOf({ inSample: calm, outOfSample: wild }, 'regimeShift')).toMatchObject({ finding: 'found', n: 1600 });
    const back = causeOf({ inSample: wild, outOfSample: calm }, 'regimeShift');
    expect(back.finding).toBe('found');
    expect(back.statistic).toBeLessThan(Math.log(1 / 1.5));
  });
  it('is found where the trend turns', () => {
    const cause = causeOf({ inSample: market(0.003, 0.01), outOfSample: market(-0.003, 0.01) }, 'regimeShift');
    expect(cause.finding).toBe('found');
    expect(cause.explanation).toContain('trend turned');
  });
  it('does not take a change that is real but small for a cause', () => {
    const quiet = {
      inSample: { closes: closesOf(draw(rng, 8000, 0.001)) },
      outOfSample: { closes: closesOf(draw(rng, 8000, 0.001, 0.013)) },
    };
    expect(causeOf(quiet, 'regimeShift').finding).toBe('not found');
    expect(causeOf(quiet, 'regimeShift', { minVolatilityShift: 0.2 }).finding).toBe('found');
  });
  it('needs markets that move, and enough of them', () => {
    expect(causeOf({ inSample: market(0, 0.01, 159), outOfSample: market(0, 0.01) }, 'regimeShift').finding).toBe(
      'insufficient',
    );
    const flat = { closes: new Float64Array(300).fill(5) };
    expect(causeOf({ inSample: flat, outOfSample: flat }, 'regimeShift').finding).toBe('insufficient');
  });
});

describe('insufficient sample', () => {
  const rng = createRng(3);
  const promised = { returns: draw(rng, 4000, 0.001) };
  const positions = (n: number): Float64Array => draw(rng, n, 0.01);

  it('is found by the probability to miss what was promised', () => {
    // A ratio of 0.1 per bar over 100 bars is one standard error: the test at 5 % misses it in 74 % of cases; four over 1600 bars: in 1 %.
    const at = (n: number): FailureCause =>
      causeOf({ inSample: promised, outOfSample: { returns: draw(rng, n, 0) } }, 'insufficientSample');
    const few = at(100);
    expect(few.finding).toBe('found');
    expect(Math.abs(few.statistic - 0.74)).toBeLessThan(0.1);
    expect(few.details[0].name).toBe('minTrackRecordLength');
    expect(at(1600)).toMatchObject({ finding: 'not found' });
  });
  it('is found by the number of positions, which is enough to know', () => {
    const at = (n: number): FailureCause => causeOf({ outOfSample: { positions: positions(n) } }, 'insufficientSample');
    expect(at(20)).toMatchObject({ finding: 'found', strength: 0.6, n: 20 });
    expect(at(0)).toMatchObject({ finding: 'found', strength: 1 });
    expect(at(50)).toMatchObject({ finding: 'not found', strength: 0 });
    expect(causeOf({}, 'insufficientSample').finding).toBe('insufficient');
  });
});

describe('parameter instability', () => {
  const rng = createRng(4);
  const parameter = (name: string, units: readonly number[]) => {
    const centre = units.reduce((total, unit) => total + unit / units.length, 0);
    const spread = Math.sqrt(units.reduce((total, unit) => total + (unit - centre) ** 2 / units.length, 0));
    return { name, values: units, spread };
  };
  const choices = (pick: () => number, folds = 8) => ({
    folds: [],
    stability: ['tenkan', 'kijun', 'stopAtr'].map((name) => parameter(name, Array.from({ length: folds }, pick))),
  });

  it('is found where folds choose at random, and not where they agree', () => {
    expect(causeOf({ walkForward: choices(() => rng.next()) }, 'parameterInstability')).toMatchObject({
      finding: 'found',
      n: 8,
    });
    const near = causeOf({ walkForward: choices(() => 0.5 + 0.05 * rng.normal()) }, 'parameterInstability');
    expect([near.finding, near.strength]).toEqual(['not found', 0.001]);
    expect(near.details[0]).toMatchObject({ name: 'parameterStability', status: 'pass' });
  });
  it('needs four folds and parameters with an order', () => {
    const few = choices(() => rng.next(), 3);
    expect(causeOf({ walkForward: few }, 'parameterInstability').finding).toBe('insufficient');
    const words = { folds: [], stability: [{ name: 'mode', values: ['a', 'b', 'a', 'b'], spread: Number.NaN }] };
    expect(causeOf({ walkForward: words }, 'parameterInstability').finding).toBe('insufficient');
  });
});

describe('distribution shift', () => {
  const rng = createRng(5);
  it('is found where positions became worse, not where they became better', () => {
    const good = { positions: draw(rng, 150, 0.01, 0.02) };
    const bad = { positions: draw(rng, 80, -0.005, 0.02) };
    const worse = causeOf({ inSample: good, outOfSample: bad }, 'distributionShift');
    expect(worse.finding).toBe('found');
    expect(worse.pValue).toBeLessThan(0.01);
    expect(causeOf({ inSample: bad, outOfSample: good }, 'distributionShift')).toMatchObject({
      finding: 'not found',
      strength: 0,
    });
  });
  it('needs twenty positions on either side', () => {
    const evidence = { inSample: { positions: draw(rng, 19, 0) }, outOfSample: { positions: draw(rng, 100, 0) } };
    expect(causeOf(evidence, 'distributionShift')).toMatchObject({ finding: 'insufficient', n: 19 });
  });
});

describe('temporal decay', () => {
  const rng = createRng(6);
  const line = (from: number, to: number, n = 1500): Float64Array =>
    Float64Array.from({ length: n }, (_, t) => from + ((to - from) * t) / n + 0.01 * rng.normal());

  it('is found where an edge fades, and asks whether the asset is dead', () => {
    const { causes, actions } = failureDiagnosis({ outOfSample: { returns: line(0.004, -0.002) } });
    expect(causes[0]).toMatchObject({ cause: 'temporalDecay', finding: 'found' });
    expect(actions[0]).toMatchObject({ action: 'considerDead', because: 'temporalDecay' });
  });
  it('is not found where it grows, stays, or was never there', () => {
    const finding = (returns: Float64Array): unknown => causeOf({ outOfSample: { returns } }, 'temporalDecay').finding;
    expect([line(-0.002, 0.004), line(0.001, 0.001), line(-0.001, -0.006)].map(finding)).toEqual(
      Array(3).fill('not found'),
    );
  });
  it('finds in tiny returns what it finds in large ones', () => {
    const returns = line(0.004, -0.002);
    const { pValue } = causeOf({ outOfSample: { returns } }, 'temporalDecay');
    const tiny = causeOf({ outOfSample: { returns: returns.map((value) => 2 ** -60 * value) } }, 'temporalDecay');
    expect(tiny.pValue).toBe(pValue);
  });
  it('needs returns that vary, and sixty of them', () => {
    const finding = (returns: Float64Array): unknown => causeOf({ outOfSample: { returns } }, 'temporalDecay').finding;
    expect([draw(rng, 59, 0), new Float64Array(100)].map(finding)).toEqual(['insufficient', 'insufficient']);
  });
});

describe('failureDiagnosis', () => {
  it('measures nothing where nothing is given, and says so', () => {
    const { causes, actions, explanation } = failureDiagnosis({});
    expect(causes.map(({ finding }) => finding)).toEqual(Array(6).fill('insufficient'));
    expect([actions, explanation]).toEqual([[], 'Nothing could be measured.']);
  });
  it('finds hardly anything where nothing changed: six tests together stay near their level', () => {
    const rng = createRng(7);
    const runs = 60;
    let alarms = 0;
    for (let seed = 0; seed < runs; seed++) {
      const side = (n: number, positions: number) => ({
        returns: clustered(rng, n, 0.002),
        positions: draw(rng, positions, 0.01),
        closes: closesOf(clustered(rng, n, 0)),
      });
      const evidence = { inSample: side(2000, 150), outOfSample: side(1000, 70) };
      const { causes } = failureDiagnosis(evidence, { seed, resamples: 199, minVolatilityShift: 0 });
      if (causes.some(({ finding, pValue }) => finding === 'found' && !Number.isNaN(pValue))) alarms++;
    }
    // Three standard errors above 5 % of 60.
    expect(alarms).toBeLessThanOrEqual(8);
  });
  it('ranks what it found by strength, and asks for each action once', () => {
    const rng = createRng(8);
    const { causes, actions, explanation } = failureDiagnosis({
      inSample: {
        returns: draw(rng, 2000, 0.002),
        positions: draw(rng, 100, 0.01),
        closes: closesOf(draw(rng, 2000, 0.002)),
      },
      outOfSample: {
        returns: draw(rng, 2000, -0.001),
        positions: draw(rng, 100, -0.01),
        closes: closesOf(draw(rng, 2000, 0, 0.03)),
      },
    });
    const found = causes.filter(({ finding }) => finding === 'found');
    expect(found.map(({ cause }) => cause).sort()).toEqual(['distributionShift', 'overfitting', 'regimeShift']);
    expect(found.map(({ strength }) => strength)).toEqual(found.map(({ strength }) => strength).sort((a, b) => b - a));
    expect(new Set(actions.map(({ action }) => action)).size).toBe(actions.length);
    expect(actions.map(({ action }) => action)).toContain('considerDead');
    expect(explanation).toContain('Not measured: unstable parameters');
    expect(found.every(({ adjustedPValue, pValue }) => adjustedPValue >= pValue)).toBe(true);
  });
  it('gives the same for the same seed', () => {
    const rng = createRng(9);
    const evidence = { inSample: { positions: draw(rng, 60, 0) }, outOfSample: { positions: draw(rng, 60, -0.002) } };
    expect(failureDiagnosis(evidence, { seed: 'a' })).toEqual(failureDiagnosis(evidence, { seed: 'a' }));
    expect(causeOf(evidence, 'distributionShift', { seed: 'b' }).pValue).not.toBe(
      causeOf(evidence, 'distributionShift', { seed: 'a' }).pValue,
    );
  });
  it('takes a walk-forward as it is', () => {
    expectTypeOf<WalkForwardResult<unknown, { tenkan: number }>>().toExtend<
      NonNullable<FailureEvidence['walkForward']>
    >();
  });
  it('refuses what is no evidence', () => {
    const bad = (evidence: FailureEvidence, options?: FailureDiagnosisOptions) => () =>
      failureDiagnosis(evidence, options);
    expect(bad({ outOfSample: { returns: [0, Number.NaN] } })).toThrow('outOfSample.returns: expected finite numbers');
    expect(bad({ inSample: { closes: [1, 0] } })).toThrow('inSample.closes: expected prices above 0');
    expect(bad({ inSample: { positions: 'x' as never } })).toThrow(ParameterError);
    expect(bad({}, { alpha: 0.6 })).toThrow('alpha');
    expect(bad({}, { resamples: 5 })).toThrow('resamples');
    expect(bad({}, { minVolatilityShift: -1 })).toThrow('minVolatilityShift');
  });
});
