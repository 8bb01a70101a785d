import { ParameterError } from '@quantblocks/core';
import { originalDiagnosis, type SuiteVerdict, suite } from '@quantblocks/validation-guards';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiagnosisFigures, diagnose, figuresOf, type GuardFinding } from '../../src/diagnostics/diagnose.ts';
import { guardsOfRow, guardsRow } from '../../src/diagnostics/guards-of-row.ts';
import { emptyRow } from '../../src/run-store/columns.ts';
import { formatCsv } from '../../src/run-store/csv.ts';
import { GUARDS_COLUMNS, SCAN_COLUMNS } from '../../src/run-store/tables.ts';

const GOOD: DiagnosisFigures = {
  outOfSampleSharpe: 1.8,
  inSampleSharpe: 2,
  walkForwardEfficiency: 0.9,
  maxDrawdown: -0.08,
  positions: 120,
};

const guard = (status: GuardFinding['status'], decides?: boolean): GuardFinding => ({
  ...{ name: 'costs', status, value: 0.1, explanation: 'The edge is gone at twice the costs.' },
  decides,
});

const statusOf = (change: Partial<DiagnosisFigures>, name: string): string | undefined =>
  diagnose({ ...GOOD, ...change }).checks.find(({ check }) => check === name)?.status;

describe('diagnose', () => {
  it.each([
    ['sharpe', 'outOfSampleSharpe', [1, 0.99, 0.5, 0.49]],
    ['walkForwardEfficiency', 'walkForwardEfficiency', [0.6, 0.59, 0.3, 0.29]],
    ['drawdown', 'maxDrawdown', [-0.1, -0.101, -0.15, -0.151]],
    ['positions', 'positions', [100, 99, 50, 49]],
    ['degradation', 'outOfSampleSharpe', [1.6, 1.59, 1.2, 1.19]],
  ] as const)(
    '%s passes, warns and fails at its thresholds, which belong to the better side',
    (name, field, values) => {
      expect(values.map((value) => statusOf({ [field]: value }, name))).toEqual(['pass', 'warn', 'warn', 'fail']);
    },
  );
  it('passes a good asset and recommends no other mode', () => {
    const { status, checks, recommended } = diagnose(GOOD);
    expect([status, checks.length, recommended.filterMode]).toEqual(['pass', 5, null]);
    expect(checks.every(({ advice }) => advice === '')).toBe(true);
  });
  it('never passes what is not known', () => {
    for (const field of Object.keys(GOOD)) {
      const { status, checks } = diagnose({ ...GOOD, [field]: Number.NaN });
      expect(status).toBe('insufficient');
      expect(checks.some((check) => check.status === 'insufficient')).toBe(true);
    }
    expect(diagnose({ ...GOOD, positions: Number.NaN, maxDrawdown: -0.5 }).status).toBe('fail');
  });
  it('warns overall only with two warnings', () => {
    expect(diagnose({ ...GOOD, positions: 60 }).status).toBe('pass');
    expect(diagnose({ ...GOOD, positions: 60, maxDrawdown: -0.12 }).status).toBe('warn');
  });
  it('asks for no degradation where one side lost', () => {
    expect(statusOf({ inSampleSharpe: -1 }, 'degradation')).toBeUndefined();
    expect(statusOf({ outOfSampleSharpe: 0 }, 'degradation')).toBeUndefined();
  });
  it('fails with a guard that decides, and is warned by one that does not', () => {
    expect(diagnose(GOOD, [guard('fail')]).status).toBe('fail');
    expect(diagnose(GOOD, [guard('fail', false)]).checks[5]).toMatchObject({ check: 'costs', status: 'warn' });
    expect(diagnose(GOOD, [guard('undefined')]).status).toBe('insufficient');
    expect(diagnose(GOOD, [guard('pass')]).status).toBe('pass');
  });
  it('shows advice that was not asked for as unknown, and passes without it', () => {
    const { status, checks } = diagnose(GOOD, [guard('insufficient', false), guard('undefined', false)]);
    expect([status, checks[5].status, checks[6].status]).toEqual(['pass', 'insufficient', 'insufficient']);
  });
  it('recommends CONSERVATIVE for a low efficiency, or for a degradation that is not alone', () => {
    const mode = (change: Partial<DiagnosisFigures>): unknown =>
      diagnose({ ...GOOD, ...change }).recommended.filterMode;
    expect(mode({ walkForwardEfficiency: 0.2 })).toBe('CONSERVATIVE');
    expect(mode({ outOfSampleSharpe: 1.1 })).toBe('MODERATE');
    expect(mode({ outOfSampleSharpe: 1.1, maxDrawdown: -0.2 })).toBe('CONSERVATIVE');
  });
  it('does not ask to search a length that it fixes', () => {
    const { recommended } = diagnose({
      ...GOOD,
      outOfSampleSharpe: 0.7,
      walkForwardEfficiency: 0.1,
      maxDrawdown: -0.14,
    });
    expect(recommended).toMatchObject({
      trials: 50,
      senkouB: 52,
      trySenkouB: false,
      discreteGrid: true,
      maxStopAtr: 3,
    });
  });
  it('agrees with the earlier system on what both have, where everything is known', () => {
    const figure = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const any = fc.record({
      outOfSampleSharpe: figure(-1, 3),
      inSampleSharpe: figure(-1, 3),
      walkForwardEfficiency: figure(-1, 2),
      maxDrawdown: figure(-0.3, 0),
      positions: fc.nat(200),
    });
    const check = (figures: DiagnosisFigures): void => {
      const { positions, ...rest } = figures;
      const earlier = originalDiagnosis({ ...rest, legs: positions });
      const ours = diagnose(figures);
      const byName = (checks: readonly { check: string; status: string }[]): unknown =>
        Object.fromEntries(
          checks.map(({ check: name, status }) => [name.replace('legs', 'positions'), status.toLowerCase()]),
        );
      expect(byName(ours.checks)).toEqual(byName(earlier.checks));
      expect(ours.status).toBe(earlier.overall.toLowerCase());
      const { trials, daysBack, excludeAsset, filterMode } = ours.recommended;
      expect([trials, daysBack, excludeAsset]).toEqual([
        earlier.recommended.trials,
        earlier.recommended.daysBack,
        earlier.recommended.excludeAsset,
      ]);
      expect(filterMode ?? 'MODERATE').toBe(earlier.recommended.filterMode);
    };
    // Two roundings of the same ratio may fall on both sides of a threshold of the degradation; none of these draws does.
    fc.assert(fc.property(any, check), { seed: 11, numRuns: 500 });
  });
  it('refuses what is no figure', () => {
    expect(() => diagnose({ ...GOOD, maxDrawdown: 0.1 })).toThrow(ParameterError);
    expect(() => diagnose({ ...GOOD, positions: -1 })).toThrow('positions');
    expect(() => diagnose({ ...GOOD, positions: null as never })).toThrow('positions');
    expect(() => diagnose(undefined as never)).toThrow(ParameterError);
  });
  it('reads a row of the scan, in which an empty cell is not known', () => {
    const row = { ...emptyRow(SCAN_COLUMNS), oos_sharpe: 1.8, is_sharpe: 2, wfe_pardo: 0.9, oos_max_dd: -0.08 };
    expect(diagnose(figuresOf(row)).status).toBe('insufficient');
    expect(diagnose(figuresOf({ ...row, oos_trades: 120 })).status).toBe('pass');
  });
});

