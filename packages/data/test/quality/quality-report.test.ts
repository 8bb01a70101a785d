import { createRng, DataError, ParameterError } from '@quantblocks/core';
import { type QualityReport, qualityReport, type RawColumns, readCsv } from '@quantblocks/data';
import { marketDataFile } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const HOUR = 3_600_000;

/** Clean hourly columns of a random walk that opens where it closed. */
function walk(rows: number, seed = 1): Record<keyof Required<RawColumns>, Float64Array> {
  const rng = createRng(seed, 'quality-report.test');
  const empty = (): Float64Array => new Float64Array(rows);
  const columns = { time: empty(), open: empty(), high: empty(), low: empty(), close: empty(), volume: empty() };
  let price = 100;
  for (let i = 0; i < rows; i++) {
    columns.time[i] = 1_600_000_000_000 - (1_600_000_000_000 % HOUR) + i * HOUR;
    columns.open[i] = price;
    price *= Math.exp(0.01 * rng.normal());
    columns.close[i] = price;
    columns.high[i] = Math.max(columns.open[i], price) * 1.001;
    columns.low[i] = Math.min(columns.open[i], price) * 0.999;
    columns.volume[i] = 1 + rng.next();
  }
  return columns;
}

function counts(report: QualityReport): Record<string, number> {
  return Object.fromEntries(
    Object.entries(report.findings).flatMap(([finding, rows]) => (rows.length > 0 ? [[finding, rows.length]] : [])),
  );
}

describe('qualityReport', () => {
  it('finds nothing in a clean random walk', () => {
    const report = qualityReport(walk(5_000));
    expect(counts(report)).toEqual({});
    expect(report).toMatchObject({ gaps: [], missingBars: 0, isMixedVenues: false, timeframeMs: HOUR, rows: 5_000 });
  });

  it('is plain JSON', () => {
    const columns = walk(300);
    columns.open[3] = Number.NaN;
    columns.time[0] = Number.NaN;
    const report = qualityReport(columns);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('names each planted flaw by its row, and only that', () => {
    const columns = walk(400);
    columns.open[10] = Number.NaN;
    columns.low[20] = 0;
    columns.high[30] = columns.low[30];
    columns.volume[40] = -1;
    columns.volume[50] = Number.POSITIVE_INFINITY;
    columns.time[60] = columns.time[59];
    columns.time[70] = columns.time[60];
    columns.volume[80] = 0;
    columns.time[90] += 47;
    columns.open[100] = columns.close[99] * 1.01;
    columns.high[100] = Math.max(columns.high[100], columns.open[100]);
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) columns[name][201] = columns[name][200];
    const report = qualityReport(columns, { openJump: 0.005, now: columns.time[399] });
    expect(report.findings).toEqual({
      nonFinite: [10],
      nonPositive: [20],
      impossibleOhlc: [30],
      badVolume: [40, 50],
      duplicate: [60],
      unordered: [70],
      offGrid: [90],
      zeroVolume: [80],
      flat: [],
      repeated: [201],
      outlier: [],
      largeMove: [],
      openJump: expect.arrayContaining([100]),
      unfinished: [399],
    });
    expect(report.conflictingDuplicates).toBe(1);
  });

  it('counts gaps between good rows, with the bars that are missing', () => {
    const columns = walk(100);
    for (let i = 50; i < 100; i++) columns.time[i] += 3 * HOUR;
    for (let i = 80; i < 100; i++) columns.time[i] += HOUR;
    const { gaps, missingBars, findings } = qualityReport(columns);
    expect(gaps.map(({ row, missingBars: n }) => [row, n])).toEqual([
      [50, 3],
      [80, 1],
    ]);
    expect(missingBars).toBe(4);
    expect(gaps[0].to - gaps[0].from).toBe(4 * HOUR);
    expect(findings.offGrid).toEqual([]);
  });

  it('measures runs of flat bars and repeated prices', () => {
    const columns = walk(100);
    for (let i = 20; i < 25; i++) {
      for (const name of ['open', 'high', 'low', 'close'] as const) columns[name][i] = 50;
    }
    const report = qualityReport(columns);
    expect(report.longestFlatRun).toEqual({ row: 20, bars: 5 });
    expect(report.findings.flat).toEqual([20, 21, 22, 23, 24]);
    expect(report.repeatedPrices).toBe(4);
    expect(report.findings.repeated).toEqual([]);
  });

  it('calls a spike and its way back outliers, but no move of a market that stood still before', () => {
    const columns = walk(400);
    const spike = (row: number, factor: number): void => {
      columns.close[row] *= factor;
      columns.high[row] = Math.max(columns.high[row], columns.close[row]);
    };
    spike(300, 1.5);
    expect(qualityReport(columns).findings.outlier).toEqual([300, 301]);
    expect(qualityReport(columns).findings.largeMove).toEqual([300, 301]);
    const still = walk(200);
    for (const name of ['open', 'high', 'low', 'close'] as const) still[name].fill(10);
    still.close[150] = 11;
    still.high[150] = 11;
    expect(qualityReport(still).findings.outlier).toEqual([]);
  });

  it('judges outliers as a naive trailing median does, by earlier rows alone', () => {
    const columns = walk(600, 3);
    const rng = createRng(3, 'heavy');
    for (let i = 0; i < 600; i++) {
      columns.close[i] *= Math.exp(0.05 * rng.studentT(2));
      columns.high[i] = Math.max(columns.open[i], columns.close[i]);
      columns.low[i] = Math.min(columns.open[i], columns.close[i]);
    }
    const moves = Array.from({ length: 599 }, (_, i) => Math.abs(Math.log(columns.close[i + 1] / columns.close[i])));
    const naive = moves.flatMap((move, i) => {
      const before = moves.slice(Math.max(0, i - 20), i).sort((a, b) => a - b);
      return before.length >= 10 && move > 1.4826 * 4 * before[(before.length - 1) >> 1] ? [i + 1] : [];
    });
    const options = { outlierSigmas: 4, outlierWindow: 20, timeframeMs: HOUR };
    expect(naive.length).toBeGreaterThan(10);
    expect(qualityReport(columns, options).findings.outlier).toEqual(naive);
  });

  it('never changes its mind about a row when later rows arrive', () => {
    const columns = walk(300, 5);
    columns.close[120] *= 1.4;
    columns.high[120] = columns.close[120];
    columns.time[200] = columns.time[199];
    columns.volume[77] = 0;
    const options = { timeframeMs: HOUR };
    const whole = qualityReport(columns, options).findings;
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), (rows) => {
        const head = Object.fromEntries(
          Object.entries(columns).map(([name, column]) => [name, column.subarray(0, rows)]),
        );
        const part = qualityReport(head as unknown as RawColumns, options).findings;
        for (const [finding, found] of Object.entries(part)) {
          expect(found).toEqual(whole[finding as keyof typeof whole].filter((row) => row < rows));
        }
      }),
    );
  });

  it('suspects mixed venues when opens jump to and fro, not when they jump at random or with sessions', () => {
    const mixed = walk(4_000);
    const jumpy = walk(4_000);
    const rng = createRng(9, 'venues');
    let other = false;
    for (let i = 0; i < 4_000; i++) {
      if (rng.next() < 0.5) other = !other;
      for (const name of ['open', 'high', 'low', 'close'] as const) if (other) mixed[name][i] *= 1.002;
      const gap = i === 0 ? 1 : Math.exp(0.005 * rng.normal());
      jumpy.open[i] = i === 0 ? jumpy.open[0] : jumpy.close[i - 1] * gap;
      jumpy.high[i] = Math.max(jumpy.open[i], jumpy.close[i]);
      jumpy.low[i] = Math.min(jumpy.open[i], jumpy.close[i]);
    }
    expect(qualityReport(mixed).isMixedVenues).toBe(true);
    expect(qualityReport(jumpy).isMixedVenues).toBe(false);
  });

  it('refuses columns it cannot judge', () => {
    const columns = walk(3);
    expect(() => qualityReport({ ...columns, open: [1] })).toThrow('data, column open: expected 3 values');
    expect(() => qualityReport({ time: [], open: [], high: [], low: [], close: [] })).toThrow(DataError);
    expect(() => qualityReport({ time: [5], open: [1], high: [1], low: [1], close: [1] })).toThrow('timeframeMs');
    expect(() => qualityReport(columns, { largeMove: -1 })).toThrow(ParameterError);
    expect(() => qualityReport(columns, { outlierWindow: 1.5 })).toThrow(ParameterError);
    expect(() => qualityReport(columns, { timeframeMs: 0 })).toThrow(ParameterError);
  });
});

