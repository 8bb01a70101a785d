import { DataError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { parseTradingViewExport } from '../../src/pine/tradingview-export.ts';

const HEADER = 'time,open,high,low,close';
const parse = (...lines: string[]): ReturnType<typeof parseTradingViewExport> =>
  parseTradingViewExport(lines.join('\n'));

/** The error a text is refused with. */
function refusal(text: string): DataError {
  try {
    parseTradingViewExport(text);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
  throw new Error('not refused');
}

describe('a TradingView export', () => {
  it('has candles in epoch milliseconds and its plots by trimmed name', () => {
    const { bars, columns, names, hasVolume } = parse(
      `${HEADER}, MAMA ,Volume`,
      '1755381600,5,7,4,6,5.5,10',
      '1755385200,6,8,5,7,,20',
    );
    expect([...bars.time]).toEqual([1755381600000, 1755385200000]);
    expect([...bars.high]).toEqual([7, 8]);
    expect([...bars.volume]).toEqual([10, 20]);
    expect(hasVolume).toBe(true);
    expect(names).toEqual(['time', 'open', 'high', 'low', 'close', 'MAMA', 'Volume']);
    expect([...(columns.MAMA ?? [])]).toEqual([5.5, Number.NaN]);
    expect(columns.KAMA).toBeUndefined();
  });

  it('has no volume where the file has none', () => {
    const { bars, hasVolume } = parse(HEADER, '0,1,1,1,1', '60,1,1,1,1');
    expect(hasVolume).toBe(false);
    expect(bars.volume[0]).toBeNaN();
  });

  it('may state its time as ISO dates, which are UTC unless they carry an offset', () => {
    const times = [
      '2024-01-01',
      '2024-01-01T01:00',
      '2024-01-01 02:00:00',
      '2024-01-01T03:00:00Z',
      '2024-01-01T05:00:00+01:00',
    ];
    const { bars } = parse(HEADER, ...times.map((time) => `${time},1,1,1,1`));
    expect([...bars.time].map((time) => (time - Date.UTC(2024, 0, 1)) / 3_600_000)).toEqual([0, 1, 2, 3, 4]);
  });

  it('may have a byte order mark, CRLF, quotes, blank lines and no last line break', () => {
    const { columns } = parseTradingViewExport(`\uFEFF${HEADER},"a ""b"", c\nd"\r\n0,1,1,1,1,"2"\r\n\r\n60,1,1,1,1,3`);
    expect([...(columns['a "b", c\nd'] ?? [])]).toEqual([2, 3]);
  });

  it('numbers plots of the same name', () => {
    const { columns } = parse(`${HEADER},Plot,Plot`, '0,1,1,1,1,7,8', '60,1,1,1,1,7,8');
    expect([columns.Plot?.[0], columns['Plot (2)']?.[0]]).toEqual([7, 8]);
  });

  it('reads numbers as they are written', () => {
    const { columns } = parse(`${HEADER},x`, '0,1,1,1,1,-1.5e-7', '60,1,1,1,1,NaN', '120,1,1,1,1,.5');
    expect([...(columns.x ?? [])]).toEqual([-1.5e-7, Number.NaN, 0.5]);
  });

  it.each([
    ['a cell that is no number', `${HEADER}\n0,1,1,1,1\n60,1,1,1,one`, 3, 'close'],
    ['hexadecimal', `${HEADER},x\n0,1,1,1,1,0x10`, 2, 'x'],
    ['a time that is no time', `${HEADER}\nyesterday,1,1,1,1`, 2, 'time'],
    ['a short row', `${HEADER}\n0,1,1,1`, 2, undefined],
    ['a long row', `${HEADER}\n0,1,1,1,1,1`, 2, undefined],
    ['a quote that is not closed', `${HEADER}\n0,1,1,1,"1`, 2, undefined],
    ['text after a closing quote', `${HEADER}\n0,1,1,1,"1"1`, 2, undefined],
    ['a high below the close', `${HEADER}\n0,1,1,1,1\n60,1,1,1,2`, 3, undefined],
    ['a price of 0', `${HEADER}\n0,0,1,0,1`, 2, undefined],
    ['a missing price', `${HEADER}\n0,1,1,1,`, 2, undefined],
    ['time that stands still', `${HEADER}\n60,1,1,1,1\n60,1,1,1,1`, 3, 'time'],
  ])('is refused with its line for %s', (_, text, row, column) => {
    expect(refusal(text)).toMatchObject({ row, column });
  });

  it('counts lines inside quotes and blank lines', () => {
    expect(refusal(`"time",open,high,low,close,"two\nlines"\n\n0,1,1,1,1,x`).row).toBe(4);
  });

  it.each(['time', 'open', 'high', 'low', 'close'])('is refused without the column %s', (column) => {
    const header = HEADER.replace(column, 'other');
    expect(refusal(`${header}\n0,1,1,1,1`)).toMatchObject({ column });
  });

  it('is refused without rows', () => {
    expect(() => parseTradingViewExport('')).toThrow(DataError);
    expect(() => parseTradingViewExport(HEADER)).toThrow('a header line and rows');
  });
});