describe('guardsOfRow', () => {
  const row = { ...emptyRow(GUARDS_COLUMNS), asset: 'BTC' };
  it('finds no guard in an empty row', () => {
    expect(guardsOfRow(row)).toEqual([]);
  });
  it('lets the earlier marks decide where our suite was not run', () => {
    const earlier = { ...row, guard002_pass: true, guard002_variance_pct: 12.5, guard_wfe: 0.2, guard_wfe_pass: false };
    expect(guardsOfRow(earlier).map(({ name, status, decides }) => [name, status, decides])).toEqual([
      ['sensitivity', 'pass', true],
      ['walkForwardEarlier', 'fail', true],
    ]);
    expect(guardsOfRow({ ...earlier, suite_status: 'fail' }).every(({ decides }) => decides === false)).toBe(true);
  });
  it('reads the lines of our suite, of which evidence and conditions decide', () => {
    const suite = {
      ...row,
      suite_status: 'fail',
      selection_status: 'fail',
      selection_p_value: 0.3,
      regimes_status: 'fail',
    };
    expect(guardsOfRow(suite)).toEqual([
      { name: 'selection', status: 'fail', value: 0.3, explanation: 'It ended with fail, p = 0.3.', decides: true },
      { name: 'regimes', status: 'fail', value: Number.NaN, explanation: 'It ended with fail.', decides: false },
    ]);
  });
});

describe('guardsRow', () => {
  it('has a column for the status of every line of the suite, and fits the table', async () => {
    const verdict = await suite(null, { returns: [] });
    const row = guardsRow('BTC', verdict);
    expect(
      guardsOfRow(row)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(verdict.lines.map(({ line }) => line).sort());
    expect(() => formatCsv(GUARDS_COLUMNS, [row])).not.toThrow();
    expect([row.suite_status, row.all_pass, row.selection_p_value]).toEqual(['insufficient', null, Number.NaN]);
    expect(guardsRow('BTC', { ...verdict, status: 'pass' }).all_pass).toBe(true);
    expect(guardsRow('BTC', { ...verdict, status: 'fail' }).all_pass).toBe(false);
  });
  it('decides by the same lines as the suite', async () => {
    const verdict: SuiteVerdict = await suite(null, { returns: [] });
    const decides = (guards: readonly GuardFinding[]): string[] =>
      guards
        .filter((line) => line.decides)
        .map(({ name }) => name)
        .sort();
    const direct = verdict.lines.map((line) => ({ ...line, name: line.line }));
    expect(decides(guardsOfRow(guardsRow('BTC', verdict)))).toEqual(decides(direct));
    expect(diagnose(GOOD, verdict.lines).status).toBe('insufficient');
  });
});