interface Facts {
  gaps: number;
  missingBars: number;
  zeroVolume: number;
  flat: number;
  repeated: number;
  repeatedPrices: number;
  largeMove: number;
  isMixedVenues: boolean;
}

const NONE = { gaps: 0, missingBars: 0, zeroVolume: 0, flat: 0, repeated: 0, repeatedPrices: 0 };
const INVENTORY: Record<string, Facts> = {
  'BTC_USDT_2h.csv': { ...NONE, gaps: 18, missingBars: 53, zeroVolume: 2, flat: 2, largeMove: 1, isMixedVenues: false },
  'BTC_USDT_1d.csv': { ...NONE, largeMove: 2, isMixedVenues: false },
  'BTC_USD_2h.csv': {
    ...NONE,
    zeroVolume: 2_430,
    flat: 3_075,
    repeated: 1_753,
    repeatedPrices: 2_115,
    largeMove: 24,
    isMixedVenues: false,
  },
  'BTC_FUSED_2h.csv': {
    ...NONE,
    flat: 3_074,
    repeated: 1_969,
    repeatedPrices: 2_114,
    largeMove: 24,
    isMixedVenues: true,
  },
  'Binance_AAVEUSDT_1h.csv': { ...NONE, largeMove: 0, isMixedVenues: false },
};

describe('qualityReport of real files', () => {
  for (const [file, facts] of Object.entries(INVENTORY)) {
    const path = marketDataFile(file);
    const title = `agrees with the inventory of ${file}${path === undefined ? ' (skipped: no market data folder)' : ''}`;
    it.skipIf(path === undefined)(title, () => {
      const report = qualityReport(readCsv(path as string).columns);
      const { zeroVolume, flat, repeated, largeMove, ...others } = report.findings;
      expect({
        gaps: report.gaps.length,
        missingBars: report.missingBars,
        zeroVolume: zeroVolume.length,
        flat: flat.length,
        repeated: repeated.length,
        repeatedPrices: report.repeatedPrices,
        largeMove: largeMove.length,
        isMixedVenues: report.isMixedVenues,
      }).toEqual(facts);
      const { nonFinite, nonPositive, impossibleOhlc, badVolume, duplicate, unordered, offGrid } = others;
      const hard = [nonFinite, nonPositive, impossibleOhlc, badVolume, duplicate, unordered, offGrid];
      expect(hard.flat()).toEqual([]);
    });
  }

  const binance = marketDataFile('BTC_USDT_2h.csv');
  it.skipIf(binance === undefined)('finds the longest gap of Binance in February 2018', () => {
    const { gaps } = qualityReport(readCsv(binance as string).columns);
    const longest = gaps.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
    expect(longest.to - longest.from).toBe(34 * HOUR);
    expect(new Date(longest.to).toISOString()).toBe('2018-02-09T10:00:00.000Z');
  });
});
