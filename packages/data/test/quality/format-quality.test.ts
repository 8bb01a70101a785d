import { cleanBars, formatQuality, parseCsv, qualityReport, readCsv } from '@quantblocks/data';
import { marketDataFile } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

const { columns } = parseCsv(`time,open,high,low,close,volume
2024-01-01 00:00,10,11,9,10,5
2024-01-01 02:00,10,10,10,10,0
2024-01-01 02:00,10,11,9,10,5
2024-01-01 10:00,10,14,9,13,5
`);

describe('formatQuality', () => {
  it('tells all in one line', () => {
    const report = qualityReport(columns, { source: 'demo.csv', timeframeMs: 7_200_000 });
    expect(formatQuality(report, { style: 'line' })).toBe(
      'demo.csv: 4 rows of 2h, 2024-01-01 00:00 .. 2024-01-01 10:00 UTC, 1 gap (3 missing bars), 1 duplicate, 1 zero volume, 1 flat, 1 large move',
    );
  });

  it('tells where in several lines, and what was dropped', () => {
    const { quality } = cleanBars(columns, { symbol: 'demo', timeframeMs: 7_200_000, policies: { duplicate: 'drop' } });
    expect(formatQuality(quality).split('\n')).toEqual([
      'demo: 4 rows of 2h, 2024-01-01 00:00 .. 2024-01-01 10:00 UTC',
      '  1 gap (3 missing bars) (longest 8h before 2024-01-01 10:00)',
      '  1 duplicate (rows 2; 1 with other values)',
      '  1 zero volume (rows 1)',
      '  1 flat (rows 1; longest run 1 from row 1)',
      '  1 large move (rows 3)',
      '  1 row dropped',
    ]);
  });

  const fused = marketDataFile('BTC_FUSED_2h.csv');
  it.skipIf(fused === undefined)('calls out mixed venues first', () => {
    expect(formatQuality(qualityReport(readCsv(fused as string).columns)).split('\n')[1]).toMatch(
      /^ {2}MIXED VENUES \(/,
    );
  });
});
