import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { importLegacyRun } from '../../src/legacy/import-legacy-run.ts';

/** A folder of the earlier system with these files. */
function legacyFolder(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'legacy-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const folder = join(root, 'run_20260120_101500');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const SCAN = [
  'asset,status,exchange,timeframe,start_date,end_date,total_bars,seed,fail_reason,sl_mult,tp1_mult,tp2_mult,tp3_mult,tenkan,kijun,tenkan_5,kijun_5,displacement,is_sharpe,is_return,is_trades,val_sharpe,val_return,val_trades,oos_sharpe,oos_return,oos_trades,oos_max_dd,oos_pf,wfe_pardo,return_efficiency,degradation_pct,mc_p,error',
  'BTC,PASS,binance,1H,2024-01-21,2026-01-20,17321,42,,4.25,4.5,8.0,9.0,10,20,13,29,52,2.67,55.5,301,1.2,10,99,1.9,12.5,98,-6.5,1.4,0.71,0.3,28.8,0.01,',
  'ETH,FAIL (OVERFIT),binance,1H,2024-01-21,2026-01-20,17321,42,"WFE < 0.6, DD",3,2,6,10,9,26,9,26,52,2,10,200,1,1,80,nan,,inf,-22,(1e-4+3.8e-5j),0.2,0.1,80,0.5,boom',
  '',
].join('\n');

const GUARDS =
  'asset,base_sharpe,guard001_p_value,guard001_pass,guard002_variance_pct,guard002_pass,all_guards_pass,error\nBTC,1.98,0.0066,True,12.5,1,True,\nETH,0.5,0.2,False,,maybe,False,timeout\n';

const FULL = {
  'manifest.json':
    '{"run_id":"run_20260120_101500","timestamp":"2026-01-20T10:15:00","description":"prod","assets":["BTC","ETH"],"metadata":{"wfe":NaN}}',
  'scan.csv': SCAN,
  'guards.csv': GUARDS,
  'params/BTC.json':
    '{"params":{"sl_mult":4.25,"tp1_mult":4.5,"tp2_mult":8,"tp3_mult":9,"ichimoku":{"tenkan":10,"kijun":20,"displacement":52},"five_in_one":{"tenkan_5":13,"kijun_5":29}},"backtest":{"fees_bps":5}}',
  'params/ETH.json':
    '{"sl_mult":3,"tp1_mult":4.75,"tp2_mult":3,"tp3_mult":4.5,"tenkan":9,"kijun":26,"tenkan_5":9,"kijun_5":26,"displacement":26}',
  'params/SOL.json': '{"params":{"sl_mult":"three"}}',
  'params/notes.txt': 'not a parameter file',
  'pine_plan.csv':
    'asset,mode,sl_mult,tp1_mult,tp2_mult,tp3_mult,tenkan,kijun,tenkan_5,kijun_5\nBTC,BASELINE,4.25,4.5,8,9,10,20,13,29\n',
};

