import { createRng, normalQuantile } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { neverCrossing, pocockLevel } from '../../src/pruners/pocock-level.ts';

describe('pocockLevel', () => {
  it('gives the published constants of the Pocock boundary', () => {
    // C. Jennison, B. W. Turnbull, "Group Sequential Methods" (2000), table 2.1: two-sided levels 0.05, 0.1 and 0.01, three decimals.
    // Crossing both boundaries is too unlikely to matter at half the level on one side.
    const constants = [
      [0.025, 2, 2.178],
      [0.025, 3, 2.289],
      [0.025, 4, 2.361],
      [0.025, 5, 2.413],
      [0.025, 10, 2.555],
      [0.05, 2, 1.875],
      [0.05, 5, 2.122],
      [0.05, 10, 2.27],
      [0.005, 5, 2.986],
    ];
    for (const [alpha, looks, constant] of constants) {
      expectClose(-normalQuantile(pocockLevel(alpha, 1, looks)), constant, { rtol: 0, atol: 6e-4 });
    }
  });

  it('is alpha itself for one look or none', () => {
    expect(pocockLevel(0.1, 5, 5)).toBe(0.1);
    expect(pocockLevel(0.1, 5, 3)).toBe(0.1);
  });

  it('falls with every further look, and stays above a Bonferroni correction', () => {
    let previous = 0.1;
    for (let last = 5; last <= 12; last++) {
      const level = pocockLevel(0.1, 4, last);
      expect(level).toBeLessThan(previous);
      expect(level).toBeGreaterThan(0.1 / (last - 3));
      previous = level;
    }
  });

  it('sees that paths cross as often as a simulation does', () => {
    const rng = createRng('pocock');
    const paths = 20_000;
    let never = 0;
    for (let path = 0; path < paths; path++) {
      let sum = 0;
      let isCrossed = false;
      for (let n = 1; n <= 12; n++) {
        sum += rng.normal();
        if (n >= 3 && sum > 1.5 * Math.sqrt(n)) isCrossed = true;
      }
      if (!isCrossed) never++;
    }
    // Four standard errors of a share near 0.82 are 0.011.
    expectClose(neverCrossing(1.5, 3, 12), never / paths, { rtol: 0, atol: 0.011 });
  });
});
