import { describe, expect, it } from 'vitest';
import { emptyRow } from '../../src/run-store/columns.ts';
import { differences } from '../../src/run-store/differences.ts';
import { assetFileName, type Run } from '../../src/run-store/run.ts';
import { GUARDS_COLUMNS, SCAN_COLUMNS, type ScanRow } from '../../src/run-store/tables.ts';
import { NEW_RUN, scratchStore } from './scratch.ts';

const scanRow = (asset: string, status: string, sharpe: number): ScanRow => ({
  ...emptyRow(SCAN_COLUMNS),
  ...{ asset, status, oos_sharpe: sharpe },
});

function twoRuns(): { store: ReturnType<typeof scratchStore>; a: Run; b: Run } {
  const store = scratchStore();
  const a = store.create(NEW_RUN);
  const b = store.create({
    ...NEW_RUN,
    seeds: [8],
    config: { trials: 300, costs: { feeBps: 4, slippageBps: 2 }, tolerance: Number.NaN },
  });
  return { store, a, b };
}

describe('differences', () => {
  it('names leaves by path; NaN equals NaN, 0 is not -0, a list is no object', () => {
    const a = { x: Number.NaN, y: [1, 2], z: { constructor: 1 }, w: 0, v: [] };
    const b = { x: Number.NaN, y: [1, 3, 4], z: {}, w: -0, v: {} };
    expect(differences(a, b)).toEqual([
      { path: 'y.1', a: 2, b: 3 },
      { path: 'y.2', a: undefined, b: 4 },
      { path: 'z.constructor', a: 1, b: undefined },
      { path: 'w', a: 0, b: -0 },
      { path: 'v', a: [], b: {} },
    ]);
    expect(differences(1, 2)).toEqual([{ path: '', a: 1, b: 2 }]);
  });
});

describe('compare', () => {
  it('lists what differs in configuration, inputs, scans, verdicts and parameters', () => {
    const { store, a, b } = twoRuns();
    a.writeTable('scan.csv', SCAN_COLUMNS, [scanRow('BTC', 'FAIL', 0.5), scanRow('ETH/USDT', 'PASS', 1.5)]);
    b.writeTable('scan.csv', SCAN_COLUMNS, [scanRow('BTC', 'PASS', 1.1), scanRow('SOL', 'FAIL', 0)]);
    const guards = { ...emptyRow(GUARDS_COLUMNS), asset: 'BTC' };
    a.writeTable('guards.csv', GUARDS_COLUMNS, [{ ...guards, guard001_pass: false, suite_status: 'fail' }]);
    b.writeTable('guards.csv', GUARDS_COLUMNS, [{ ...guards, guard001_pass: null, suite_status: 'insufficient' }]);
    const file = `params/${assetFileName('ETH/USDT')}.json`;
    a.writeJson(file, { params: { ichimoku: { tenkan: 9 } } });
    b.writeJson(file, { params: { ichimoku: { tenkan: 13 } } });
    const result = store.compare(a.id, b.id);
    expect([result.a, result.b, result.problems]).toEqual([a.id, b.id, []]);
    expect(result.config).toEqual([
      { path: 'trials', a: 200, b: 300 },
      { path: 'costs.slippageBps', a: undefined, b: 2 },
    ]);
    expect(result.inputs).toEqual([{ path: 'seeds.0', a: 7, b: 8 }]);
    expect(result.scan.map(({ asset, a: left, b: right }) => [asset, left?.oos_sharpe, right?.oos_sharpe])).toEqual([
      ['BTC', 0.5, 1.1],
      ['ETH/USDT', 1.5, undefined],
      ['SOL', undefined, 0],
    ]);
    expect(result.scan[0].differences.map(({ path }) => path)).toEqual(['status', 'oos_sharpe']);
    expect(result.verdicts).toContainEqual({ asset: 'BTC', path: 'status', a: 'FAIL', b: 'PASS' });
    expect(result.verdicts).toContainEqual({ asset: 'BTC', path: 'guard001_pass', a: false, b: null });
    expect(result.verdicts).toContainEqual({ asset: 'ETH/USDT', path: 'status', a: 'PASS', b: undefined });
    expect(result.parameters).toEqual([{ asset: 'ETH/USDT', path: 'params.ichimoku.tenkan', a: 9, b: 13 }]);
  });
  it('finds nothing between a run and itself', () => {
    const { store, a } = twoRuns();
    a.writeTable('scan.csv', SCAN_COLUMNS, [scanRow('BTC', 'FAIL', Number.NaN)]);
    const { config, inputs, scan, verdicts, parameters } = store.compare(a.id, a.id);
    expect([config, inputs, scan[0].differences, verdicts, parameters]).toEqual([[], [], [], [], []]);
  });
  it('reports a damaged table and goes on', () => {
    const { store, a, b } = twoRuns();
    a.writeText('scan.csv', 'asset\nBTC\n');
    b.writeTable('scan.csv', SCAN_COLUMNS, [scanRow('BTC', 'PASS', 1)]);
    const { problems, scan } = store.compare(a.id, b.id);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('scan.csv, row 1');
    expect(scan[0].a).toBeNull();
  });
});
