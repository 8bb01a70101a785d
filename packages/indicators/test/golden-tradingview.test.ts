import { join } from 'node:path';
import { describeGolden, expectClose, readJson, readTable } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { adaptiveAverages, adx, ichimoku, ichimokuVote } from '../src/index.ts';

interface Drift {
  max_abs_err_after: Record<string, number>;
}

/**
 * TradingView had history before the export, so each line is compared from the bars on at which its start is forgotten; the errors
 * allowed after them are stated in `findings.json`. The script's own settings: ER length 20, ADX 14, Ichimoku 9/26/52, strict bear.
 */
describeGolden('final-trigger/tradingview', {}, (set) => {
  const findings = readJson<{ rows: number; MAMA: Drift; FAMA: Drift; KAMA: Drift }>(join(set.path, 'findings.json'));
  const table = readTable(join(set.path, 'export.csv'));
  const column = (name: string): Float64Array =>
    Float64Array.from(table[name].slice(0, findings.rows), (cell) => (cell === '' ? Number.NaN : Number(cell)));
  const high = column('high');
  const low = column('low');
  const close = column('close');
  const errors = (actual: ArrayLike<number>, expected: Float64Array, from: number): number => {
    let worst = 0;
    for (let i = from; i < expected.length; i++) worst = Math.max(worst, Math.abs(actual[i] - expected[i]));
    return worst;
  };

  const { mama, fama, kama } = adaptiveAverages(close, { period: 20 });
  for (const [name, line, drift] of [
    ['MAMA', mama, findings.MAMA],
    ['FAMA', fama, findings.FAMA],
    ['KAMA', kama, findings.KAMA],
  ] as const) {
    const expected = column(name);
    for (const [bar, allowed] of Object.entries(drift.max_abs_err_after)) {
      // Twice the stated error, which was measured on rounded prices, and no finer than the rounding of a price of 1e5.
      expect(errors(line, expected, Number(bar)), `${name} after ${bar}`).toBeLessThanOrEqual(2 * allowed + 1e-10);
    }
  }
  const directional = adx({ high, low, close }, { period: 14, seed: 'first', smoothing: 'sma' }).adx;
  expect(errors(directional, column('ADX'), 200)).toBeLessThan(1e-5);
  expect(errors(directional, column('ADX'), 500)).toBeLessThan(1e-12);

  const vote = ichimokuVote({ close, ...ichimoku({ high, low }) }, { bear: 'strict' });
  const confirmed = column('All Confimed').map((value) => (Number.isNaN(value) ? 0 : value));
  expectClose(vote.subarray(76), confirmed.subarray(76), { rtol: 0, label: 'All Confimed' });
});
