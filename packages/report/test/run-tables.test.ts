import { createBars } from '@quantblocks/core';
import { simulate } from '@quantblocks/engine';
import { legsCsv } from '@quantblocks/report';
import { expect, it } from 'vitest';

it('legs of a position that is still open carry its entry and the next position number', () => {
  const bars = createBars({
    time: [0, 60_000, 120_000],
    open: [100, 100, 100],
    high: [100, 111, 100],
    low: [100, 100, 100],
    close: [100, 100, 100],
  });
  const signal = Int8Array.of(1, 0, 0);
  const target = { unit: 'fraction', value: 0.1, fraction: 0.5 } as const;
  const result = simulate(bars, { signal, targets: [target] }, { costs: { feeBps: 0, slippageBps: 0 } });
  expect(result.positions.length).toBe(0);
  expect(result.open?.quantity).toBe(50);
  const [, row] = legsCsv(bars, result).split('\n');
  expect(row.split(',').slice(0, 7)).toEqual([
    '1',
    '1',
    'long',
    '1970-01-01T00:01:00.000Z',
    '100',
    '1970-01-01T00:01:00.000Z',
    '110.00000000000001',
  ]);
});
