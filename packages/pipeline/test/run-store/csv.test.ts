import { DataError, ParameterError } from '@quantblocks/core';
import { errorOf } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRow } from '../../src/run-store/columns.ts';
import { formatCsv, parseRecords, parseTable } from '../../src/run-store/csv.ts';
import { GUARDS_COLUMNS, SCAN_COLUMNS } from '../../src/run-store/tables.ts';

const COLUMNS = { asset: 'text', sharpe: 'number', pass: 'flag' } as const;

describe('formatCsv', () => {
  it('writes numbers in their shortest form, nothing for NaN and for a flag that is not known', () => {
    const rows = [
      { asset: 'BTC', sharpe: 0.1 + 0.2, pass: true },
      { asset: 'ETH', sharpe: Number.NaN, pass: null },
      { asset: '', sharpe: -0, pass: false },
      { asset: 'SOL', sharpe: Number.NEGATIVE_INFINITY, pass: null },
    ];
    expect(formatCsv(COLUMNS, rows)).toBe(
      'asset,sharpe,pass\nBTC,0.30000000000000004,true\nETH,,\n,-0,false\nSOL,-Infinity,\n',
    );
  });
  it('quotes what RFC 4180 says: commas, quotes and line breaks', () => {
    expect(formatCsv({ error: 'text' }, [{ error: 'a "b", c\nd' }])).toBe('error\n"a ""b"", c\nd"\n');
    expect(formatCsv({ error: 'text' }, [{ error: 'a\rb' }])).toBe('error\n"a\rb"\n');
  });
  it('refuses a row with a column too few, too many, or of another kind', () => {
    const row = (value: object): never => value as never;
    expect(() => formatCsv(COLUMNS, [row({ asset: 'BTC', sharpe: 1 })])).toThrow('rows[0].pass: expected true, false');
    expect(() => formatCsv(COLUMNS, [row({ asset: 'BTC', sharpe: 1, pass: null, x: 1 })])).toThrow(ParameterError);
    expect(() => formatCsv(COLUMNS, [row({ asset: 'BTC', sharpe: '1', pass: null })])).toThrow('rows[0].sharpe');
  });
});

describe('parseTable', () => {
  it('gives back every row, whatever its text and numbers are', () => {
    const row = fc.record({
      asset: fc.string({ unit: 'grapheme' }),
      sharpe: fc.double(),
      pass: fc.constantFrom(true, false, null),
    });
    const check = (rows: { asset: string; sharpe: number; pass: boolean | null }[]): void => {
      expect(parseTable(formatCsv(COLUMNS, rows), COLUMNS, 'x.csv')).toEqual(rows);
    };
    check([{ asset: '"\r\n,', sharpe: -0, pass: null }]);
    check([{ asset: 'a\rb', sharpe: 1, pass: true }]);
    check([{ asset: 'a\nb', sharpe: 1, pass: true }]);
    fc.assert(fc.property(fc.array(row, { maxLength: 5 }), check), { seed: 7, numRuns: 300 });
  });
  it('gives back a single column of empty cells', () => {
    const rows = [{ a: '' }, { a: '' }];
    expect(parseTable(formatCsv({ a: 'text' }, rows), { a: 'text' }, 'x.csv')).toEqual(rows);
  });
  it('reads files with Windows line ends and a byte order mark', () => {
    expect(parseTable('\uFEFFasset,sharpe,pass\r\nBTC,1e-3,true\r\n', COLUMNS, 'x.csv')).toEqual([
      { asset: 'BTC', sharpe: 0.001, pass: true },
    ]);
  });
  it('names the first column that is another one', () => {
    const error = errorOf(() => parseTable('asset,sharp,pass\n', COLUMNS, 'scan.csv')) as DataError;
    expect(error).toBeInstanceOf(DataError);
    expect(error.message).toBe('scan.csv, row 1: expected the columns asset, sharpe, pass, got "sharp in place 2"');
    expect(() => parseTable('asset,sharpe\n', COLUMNS, 'x.csv')).toThrow('nothing in place 3');
    expect(() => parseTable('asset,sharpe,pass,y,z\n', COLUMNS, 'x.csv')).toThrow('also y, z');
    expect(() => parseTable('', COLUMNS, 'x.csv')).toThrow('an empty file');
  });
  it('names the line of a broken row, counting line breaks inside cells', () => {
    const text = 'asset,sharpe,pass\n"two\nlines",1,true\nETH,2\n';
    expect((errorOf(() => parseTable(text, COLUMNS, 'x.csv')) as DataError).row).toBe(4);
    const cell = errorOf(() => parseTable('asset,sharpe,pass\nBTC,1 2,true\n', COLUMNS, 'x.csv')) as DataError;
    expect([cell.source, cell.row, cell.column]).toEqual(['x.csv', 2, 'sharpe']);
  });
  it.each(['0x10', ' 1', '1,5', 'abc', 'nan', '--1', '1e'])('does not read %j as a number', (text) => {
    expect(() => parseTable(`sharpe\n"${text}"\n`, { sharpe: 'number' }, 'x.csv')).toThrow(DataError);
  });
  it('refuses a flag in other words', () => {
    expect(() => parseTable('pass\nTrue\n', { pass: 'flag' }, 'x.csv')).toThrow('true, false or nothing');
  });
  it('refuses a quote that is not closed, as a file cut off in the middle has', () => {
    const error = errorOf(() => parseRecords('a,b\n1,"2\n3,4\n', 'x.csv')) as DataError;
    expect(error).toBeInstanceOf(DataError);
    expect(error.row).toBe(2);
  });
});

describe('the declared tables', () => {
  it.each([
    ['scan.csv', SCAN_COLUMNS, 'asset,status,exchange,timeframe,start_date,', ',degradation_pct,mc_p,error,strategy,'],
    [
      'guards.csv',
      GUARDS_COLUMNS,
      'asset,base_sharpe,guard001_p_value,',
      ',overfit_sr_star,all_pass,error,suite_status,',
    ],
  ] as const)('%s begins with the columns of the earlier system', (_name, columns, begin, middle) => {
    const header = formatCsv(columns, []);
    expect(header.startsWith(begin)).toBe(true);
    expect(header).toContain(middle);
  });
  it('an empty row claims nothing', () => {
    const { asset, guard001_pass, guard001_p_value } = emptyRow(GUARDS_COLUMNS);
    expect([asset, guard001_pass, guard001_p_value]).toEqual(['', null, Number.NaN]);
  });
});
