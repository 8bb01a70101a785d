import { DataError } from '@quantblocks/core';
import { BINANCE_KLINE_HEADER, type CsvOptions, lineOfRow, parseCsv } from '@quantblocks/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const T = Date.UTC(2024, 0, 31, 23, 30);

function times(stamps: readonly string[], options: CsvOptions<'time'> = {}): number[] {
  const text = `time\n${stamps.join('\n')}`;
  return [...parseCsv(text, { columns: ['time'], ...options }).columns.time];
}

describe('parseCsv reads layouts', () => {
  const plain =
    'timestamp,open,high,low,close,volume\n2024-01-31 23:30:00,1,4,0.5,2,10\n2024-02-01 00:30:00,2,3,1,3,20\n';

  it('the same from a string and from bytes, whatever the line ends, mark, blank lines and last break', () => {
    const expected = parseCsv(plain).columns;
    for (const variant of [
      new TextEncoder().encode(plain),
      `\uFEFF${plain}`,
      plain.replaceAll('\n', '\r\n'),
      plain.replaceAll('\n', '\r'),
      plain.trimEnd(),
      plain.replaceAll('\n', '\n\n  \n'),
      `\n\n${plain}\n\n`,
      plain.replaceAll(',', ';'),
      plain.replaceAll(',', '\t'),
      plain.replaceAll(',', '|'),
      plain.replaceAll(',', ' , '),
      plain.replace(/[^,\n]+/g, '"$&"'),
      plain.replace('\n', ',\n').replaceAll('0\n', '0,\n').replace('volume,', 'volume'),
    ]) {
      expect(parseCsv(variant).columns, JSON.stringify(variant)).toEqual(expected);
    }
  });

  it('finds columns in any order, by alias, whatever the case, and skips quoted text with delimiters and breaks', () => {
    const text =
      'Symbol,"Open Time",Volume USDT,"Note, 5in1 → BULL",Low,HIGH,o,close price,Volume BTC\n"BTC ""X"",1",1704067200,9,"a\r\nb,",1,4,2,3,7\nB,1704070800,9,,1,4,2,3,8\n';
    const table = parseCsv(text);
    expect(table.header[3]).toBe('Note, 5in1 → BULL');
    expect(Object.fromEntries(Object.entries(table.columns).map(([name, column]) => [name, [...column]]))).toEqual({
      time: [1704067200000, 1704070800000],
      open: [2, 2],
      high: [4, 4],
      low: [1, 1],
      close: [3, 3],
      volume: [7, 8],
    });
    expect([0, 1].map((row) => lineOfRow(table.lines, row))).toEqual([2, 4]);
  });

  it('takes the names of a file without header, columns by position, and the order newest first', () => {
    const kline = '1704067200000,1,4,0.5,2,10,1704070799999,5,6,7,8,0\n';
    expect(parseCsv(kline, { header: BINANCE_KLINE_HEADER }).columns.volume[0]).toBe(10);
    const { columns, lines } = parseCsv('d,p,p\n2024-01-02,1,3\n2024-01-01,2,4\n', {
      columns: { time: 0, price: 2 },
      order: 'newest-first',
    });
    expect([...columns.price]).toEqual([4, 3]);
    expect(columns.time[0]).toBe(Date.UTC(2024, 0, 1));
    expect([0, 1].map((row) => lineOfRow(lines, row))).toEqual([3, 2]);
  });

  it('gives volume as NaN when there is none', () => {
    expect([...parseCsv('time,open,high,low,close\n2024-01-01,1,1,1,1\n').columns.volume]).toEqual([Number.NaN]);
  });

  it('returns every value of any table, quoted or not', () => {
    const cell = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0); // String(-0) is '0'
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 40 });
    const style = fc.record({
      quote: fc.boolean(),
      end: fc.constantFrom('\n', '\r\n', '\r'),
      delimiter: fc.constantFrom(',', ';', '\t'),
    });
    fc.assert(
      fc.property(rows, style, (values, { quote, end, delimiter }) => {
        const write = (value: unknown): string => (quote ? `"${value}"` : String(value));
        const text = [['a', 'b', 'c'], ...values].map((row) => row.map(write).join(delimiter)).join(end);
        const { columns } = parseCsv(text, { columns: ['c', 'a', 'b'] });
        values.forEach(([a, b, c], i) => {
          expect([columns.a[i], columns.b[i], columns.c[i]]).toEqual([a, b, c]);
        });
      }),
    );
  });
});

