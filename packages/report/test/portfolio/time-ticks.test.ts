import { describe, expect, it } from 'vitest';
import { timeTicks } from '../../src/portfolio/time-ticks.ts';

const labels = (from: number, to: number): string[] => timeTicks(from, to).map(({ label }) => label);

describe('timeTicks', () => {
  it('are starts of quarters over a year and a half', () => {
    expect(labels(Date.UTC(2024, 6, 20), Date.UTC(2026, 0, 20))).toEqual([
      'Oct 2024',
      'Jan 2025',
      'Apr 2025',
      'Jul 2025',
      'Oct 2025',
      'Jan 2026',
    ]);
  });

  it('are days within two months, and years over many', () => {
    expect(labels(Date.UTC(2025, 1, 27), Date.UTC(2025, 2, 3))).toEqual([
      '27 Feb',
      '28 Feb',
      '1 Mar',
      '2 Mar',
      '3 Mar',
    ]);
    expect(labels(Date.UTC(2019, 1, 1), Date.UTC(2025, 2, 3))).toEqual([
      '2020',
      '2021',
      '2022',
      '2023',
      '2024',
      '2025',
    ]);
  });

  it('are at most eight for any span, and none for none', () => {
    for (let days = 1; days < 20_000; days = Math.ceil(days * 1.3))
      expect(timeTicks(0, days * 864e5).length, `${days} days`).toBeLessThanOrEqual(8);
    expect(timeTicks(5, 5)).toEqual([]);
  });
});
