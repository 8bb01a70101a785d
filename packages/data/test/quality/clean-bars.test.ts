import { DataError, ParameterError } from '@quantblocks/core';
import { cleanBars, type Finding, parseCsv, type QualityPolicies, type RawColumns } from '@quantblocks/data';
import { describe, expect, it } from 'vitest';

const HEAD = 'time,open,high,low,close,volume';

/** Two good days and one row in between that shows the finding. */
const CASES: [finding: Finding, row: string][] = [
  ['nonFinite', '2024-01-02,,11,9,10,5'],
  ['nonPositive', '2024-01-02,0,11,0,10,5'],
  ['impossibleOhlc', '2024-01-02,10,9,9,10,5'],
  ['badVolume', '2024-01-02,10,11,9,10,-5'],
  ['duplicate', '2024-01-01,10,11,9,10,5'],
  ['unordered', '2023-12-31,10,11,9,10,5'],
  ['offGrid', '2024-01-02 00:00:01,10,11,9,10,5'],
  ['zeroVolume', '2024-01-02,10,11,9,10,0'],
  ['flat', '2024-01-02,10,10,10,10,5'],
  ['repeated', '2024-01-02,10,12,8,10,7'],
  ['largeMove', '2024-01-02,10,13,9,12.5,5'],
  ['openJump', '2024-01-02,10.5,11,9,10,5'],
];

function columnsWith(row: string): RawColumns {
  return parseCsv(`${HEAD}\n2024-01-01,10,12,8,10,7\n${row}\n2024-01-03,10,11,9,10.1,6\n`).columns;
}

const options = { symbol: 'TEST', timeframeMs: 86_400_000 };
const SOFT: readonly Finding[] = ['offGrid', 'zeroVolume', 'flat', 'repeated', 'largeMove', 'openJump'];

describe('cleanBars', () => {
  for (const [finding, row] of CASES) {
    it(`drops a row that is ${finding} on request, and lists it`, () => {
      const { bars, quality } = cleanBars(columnsWith(row), { ...options, policies: { [finding]: 'drop' } });
      expect([...bars.close]).toEqual([10, 10.1]);
      expect(quality.dropped).toMatchObject([{ row: 1, line: 2, finding }]);
      expect(quality.findings[finding as 'flat']).toContain(1);
    });

    it(`throws at a row that is ${finding} on request, and says which`, () => {
      const policies: QualityPolicies = { [finding]: 'throw' };
      expect(() => cleanBars(columnsWith(row), { ...options, policies, lineOf: (i) => i + 2 })).toThrow(
        new RegExp(`^TEST, row 3: expected .*\\(${finding}\\), got "202`),
      );
    });

    it(`${SOFT.includes(finding) ? 'keeps' : 'refuses'} a row that is ${finding} by default`, () => {
      if (SOFT.includes(finding)) {
        const { bars, quality } = cleanBars(columnsWith(row), options);
        expect([bars.length, quality.dropped]).toEqual([3, []]);
      } else expect(() => cleanBars(columnsWith(row), options)).toThrow(DataError);
    });
  }

  it('throws for gaps and unfinished bars on request only', () => {
    const { columns } = parseCsv(`${HEAD}\n2024-01-01,10,12,8,10,7\n2024-01-04,10,11,9,10.1,6\n`);
    expect(cleanBars(columns, options).quality.missingBars).toBe(2);
    expect(() => cleanBars(columns, { ...options, policies: { gap: 'throw' } })).toThrow('2 missing before this row');
    const now = Date.UTC(2024, 0, 4, 12);
    expect(cleanBars(columns, { ...options, now, policies: { unfinished: 'drop' } }).bars.length).toBe(1);
    expect(() => cleanBars(columns, { ...options, now, policies: { unfinished: 'throw' } })).toThrow('(unfinished)');
  });

  it('hints at the order of a file that begins with the newest row', () => {
    const { columns } = parseCsv(`${HEAD}\n2024-01-02,10,12,8,10,7\n2024-01-01,10,11,9,10.1,6\n`);
    expect(() => cleanBars(columns, options)).toThrow("pass order: 'newest-first'");
  });

  it('takes good columns over without a copy', () => {
    const { columns } = parseCsv(`${HEAD}\n2024-01-01,10,12,8,10,7\n2024-01-02,10,11,9,10.1,6\n`);
    expect(cleanBars(columns, options).bars.close).toBe(columns.close);
  });

  it('refuses policies that cannot be kept, unknown findings, and to drop everything', () => {
    const columns = columnsWith('2024-01-02,10,11,9,10,5');
    const wrong = { nonFinite: 'keep' } as unknown as QualityPolicies;
    expect(() => cleanBars(columns, { ...options, policies: wrong })).toThrow(
      new ParameterError('policies.nonFinite', "'throw' or 'drop'", 'keep'),
    );
    const unknown = { spikes: 'drop' } as unknown as QualityPolicies;
    expect(() => cleanBars(columns, { ...options, policies: unknown })).toThrow(ParameterError);
    const flat = parseCsv(`${HEAD}\n2024-01-01,1,1,1,1,1\n2024-01-02,1,1,1,1,1\n`).columns;
    expect(() => cleanBars(flat, { ...options, policies: { flat: 'drop' } })).toThrow('2 dropped rows');
  });
});
