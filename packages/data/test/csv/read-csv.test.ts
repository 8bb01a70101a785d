import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineOfRow, parseCsv, readCsv } from '@quantblocks/data';
import { marketDataFile } from '@quantblocks/test-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantblocks-read-csv-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('readCsv', () => {
  it('gives what parseCsv gives for a file of several blocks whose quoted fields and CRLF cross their borders', () => {
    const rows = Array.from(
      { length: 40_000 },
      (_, i) => `${1_600_000_000 + i},"${i}.5","${'x'.repeat(i % 50)}\r\n,y"`,
    );
    const text = `time,a,note\r\n${rows.join('\r\n')}`;
    const path = join(folder, 'blocks.csv');
    writeFileSync(path, text);
    const fromFile = readCsv(path, { columns: ['time', 'a'] });
    const fromText = parseCsv(text, { columns: ['time', 'a'], source: 'blocks.csv' });
    expect(fromFile.rows).toBe(40_000);
    expect(fromFile).toEqual(fromText);
    expect(lineOfRow(fromFile.lines, 39_999)).toBe(2 + 2 * 39_999);
  });

  it('reads a row longer than a block', () => {
    const path = join(folder, 'long.csv');
    writeFileSync(path, `a,note\n1,${'x'.repeat(3_000_000)}\n2,y`);
    expect([...readCsv(path, { columns: ['a'] }).columns.a]).toEqual([1, 2]);
  });

  it('names the file and the line in errors', () => {
    const path = join(folder, 'wrong.csv');
    writeFileSync(path, `a\n${'1\n'.repeat(600_000)}oops\n`);
    expect(() => readCsv(path, { columns: ['a'] })).toThrow(
      'wrong.csv, row 600002, column a: expected a number, got "oops"',
    );
    writeFileSync(path, '');
    expect(() => readCsv(path)).toThrow('wrong.csv: expected a header line and rows, got "an empty file"');
  });
});

const FIRST_AND_LAST: [file: string, rows: number, first: string, last: string][] = [
  ['BTC_USDT_2h.csv', 35_123, '2017-08-17T04:00:00.000Z', '2025-08-26T10:00:00.000Z'],
  ['BTC_USDT_1d.csv', 2_932, '2017-08-17T00:00:00.000Z', '2025-08-26T00:00:00.000Z'],
  ['Binance_BTCUSDT_1h.csv', 17_521, '2024-01-21T07:00:00.000Z', '2026-01-20T07:00:00.000Z'],
  ['tradingview_BYBIT_BTCUSDT_60.csv', 2_500, '2025-08-16T22:00:00.000Z', '2025-11-29T01:00:00.000Z'],
];

describe('readCsv of real files', () => {
  for (const [file, rows, first, last] of FIRST_AND_LAST) {
    const path = marketDataFile(file);
    it.skipIf(path === undefined)(
      `reads ${file}${path === undefined ? ' (skipped: no market data folder)' : ''}`,
      () => {
        const { columns, rows: found } = readCsv(path as string);
        expect(found).toBe(rows);
        expect([columns.time[0], columns.time[rows - 1]].map((ms) => new Date(ms).toISOString())).toEqual([
          first,
          last,
        ]);
      },
    );
  }

  const funding = marketDataFile('funding_rate_BTCUSDT.csv');
  it.skipIf(funding === undefined)('reads funding rates with their late stamps', () => {
    const { columns, rows } = readCsv(funding as string, { columns: ['time', 'funding_rate'] });
    expect(rows).toBe(7_028);
    expect(columns.time.filter((ms) => ms % 28_800_000 !== 0).length).toBe(2_984);
    expect(Math.max(...columns.funding_rate)).toBe(0.003);
  });
});
