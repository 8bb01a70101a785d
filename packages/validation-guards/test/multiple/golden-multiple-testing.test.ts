import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { bootstrapVariance } from '../../src/bootstrap/bootstrap-variance.ts';
import { modelConfidenceSet } from '../../src/multiple/model-confidence-set.ts';
import { realityCheck } from '../../src/multiple/reality-check.ts';
import { romanoWolf } from '../../src/multiple/romano-wolf.ts';
import { superiorPredictiveAbility } from '../../src/multiple/superior-predictive-ability.ts';
import { deviationsOf } from './series.ts';

const TOPIC = 'multiple_testing.json';
// The stored omegas are sums over all lags; ours are recursions. Both are good to some 1e-14.
const tolerance = { rtol: 1e-10 };

interface SpaRow {
  readonly omega: readonly number[];
  readonly stat: number;
  readonly p_lower: number;
  readonly p_consistent: number;
  readonly p_upper: number;
}

interface CheckRow {
  readonly stat: number;
  readonly p_plus1: number;
}

interface StepRow {
  readonly z: readonly number[];
  readonly p_adj: readonly number[];
  readonly reject_stepm_alpha05: readonly boolean[];
}

interface SetRow {
  readonly pvalues: readonly number[];
  readonly elimination_order: readonly number[];
}

interface Case {
  readonly d: readonly (readonly number[])[];
  readonly block: number;
  readonly indices: readonly (readonly number[])[];
  readonly spa: SpaRow;
  readonly spa_unstudentised: SpaRow;
  readonly reality_check: CheckRow;
  readonly romano_wolf: StepRow;
  readonly mcs_R: SetRow;
  readonly mcs_max: SetRow;
}

interface RandomCase {
  readonly d: readonly (readonly number[])[];
  readonly block: number;
  readonly own_spa_4000: SpaRow;
  readonly own_rc_4000: CheckRow;
  readonly own_rw: StepRow;
  readonly own_mcs_R: SetRow;
  readonly own_mcs_max: SetRow;
  readonly arch_mcs_R: readonly number[];
  readonly arch_mcs_max: readonly number[];
}

describeGolden('validation/sets', { accept: ({ path }) => existsSync(join(path, TOPIC)) }, ({ path }) => {
  const { cases, mc_cases } = readJson<{ cases: readonly Case[]; mc_cases: readonly RandomCase[] }>(join(path, TOPIC));
  expect(cases.length).toBeGreaterThan(0);
  expect(mc_cases.length).toBeGreaterThan(0);
  for (const stored of cases) matchStored(stored);
  for (const random of mc_cases) matchRandom(random);
});

function matchStored(stored: Case): void {
  const series = columnsOf(stored.d);
  const options = { blockLength: stored.block, indices: stored.indices, smallSample: false };
  const resamples = stored.indices.length;
  // The stored shares do not count the sample as a resample.
  const withSample = (share: number): number => (1 + share * resamples) / (1 + resamples);

  for (const [row, studentised] of [
    [stored.spa, true],
    [stored.spa_unstudentised, false],
  ] as const) {
    const spa = superiorPredictiveAbility(series, { ...options, studentised });
    expectClose(spa.value, row.stat, tolerance);
    expectClose(spa.lowerPValue, withSample(row.p_lower), tolerance);
    expectClose(spa.pValue, withSample(row.p_consistent), tolerance);
    expectClose(spa.upperPValue, withSample(row.p_upper), tolerance);
    expectClose(errorsOf(series, stored.block), row.omega, tolerance);
  }

  const check = realityCheck(series, options);
  expectClose(check.value, stored.reality_check.stat, tolerance);
  expectClose(check.pValue, stored.reality_check.p_plus1, tolerance);

  const steps = romanoWolf(series, options);
  expectClose(steps.statistics, stored.romano_wolf.z, tolerance);
  expectClose(steps.adjustedPValues, stored.romano_wolf.p_adj, tolerance);
  expect(steps.rejectedByStepM).toEqual(stored.romano_wolf.reject_stepm_alpha05);

  for (const [row, statistic] of [
    [stored.mcs_R, 'range'],
    [stored.mcs_max, 'max'],
  ] as const) {
    const set = modelConfidenceSet(lossesOf(series), { ...options, statistic });
    expectClose(set.pValues, row.pvalues.map(withSample), tolerance);
    expect(set.eliminationOrder).toEqual(row.elimination_order);
  }
}

function matchRandom(random: RandomCase): void {
  const series = columnsOf(random.d);
  const options = { blockLength: random.block, resamples: 4000, smallSample: false };
  const spa = superiorPredictiveAbility(series, options);
  expectClose(spa.value, random.own_spa_4000.stat, tolerance);
  expectClose(errorsOf(series, random.block), random.own_spa_4000.omega, tolerance);
  expectSimilar(spa.lowerPValue, random.own_spa_4000.p_lower);
  expectSimilar(spa.pValue, random.own_spa_4000.p_consistent);
  expectSimilar(spa.upperPValue, random.own_spa_4000.p_upper);
  expectSimilar(realityCheck(series, options).pValue, random.own_rc_4000.p_plus1);
  const steps = romanoWolf(series, options);
  expectClose(steps.statistics, random.own_rw.z, tolerance);
  for (const [k, p] of random.own_rw.p_adj.entries()) expectSimilar(steps.adjustedPValues[k], p);
  for (const [rows, statistic] of [
    [[random.own_mcs_R.pvalues, random.arch_mcs_R], 'range'],
    [[random.own_mcs_max.pvalues, random.arch_mcs_max], 'max'],
  ] as const) {
    const { pValues } = modelConfidenceSet(lossesOf(series), { ...options, statistic });
    for (const row of rows) for (const [k, p] of row.entries()) expectSimilar(pValues[k], p, 2000);
  }
}

/** The rule that comes with the reference: four standard errors of the difference, and some for rounding. */
function expectSimilar(pValue: number, reference: number, resamples = 4000): void {
  const error = Math.sqrt(reference * (1 - reference) * (1 / 4000 + 1 / resamples));
  expectClose(pValue, reference, { rtol: 0, atol: 4 * error + 0.005, label: 'p value' });
}

function errorsOf(series: readonly Float64Array[], blockLength: number): number[] {
  return series.map((row) => Math.sqrt(bootstrapVariance(deviationsOf(row), blockLength)));
}

function columnsOf(rows: readonly (readonly number[])[]): Float64Array[] {
  return rows[0].map((_, column) => Float64Array.from(rows, (row) => row[column]));
}

function lossesOf(series: readonly Float64Array[]): Float64Array[] {
  return series.map((row) => row.map((value) => -value));
}