describe('parseCsv reads time', () => {
  it('in every ISO form as UTC unless an offset says otherwise', () => {
    expect(
      times([
        '2024-01-31 23:30:00',
        '2024-01-31T23:30:00Z',
        '2024-01-31T23:30',
        '2024-01-31 23:30:00.000',
        '2024-01-31 23:30:00+00:00',
        '2024-02-01 01:30:00+02:00',
        '2024-01-31T18:00:00.000-0530',
        '2024/01/31 23:30:00 UTC',
        '"2024-01-31 23:30:00"',
        ' 2024-01-31 23:30:00 ',
      ]),
    ).toEqual(new Array(10).fill(T));
    expect(times(['2024-02-29', '2024-01-31 23:30:00.047', '2024-01-31T23:30:00.1234567Z'])).toEqual([
      Date.UTC(2024, 1, 29),
      T + 47,
      T + 123.4567,
    ]);
  });

  it('as Date does, for any instant', () => {
    const instant = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1 }), (dates) => {
        const expected = dates.map(Number);
        expect(times(dates.map((date) => date.toISOString()))).toEqual(expected);
        const seconds = expected.map((ms) => Math.floor(ms / 1000) * 1000);
        expect(times(dates.map((date) => date.toISOString().slice(0, 19).replace('T', ' ')))).toEqual(seconds);
      }),
    );
  });

  it('in epoch seconds, milliseconds, microseconds and nanoseconds by their size', () => {
    for (const unit of [
      `${T / 1000}`,
      `${T}`,
      `${T}000`,
      `${T}000000`,
      `${T / 1000}.000`,
      `"${T}"`,
      `${T / 1e12}e12`,
    ]) {
      expect(times([unit]), unit).toEqual([T]);
    }
    expect(times([`${T / 1000}.25`, `${T / 1000 + 1}`])).toEqual([T + 250, T + 1000]);
    expect(times(['20240131', '20240201'])).toEqual([Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1)]);
    expect(times(['0', '3600000'], { timeUnit: 'ms' })).toEqual([0, 3_600_000]);
  });

  it('and refuses mixed units, mixed forms and dates that do not exist', () => {
    expect(() => times([`${T}`, `${T}000`])).toThrow(
      'csv, row 3, column time: expected epoch milliseconds as in the first row',
    );
    expect(() => times([`${T}`, '2024-01-31'])).toThrow(
      'expected an epoch number as in the first row, got "2024-01-31"',
    );
    expect(() => times(['2024-01-31', `${T}`])).toThrow('expected a date like');
    for (const wrong of [
      '2023-02-29',
      '2024-13-01',
      '2024-01-32',
      '2024-01-31 24:00:00',
      '2024-01-31 23:60:00',
      '01/02/2024',
      '',
      'NaN',
      '2024-01-31 23:30:00 CET',
      '2024-1-31',
    ]) {
      expect(() => times([wrong === '' ? '""' : wrong]), wrong).toThrow(/row 2, column time: expected a date/);
    }
  });
});

describe('parseCsv says where it fails', () => {
  const failures: [title: string, text: string, message: string][] = [
    ['an empty file', '', 'csv: expected a header line and rows, got "an empty file"'],
    ['blank lines only', '\n \n', 'csv: expected a header line and rows, got "an empty file"'],
    ['a header only', 'time,open,high,low,close\n', 'csv: expected rows after the header, got "none"'],
    [
      'missing columns',
      'time,open,price\n1,2,3\n',
      'csv, row 1: expected columns high, low, close in the header, got "time, open, price"',
    ],
    [
      'no header line',
      '1704067200,1,2,3,4,5\n',
      'csv, row 1: expected a header line (if the file has none, name its fields by the option header)',
    ],
    [
      'a short row',
      'time,open,high,low,close\n2024-01-01,1,1,1\n',
      'csv, row 2: expected 5 fields as in the header, got 4',
    ],
    [
      'a long row',
      'time,open,high,low,close\n\n2024-01-01,1,1,1,1,1\n',
      'csv, row 3: expected 5 fields as in the header, got "more than 5"',
    ],
    ['two equal headers', 'time,open,Open,high,low,close\n', 'csv, row 1, column open: expected one header'],
    [
      'an open quote',
      'time,open,high,low,close\n2024-01-01,1,1,1,"1\n',
      'csv, row 2: expected a closing quote, got "the end of the data"',
    ],
    [
      'a word',
      'time,open,high,low,close\n2024-01-01,1,1,1,x\n',
      'csv, row 2, column close: expected a number, got "x"',
    ],
  ];
  for (const [title, text, message] of failures) {
    it(title, () => {
      expect(() => parseCsv(text)).toThrow(DataError);
      expect(() => parseCsv(text)).toThrow(message);
    });
  }

  it('with long text cut short and the source named', () => {
    const text = `time,open,high,low,close\n2024-01-01,1,1,1,${'x'.repeat(500)}\n`;
    expect(() => parseCsv(text, { source: 'a.csv' })).toThrow(/^a\.csv, row 2, column close: .{1,130}\.\.\."$/);
  });
});
