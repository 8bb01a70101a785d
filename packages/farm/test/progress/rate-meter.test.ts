import { createRng } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import { expect, it } from 'vitest';
import { RateMeter } from '../../src/progress/rate-meter.ts';

it('knows nothing before a block has ended', () => {
  const meter = new RateMeter(0);
  expect(meter.rate(5000)).toBeNaN();
  meter.add(1, 999);
  expect(meter.rate(5000)).toBeNaN();
  meter.add(1, 1000);
  expect(meter.rate(1999)).toBeNaN();
  expect(meter.rate(2000)).toBe(2 / 1000);
  expect(meter.timeLeft(10, 2000)).toBeUndefined();
});

it('gives the rate of a single block: its units over its time', () => {
  const meter = new RateMeter(100);
  meter.add(3, 600);
  meter.add(7, 2100);
  expectClose(meter.rate(3100), 10 / 2000);
});

it('waits for four blocks before it forecasts', () => {
  const meter = new RateMeter(0);
  for (let i = 1; i <= 4; i++) meter.add(5, i * 1000);
  expect(meter.timeLeft(10, 4999)).toBeUndefined();
  const left = meter.timeLeft(10, 5000);
  // An even pace leaves nothing to doubt.
  expectClose([left?.ms, left?.lowMs, left?.highMs] as number[], [2000, 2000, 2000], { rtol: 1e-6 });
});

it('has no time left when nothing is left, evidence or not', () => {
  expect(new RateMeter(0).timeLeft(0, 5)).toEqual({ ms: 0, lowMs: 0, highMs: 0 });
});

it.each([
  ['one by one', 1, 100],
  ['64 at once', 64, 6400],
  ['300 at once', 300, 30_000],
])('gives 10 units per second at every moment, %s', (_, size, gap) => {
  const meter = new RateMeter(0);
  for (let now = gap; now <= 40 * gap; now += gap) {
    meter.add(size, now);
    if (now < Math.max(10_000, 2 * gap)) continue;
    for (const later of [0, gap * 0.5, gap * 0.99]) expectClose(meter.rate(now + later) * 1000, 10, { rtol: 1e-9 });
  }
});

it('is steady when 64 workers answer one after another within 100 ms of every minute', () => {
  const meter = new RateMeter(0);
  for (let minute = 1; minute <= 40; minute++) {
    for (let i = 0; i < 64; i++) meter.add(1, minute * 60_000 + (i / 64) * 100);
    // The first burst ends 98 ms late: 1.6e-3 of the first minute.
    if (minute > 1) expectClose(meter.rate(minute * 60_000 + 30_000) * 60_000, 64, { rtol: 2e-3 });
  }
});

it('follows a change of pace within a few minutes, even after a day', () => {
  const meter = new RateMeter(0);
  const day = 86_400_000;
  for (let now = 1000; now <= day; now += 1000) meter.add(8, now);
  for (let now = day + 1000; now <= day + 3_600_000; now += 1000) meter.add(4, now);
  // e^-3 of the old pace is left after 60 blocks of a minute.
  expectClose(meter.rate(day + 3_600_000) * 1000, 4, { rtol: 0.06 });
});

it('sinks when nothing happens for longer than usual', () => {
  const meter = new RateMeter(0);
  for (let i = 1; i <= 20; i++) meter.add(10, i * 1000);
  expect(meter.rate(21_000) * 1000).toBeCloseTo(10, 9);
  expect(meter.rate(3_600_000) * 1000).toBeLessThan(0.1);
});

it('gives ranges that hold the true end in about nine cases of ten', () => {
  // Random arrivals at one per second: sums of 25 exponential times are simulated up to 200 units.
  let held = 0;
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const rng = createRng('range', run);
    const meter = new RateMeter(0);
    let now = 0;
    let forecast: { lowMs: number; highMs: number } | undefined;
    let asked = 0;
    for (let unit = 1; unit <= 200; unit++) {
      now -= 1000 * Math.log(1 - rng.next());
      meter.add(1, now);
      if (unit === 60) {
        forecast = meter.timeLeft(140, now);
        asked = now;
      }
    }
    if (forecast && now - asked >= forecast.lowMs && now - asked <= forecast.highMs) held++;
  }
  // Standard error of a share of 0.9 over 400 runs: 0.015. The scatter is estimated from few blocks, hence the wider band.
  expect(held / runs).toBeGreaterThan(0.84);
  expect(held / runs).toBeLessThan(0.97);
});
