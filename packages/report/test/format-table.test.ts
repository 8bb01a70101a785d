import { describe, expect, it } from 'vitest';
import { formatTable, keyRows } from '../src/index.ts';
import { createModel } from '../src/report-model.ts';
import { sampleBars, sampleResult } from './sample.ts';

const rows = [
  { label: 'Return', values: [0.5, -0.123], format: 'percent', signed: true } as const,
  { label: 'Equity', values: [12345.6, 9], format: 'money' } as const,
  { label: 'Ratio', values: [Number.NaN, Number.POSITIVE_INFINITY] },
];
const columns = ['safe', 'hold'];

describe('formatTable', () => {
  it('aligns labels left and numbers right', () => {
    expect(formatTable(rows, { columns }).split('\n')).toEqual([
      '          safe      hold',
      'Return  +50.0%    -12.3%',
      'Equity  12,346      9.00',
      'Ratio        -  Infinity',
    ]);
  });

  it('prints the columns below each other where they do not fit', () => {
    const text = formatTable(rows, { columns, width: 20 });
    expect(text.split('\n\n')).toHaveLength(2);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(20);
  });

  it('paints without moving a column', () => {
    const paint = (text: string, tone: string): string => `<${tone}>${text}</>`;
    const painted = formatTable(rows, { columns, paint });
    expect(painted).toContain('<gain>+50.0%</>');
    expect(painted).toContain('<loss>  -12.3%</>');
    expect(painted.replace(/<[^>]*>/g, '')).toBe(formatTable(rows, { columns }));
  });

  it('refuses rows of another width', () => {
    expect(() => formatTable(rows, { columns: ['one'] })).toThrow(/one per column/);
  });

  it('takes the key figures of summaries', () => {
    const bars = sampleBars(1000);
    const { runs } = createModel({ title: 't', bars, runs: [{ name: 'a', result: sampleResult(bars) }] });
    const text = formatTable(keyRows([runs[0].figures]), { columns: ['a'] });
    expect(text).toMatch(/^Positions +\d+$/m);
    expect(text).toMatch(/^Total return +[+-][\d.]+%$/m);
  });
});
