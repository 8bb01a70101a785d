import { createBars, ParameterError } from '@quantblocks/core';
import { finalTrigger, parseFinalTriggerParams } from '@quantblocks/final-trigger';
import { describe, expect, it } from 'vitest';
import { lookahead } from '../../src/stress/lookahead.ts';
import {
  allTimeHigh,
  centredAverage,
  example,
  exampleBars,
  honest,
  tomorrowsClose,
  wholeSampleScore,
  wholeSampleStop,
} from './example-strategies.ts';

const bars = exampleBars();

describe('lookahead', () => {
  it('passes a strategy that reads the past alone', () => {
    const answer = lookahead(honest, bars);
    expect(answer).toMatchObject({ status: 'pass', value: 0, n: 33, differences: [], fields: [], reach: 0 });
  });

  it('finds tomorrow’s close, and that it is one bar away', () => {
    const answer = lookahead(tomorrowsClose, bars);
    expect(answer).toMatchObject({ status: 'fail', fields: ['signal'], reach: 1 });
    const [{ bar, lastBar, text }] = answer.differences;
    expect(bar).toBe(lastBar);
    expect(text).toBe(`signal at bar ${bar} changes from 1 to 0 when the bars after ${bar} are removed`);
    expect(answer.explanation).toContain(text);
  });

  it('finds a look ahead that shows on one bar in hundreds, since cuts end with decisions', () => {
    const rare = example('rare', ({ close }) => ({
      signal: Int8Array.from(close, (now, i) => (close[i + 1] > 1.025 * now ? 1 : 0)),
    }));
    const decisions = rare
      .prepare(bars)
      .plan(rare.defaults)
      .signal.reduce((count, side) => count + side, 0);
    expect(decisions).toBeLessThan(12);
    const { status, differences } = lookahead(rare, bars, { cuts: 4 });
    expect(status).toBe('fail');
    expect(differences.some(({ change }) => change === 'removed')).toBe(true);
  });

  it('finds the far half of a centred average, never further than it reaches', () => {
    const { status, reach } = lookahead(centredAverage, bars, { params: { period: 20 }, cuts: 60 });
    expect(status).toBe('fail');
    expect(reach).toBeGreaterThan(3);
    expect(reach).toBeLessThanOrEqual(10);
  });

  it.each([
    ['the mean of the whole sample', wholeSampleScore],
    ['the maximum of all bars', allTimeHigh],
  ])('finds %s', (_, strategy) => {
    expect(lookahead(strategy, bars)).toMatchObject({ status: 'fail', fields: ['signal'] });
  });

  it('finds a single value that was taken from the whole sample', () => {
    const { fields, differences } = lookahead(wholeSampleStop, bars);
    expect(fields).toEqual(['stop.value']);
    expect(differences[0]).toMatchObject({ field: 'stop.value', bar: null });
  });

  it('finds by another future what copes with none', () => {
    // Where tomorrow is missing it hopes, which is what it decided there anyway.
    const hopeful = example('hopeful', ({ close }) => ({
      signal: Int8Array.from(close, (now, i) => (close[i + 1] === undefined || close[i + 1] > now ? 1 : 0)),
    }));
    const { differences } = lookahead(hopeful, bars);
    const removed = new Set(differences.filter(({ change }) => change === 'removed').map(({ lastBar }) => lastBar));
    expect(differences.some(({ change, lastBar }) => change === 'changed' && !removed.has(lastBar))).toBe(true);
  });

  it('says so if the same bars give two plans', () => {
    let calls = 0;
    const moody = example('moody', ({ length }) => ({ signal: new Int8Array(length).fill(1, calls++) }));
    const { status, differences } = lookahead(moody, bars, { cuts: 1 });
    expect(status).toBe('fail');
    expect(differences[0].text).toBe('signal at bar 0 changes from 1 to 0 when it is planned again on the same bars');
  });

  it('says so if a field of the plan is there only with the future', () => {
    const shy = example('shy', ({ length }) => ({
      signal: new Int8Array(length).fill(1),
      ...(length > 1000 ? { maxBars: 5 } : {}),
    }));
    const { differences } = lookahead(shy, bars);
    expect(differences[0]).toMatchObject({ field: 'maxBars', full: 5, rerun: undefined });
  });

  it('lets pass what is rounding, if told to', () => {
    const summed = example('summed', ({ close, length }) => ({
      signal: new Int8Array(length).fill(1),
      weight: close.map((now) => now * (1 + 1e-12 * length)),
    }));
    expect(lookahead(summed, bars).status).toBe('fail');
    expect(lookahead(summed, bars, { tolerance: 1e-8 }).status).toBe('pass');
  });

  it('gives copies: a strategy cannot spoil the bars', () => {
    const before = bars.close.slice();
    lookahead(
      example('vandal', ({ close, length }) => {
        close.fill(1);
        return { signal: new Int8Array(length).fill(1) };
      }),
      bars,
      { cuts: 1 },
    );
    expect(bars.close).toEqual(before);
  });

  it('does not pass a plan without decisions, nor bars that cannot be cut', () => {
    const idle = example('idle', ({ length }) => ({ signal: new Int8Array(length) }));
    expect(lookahead(idle, bars).status).toBe('insufficient');
    const single = createBars({ time: [0], timeframeMs: 1, open: [1], high: [1], low: [1], close: [1] });
    expect(
      lookahead(
        example('one', () => ({ signal: Int8Array.of(1) })),
        single,
      ).status,
    ).toBe('insufficient');
  });

  it('is the same for the same seed', () => {
    expect(lookahead(centredAverage, bars, { seed: 3 })).toEqual(lookahead(centredAverage, bars, { seed: 3 }));
  });

  it('finds FINAL TRIGGER clean, with every filter', () => {
    const long = exampleBars(2500);
    expect(lookahead(finalTrigger, long, { cuts: 8 })).toMatchObject({ status: 'pass', value: 0 });
    const params = parseFinalTriggerParams({ maFilter: true, erLength: 10 });
    expect(lookahead(finalTrigger, long, { params, cuts: 4 }).differences).toEqual([]);
  });

  it('refuses options out of range', () => {
    expect(() => lookahead(honest, bars, { cuts: 0 })).toThrow(ParameterError);
    expect(() => lookahead(honest, bars, { minBars: bars.length })).toThrow(ParameterError);
    expect(() => lookahead(honest, bars, { tolerance: -1 })).toThrow(ParameterError);
  });
});
