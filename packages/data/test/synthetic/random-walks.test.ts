import { createRng, mean, standardDeviation } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { autoregression, tailVariance, twoStateChain } from '../../src/synthetic/random-walks.ts';
import { autocorrelation } from './sample.ts';

const draw = (step: () => number, n: number): number[] => Array.from({ length: n }, step);

describe('autoregression', () => {
  it('has the stated deviation and loses half of its memory per half-life', () => {
    const values = draw(autoregression(createRng(1), 0.5, 4), 100_000);
    // Effective sample size n (1 - a^2) / (1 + a^2) for variances: 0.4 % standard error of the deviation.
    expect(Math.abs(standardDeviation(values) / 0.5 - 1)).toBeLessThan(0.016);
    for (const lag of [4, 8]) expect(Math.abs(autocorrelation(values, lag) - 2 ** (-lag / 4))).toBeLessThan(0.03);
  });
});

describe('twoStateChain', () => {
  it('stays in each state as long as stated on average', () => {
    const states = draw(twoStateChain(createRng(2), [30, 10]), 200_000);
    expect(Math.abs(mean(states) - 0.25)).toBeLessThan(0.02); // 5000 cycles
    const switches = states.slice(1).filter((state, i) => state !== states[i]).length;
    expect(Math.abs(switches / 10_000 - 1)).toBeLessThan(0.05);
  });

  it('starts in its stationary law', () => {
    const first = Array.from({ length: 2000 }, (_, seed) => twoStateChain(createRng(seed, 'chain'), [30, 10])());
    expect(Math.abs(mean(first) - 0.25)).toBeLessThan(4 * Math.sqrt(0.1875 / 2000));
  });
});

describe('tailVariance', () => {
  it('has mean one and the inverse chi-square moments', () => {
    const df = 12;
    const values = draw(tailVariance(createRng(3), df), 100_000);
    // 1 / W is chi-square over df - 2: mean df / (df - 2), variance 2 df / (df - 2)^2.
    const inverse = values.map((w) => 1 / w);
    expect(Math.abs(mean(values) - 1)).toBeLessThan(4 * Math.sqrt(2 / (df - 4) / 100_000));
    expect(Math.abs(mean(inverse) - df / (df - 2))).toBeLessThan((4 * Math.sqrt(2 * df)) / (df - 2) / Math.sqrt(1e5));
    expect(Math.abs(standardDeviation(inverse) / (Math.sqrt(2 * df) / (df - 2)) - 1)).toBeLessThan(0.015);
  });
});
