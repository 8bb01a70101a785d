import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assertCausal, createBars } from '@quantblocks/core';
import { describeGolden, readInt8, readJson } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { REGIMES, regimeLabels } from '../src/regime-labels.ts';
import { firstDifference, goldenBars } from './golden-files.ts';
import { randomBars } from './random-bars.ts';

describe('regimeLabels', () => {
  it('regime labels are causal: the label of a bar is known at its close', () => {
    assertCausal((bars: ReturnType<typeof randomBars>) => regimeLabels(bars), randomBars(600, 3));
  });

  it('says OTHER while the 200-bar mean of the previous bar is not known', () => {
    const labels = regimeLabels(randomBars(400, 1));
    expect(labels.subarray(0, 200).every((label) => REGIMES[label] === 'OTHER')).toBe(true);
    expect(labels[200]).not.toBe(REGIMES.indexOf('OTHER'));
  });

  it('a fall of more than 15 % from the 50-bar high is a CRASH, whatever else holds', () => {
    const close = new Array<number>(260).fill(100).map((price, i) => (i < 255 ? price : 80));
    const labels = regimeLabels(
      createBars({ time: close.map((_, i) => i), open: close, high: close, low: close, close }),
    );
    expect(REGIMES[labels[254]]).toBe('SIDEWAYS');
    expect(REGIMES[labels[255]]).toBe('CRASH');
  });

  it('fewer bars than the averages need are all OTHER', () => {
    expect(new Set(regimeLabels(randomBars(20, 1)))).toEqual(new Set([REGIMES.indexOf('OTHER')]));
  });
});

describeGolden('final-trigger/common', { accept: ({ path }) => existsSync(join(path, 'regimeV2.i8')) }, ({ path }) => {
  const manifest = readJson<{ ohlcv: string; regimeV2_legend: string[] }>(join(path, 'manifest.json'));
  const expected = Array.from(readInt8(join(path, 'regimeV2.i8')), (code) =>
    REGIMES.indexOf(manifest.regimeV2_legend[code] as (typeof REGIMES)[number]),
  );
  expect(firstDifference(regimeLabels(goldenBars(manifest.ohlcv)), expected)).toBeNull();
});
