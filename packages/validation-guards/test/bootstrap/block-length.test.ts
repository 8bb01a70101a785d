import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockLength } from '../../src/bootstrap/block-length.ts';
import { autoregression } from '../noise.ts';

const TOPIC = 'block_length.json';

describeGolden('validation/sets', { accept: (set) => existsSync(join(set.path, TOPIC)) }, (set) => {
  const { cases } = readJson<{ cases: { name: string; x: number[]; stationary: number; circular: number }[] }>(
    join(set.path, TOPIC),
  );
  expect(cases.length).toBeGreaterThan(0);
  for (const { name, x, stationary, circular } of cases) {
    const { raw } = blockLength(x);
    expectClose([raw.stationary, raw.circular], [stationary, circular], { rtol: 1e-10, label: name });
  }
});

describe('blockLength', () => {
  it('is never below 1, where the formula is', () => {
    const { stationary, circular, raw } = blockLength(autoregression(500, 0, 3));
    expect(raw.circular).toBeLessThan(1);
    expect([stationary, circular]).toEqual([1, 1]);
  });

  it('grows with the memory of the series', () => {
    const [little, some, much] = [0.2, 0.5, 0.9].map((rho) => blockLength(autoregression(2000, rho, 7)).stationary);
    expect(little).toBeLessThan(some);
    expect(some).toBeLessThan(much);
  });

  it('does not depend on level, unit or sign', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 9, noNaN: true }),
        (seed, level, unit) => {
          const x = autoregression(120, 0.4, seed);
          const { raw } = blockLength(x);
          expectClose(blockLength(x.map((value) => level - unit * value)).raw.stationary, raw.stationary, {
            rtol: 1e-9,
          });
        },
      ),
      { seed: 3, numRuns: 30 },
    );
  });

  it('says 1 and has no raw length for series without a memory to measure', () => {
    for (const series of [[], [1], [1, 2], new Array<number>(50).fill(0.1)]) {
      const { stationary, circular, raw } = blockLength(series);
      expect([stationary, circular, raw.stationary, raw.circular]).toEqual([1, 1, Number.NaN, Number.NaN]);
    }
  });

  it('stays within a third of short series', () => {
    for (let n = 3; n < 40; n++) {
      const { stationary } = blockLength(Array.from({ length: n }, (_, i) => i));
      expect(stationary).toBeLessThanOrEqual(Math.ceil(n / 3));
      expect(stationary).toBeGreaterThanOrEqual(1);
    }
  });

  it('refuses what is not a finite number', () => {
    expect(() => blockLength([1, Number.NaN])).toThrow(ParameterError);
  });
});