describe('importLegacyRun', () => {
  const warningsOf = (folder: string): string[] =>
    importLegacyRun(folder).warnings.map(({ file, line, message }) => `${file}:${line}: ${message}`);

  it('reads the scan in our vocabulary and units', () => {
    const { id, createdAt, description, assets, scan } = importLegacyRun(legacyFolder(FULL));
    expect([id, createdAt, description, assets]).toEqual([
      'run_20260120_101500',
      '2026-01-20T10:15:00',
      'prod',
      ['BTC', 'ETH'],
    ]);
    expect(scan[0]).toMatchObject({
      asset: 'BTC',
      status: 'PASS',
      oos_sharpe: 1.9,
      oos_return: 0.125,
      oos_max_dd: -0.065,
      oos_legs: 98,
      oos_trades: Number.NaN,
      degradation_pct: 28.8,
      wfe_pardo: 0.71,
      displacement: 52,
    });
    expect(scan[1]).toMatchObject({
      status: 'FAIL',
      fail_reason: 'WFE < 0.6, DD',
      oos_sharpe: Number.NaN,
      oos_legs: Number.POSITIVE_INFINITY,
      oos_pf: Number.NaN,
      error: 'boom',
    });
  });
  it('takes returns as fractions if told so', () => {
    expect(importLegacyRun(legacyFolder(FULL), { returns: 'fraction' }).scan[0].oos_max_dd).toBe(-6.5);
    expect(() => importLegacyRun(legacyFolder(FULL), { returns: 'bps' as never })).toThrow(ParameterError);
  });
  it('reads guards; what was not run or cannot be read is not known, never passed', () => {
    const { guards } = importLegacyRun(legacyFolder(FULL));
    expect(
      guards.map(({ all_pass, guard001_pass, guard002_pass, guard003_pass }) => [
        all_pass,
        guard001_pass,
        guard002_pass,
        guard003_pass,
      ]),
    ).toEqual([
      [true, true, true, null],
      [false, false, null, null],
    ]);
    expect(guards[1].suite_status).toBe('');
  });
  it('reads parameters in nested and flat files, and plans', () => {
    const { params, plans } = importLegacyRun(legacyFolder(FULL));
    expect([...params.keys()]).toEqual(['BTC', 'ETH']);
    expect(params.get('BTC')?.params).toMatchObject({
      stopAtr: 4.25,
      ichimoku: { tenkan: 10, kijun: 20, senkouB: 52 },
    });
    expect(params.get('ETH')?.params).toMatchObject({
      targetAtr: [4.75, 3, 4.5],
      ichimoku: { senkouB: 26 },
      fiveInOne: { ichimoku: { tenkan: 9, senkouB: 26 } },
    });
    expect(plans.get('pine_plan.csv')?.[0]).toMatchObject({ asset: 'BTC', mode: 'BASELINE', kijun_5: 29 });
  });
  it('reports what does not fit, with file and line', () => {
    const warnings = warningsOf(legacyFolder(FULL));
    const some = (text: string): unknown => expect.stringContaining(text);
    expect(warnings).toContainEqual(some('scan.csv:3: oos_pf: "(1e-4+3.8e-5j)" is no number'));
    expect(warnings).toContainEqual(some('scan.csv:0: its trades are legs'));
    expect(warnings).toContainEqual(some('guards.csv:3: guard002_pass: "maybe"'));
    expect(warnings).toContainEqual(
      some('guards.csv:1: columns that are missing stay empty: guard003_sharpe_ci_lower'),
    );
    expect(warnings).toContainEqual(some('params/ETH.json:0: the targets 4.75 / 3 / 4.5 do not rise'));
    expect(warnings).toContainEqual(expect.stringMatching(/^params\/SOL\.json:0: .*params\.sl_mult/));
  });
  it('reads the other names of columns: wfe, SUCCESS, and both when both are there', () => {
    const scan = 'asset,status,wfe,wfe_pardo,colour\nBTC,SUCCESS,,0.7,red\nETH,WEIRD,0.5,0.9,\n';
    const run = importLegacyRun(legacyFolder({ 'scan.csv': scan }));
    expect(run.scan.map(({ status, wfe_pardo }) => [status, wfe_pardo])).toEqual([
      ['PASS', 0.7],
      ['', 0.5],
    ]);
    const messages = run.warnings.map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringContaining('left out: colour'));
    expect(messages).toContainEqual(expect.stringContaining('wfe_pardo is there twice'));
    expect(messages).toContainEqual('ETH: the status "WEIRD" is not known and counts as none');
    expect([run.id, run.createdAt, run.assets]).toEqual(['run_20260120_101500', '2026-01-20T10:15:00', ['BTC', 'ETH']]);
  });
  it('goes on where a file is missing, cut off or no text at all', () => {
    const folder = legacyFolder({
      'manifest.json': '{"run_id":',
      'scan.csv': 'asset,status\nBTC,"PASS\n',
      'params/BTC.json': '[1]',
    });
    const warnings = warningsOf(folder);
    expect(warnings).toEqual([
      expect.stringMatching(/^manifest\.json:0: .*expected JSON/),
      expect.stringMatching(/^scan\.csv:2: .*quotes in pairs/),
      'guards.csv:0: the file is missing',
      expect.stringMatching(/^params\/BTC\.json:0: /),
    ]);
    const { id, scan, params } = importLegacyRun(folder);
    expect([id, scan, params.size]).toEqual(['run_20260120_101500', [], 0]);
  });
  it('makes no strategy of a file without parameters', () => {
    const files = {
      'params/A.json': '{}',
      'params/B.json': '{"params":{"note":1}}',
      'params/C.json': '{"ichimoku":{"tenkan":7}}',
    };
    const { params, warnings } = importLegacyRun(legacyFolder(files));
    expect([...params.keys()]).toEqual(['C']);
    expect(params.get('C')?.params.ichimoku.tenkan).toBe(7);
    expect(warnings.filter(({ message }) => message.includes('parameters of a strategy'))).toHaveLength(2);
  });
  it('changes nothing', () => {
    const folder = legacyFolder(FULL);
    const content = (): unknown =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'utf8')]);
    const before = content();
    importLegacyRun(folder);
    expect(content()).toEqual(before);
  });
  it('refuses a folder without a run', () => {
    expect(() => importLegacyRun(legacyFolder({ 'x.txt': '' }))).toThrow(ParameterError);
    expect(() => importLegacyRun('/nowhere/run_20260120_101500')).toThrow(ParameterError);
  });
});
