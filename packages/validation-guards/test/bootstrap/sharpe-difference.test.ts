import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { kernelVariance, kernelWeight } from '../../src/bootstrap/hac.ts';
import { prewhiten } from '../../src/bootstrap/prewhiten.ts';
import { type SharpeDifferenceOptions, sharpeDifference } from '../../src/bootstrap/sharpe-difference.ts';
import { autoregression, garch } from '../noise.ts';

const TOPIC = 'sharpe_difference.json';

interface GoldenTest {
  diff: number;
  se: number;
  z: number;
  p: number;
  bandwidth?: number;
  alpha?: number | null;
}

/** `parzen_auto_prewhite`, `qs_bw5`, `jk_memmel`: the options are in the name. */
function optionsOf(name: string): SharpeDifferenceOptions {
  if (name === 'jk_memmel') return { method: 'memmel' };
  const fixed = /_bw(\d+)/.exec(name);
  return {
    kernel: name.startsWith('qs') ? 'quadraticSpectral' : 'parzen',
    prewhitening: name.endsWith('prewhite'),
    ...(fixed === null ? {} : { bandwidth: Number(fixed[1]) }),
  };
}

describeGolden('validation/sets', { accept: (set) => existsSync(join(set.path, TOPIC)) }, (set) => {
  const { cases } = readJson<{ cases: Record<string, unknown>[] }>(join(set.path, TOPIC));
  expect(cases.length).toBeGreaterThan(0);
  for (const { name, r1, r2, ...tests } of cases) {
    for (const [key, value] of Object.entries(tests)) {
      if (typeof value !== 'object' || value === null) continue;
      const golden = value as GoldenTest;
      const ours = sharpeDifference(r1 as number[], r2 as number[], optionsOf(key));
      const close = { rtol: 1e-10, label: `${name} ${key}` };
      expectClose(
        [ours.value, ours.standardError, ours.z, ours.pValue],
        [golden.diff, golden.se, golden.z, golden.p],
        close,
      );
      if (golden.bandwidth !== undefined) expectClose(ours.bandwidth, golden.bandwidth, close);
      if (typeof golden.alpha === 'number') expectClose(ours.memory, golden.alpha, close);
    }
  }
});

describe('sharpeDifference', () => {
  const first = garch(300, 2);
  const second = garch(300, 3);

  it('changes its sign and nothing else with the order of the strategies', () => {
    for (const method of ['hac', 'memmel'] as const) {
      const there = sharpeDifference(first, second, { method });
      const back = sharpeDifference(second, first, { method });
      expectClose([back.value, back.z], [-there.value, -there.z], { rtol: 1e-9 });
      expectClose([back.standardError, back.pValue], [there.standardError, there.pValue], { rtol: 1e-9 });
    }
  });

  it('passes a true difference of strategies that share their noise', () => {
    const better = first.map((value, i) => value + 0.001 + 0.002 * second[i]);
    const { status, value, standardError } = sharpeDifference(better, first);
    expect([status, value > 0]).toEqual(['pass', true]);
    // What both have in common cancels: apart, the error would be about sqrt(2/300).
    expect(standardError).toBeLessThan(0.5 * Math.sqrt(2 / 300));
  });

  it('rejects equal ratios about as often as it says', () => {
    let passes = 0;
    for (let k = 0; k < 300; k++) {
      if (sharpeDifference(autoregression(150, 0.2, `a${k}`), garch(150, `b${k}`)).status === 'pass') passes++;
    }
    // 300 tests at 5 %: 4 standard errors are 5 %.
    expect(passes / 300).toBeGreaterThan(0.01);
    expect(passes / 300).toBeLessThan(0.1);
  });

  it('is undefined for a series without spread and for a strategy against itself, at any leverage', () => {
    const flat = new Array<number>(300).fill(0.01);
    for (const method of ['hac', 'memmel'] as const) {
      expect(sharpeDifference(first, flat, { method }).status).toBe('undefined');
      expect(sharpeDifference(first, first, { method }).status).toBe('undefined');
    }
    expect(
      sharpeDifference(
        first,
        first.map((value) => 3 * value),
      ).status,
    ).toBe('undefined');
  });

  it('works where returns and their squares say the same, as of a bet', () => {
    const bet = Float64Array.from(first, (value) => (value > 0 ? 0.01 : -0.01));
    expect(sharpeDifference(bet, second).standardError).toBeGreaterThan(0);
  });

  it('says insufficient for few bars', () => {
    expect(sharpeDifference([], []).status).toBe('insufficient');
    expect(sharpeDifference(first.subarray(0, 19), second.subarray(0, 19)).status).toBe('insufficient');
  });

  it('refuses series of different length and options out of range', () => {
    expect(() => sharpeDifference(first, second.subarray(1))).toThrow('b: expected 300 returns, as many as a, got 299');
    for (const options of [{ method: 'iid' }, { kernel: 'bartlett' }, { bandwidth: -1 }, { alpha: 2 }]) {
      expect(() => sharpeDifference(first, second, options as object)).toThrow(ParameterError);
    }
  });
});

describe('kernelWeight', () => {
  it('is 1 at zero, known in the middle and continuous where its form changes', () => {
    for (const kernel of ['parzen', 'quadraticSpectral'] as const) expect(kernelWeight(kernel, 0)).toBe(1);
    expect([kernelWeight('parzen', 0.5), kernelWeight('parzen', 1)]).toEqual([0.25, 0]);
    expectClose(kernelWeight('parzen', 0.5 + 1e-12), 0.25, { rtol: 1e-10 });
    const joint = 1e-3 / ((6 * Math.PI) / 5);
    // Beside the joint the closed form has lost half of its digits.
    expectClose(kernelWeight('quadraticSpectral', joint * 1.0001), 1 - (1e-3 * 1.0001) ** 2 / 10, { rtol: 1e-9 });
    // sin and cos of pi/2 leave 3 / z^3.
    expectClose(kernelWeight('quadraticSpectral', 5 / 12), 3 / (Math.PI / 2) ** 3);
  });

  it('leaves the plain variance at bandwidth zero', () => {
    expect(kernelVariance(Float64Array.of(1, -1, 2, -2), 'quadraticSpectral', 0)).toBe(2.5);
  });
});

describe('prewhiten', () => {
  it('finds the autoregression of an exact one and recolours by the inverse of what is left', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => 0.5 ** i);
    const y = Float64Array.from({ length: 40 }, (_, i) => (-0.25) ** i);
    const { columns, recolour } = prewhiten([x, y]);
    for (const column of columns) expectClose(column, new Float64Array(39), { atol: 1e-14 });
    expectClose(recolour([1, 1]), [1 / (1 - 0.5), 1 / (1 + 0.25)], { rtol: 1e-9 });
  });

  it('keeps the singular values of the autoregression to 0.97', () => {
    const explosive = Float64Array.from({ length: 30 }, (_, i) => 1.2 ** i);
    const { recolour } = prewhiten([explosive]);
    expectClose(recolour([1]), [1 / 0.03], { rtol: 1e-10 });
  });
});
