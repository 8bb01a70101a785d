import { join } from 'node:path';
import { createBars } from '@quantblocks/core';
import { describeGolden, expectClose, readTable } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { explainSignals } from '../src/explain-signals.ts';
import { createFinalTrigger } from '../src/strategy.ts';
import { firstDifference } from './golden-files.ts';

const pine = createFinalTrigger('pine');

describeGolden('final-trigger/tradingview', {}, ({ path }) => {
  const table = readTable(join(path, 'export.csv'));
  const column = (name: string): Float64Array =>
    Float64Array.from(table[name], (cell) => (cell === '' ? Number.NaN : Number(cell)));
  const bars = createBars({
    symbol: 'EXPORT',
    time: column('time').map((seconds) => seconds * 1000),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
  });
  const prepared = pine.prepare(bars);
  const explained = explainSignals(prepared, pine.defaults);
  const { signal } = explained;

  expect(firstDifference(explained.buy, column('ICHI BUY')), 'ICHI BUY').toBeNull();
  expect(firstDifference(explained.sell, column('ICHI SELL')), 'ICHI SELL').toBeNull();
  expect(
    firstDifference(
      signal.map((s) => Number(s > 0)),
      column('FINAL LONG'),
    ),
    'FINAL LONG',
  ).toBeNull();
  expect(
    firstDifference(
      signal.map((s) => Number(s < 0)),
      column('FINAL SHORT'),
    ),
    'FINAL SHORT',
  ).toBeNull();

  // TradingView had earlier history, so what remembers its start is compared after that memory has faded.
  const confirmed = column('All Confimed').map((value) => (Number.isNaN(value) ? 0 : value));
  const { ichimoku } = pine.defaults;
  const { vote } = prepared.series.ichimokuVote({ ...ichimoku, bear: 'strict' });
  expect(firstDifference(vote.subarray(101), confirmed.subarray(101)), 'All Confimed').toBeNull();
  const averages = prepared.series.averages(pine.defaults.erLength);
  for (const [name, line, from] of [
    ['MAMA', averages.mama, 300],
    ['FAMA', averages.fama, 1000],
    ['KAMA', averages.kama, 1800],
    ['ADX', prepared.series.adx({ period: 14, smoothing: 'sma' }).adx, 700],
  ] as const) {
    expectClose(line.subarray(from), column(name).subarray(from), { rtol: 1e-12, label: name });
  }
});
