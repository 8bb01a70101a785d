import { createBars } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXIT_REASONS, type ExitReason, excursions, simulate } from '../src/index.ts';

const bars = createBars({
  time: [0, 1, 2, 3],
  open: [100, 101, 104, 103],
  high: [103, 106, 120, 104],
  low: [97, 100, 90, 102],
  close: [101, 104, 100, 103],
});

function position(
  side: 1 | -1,
  entryBar: number,
  exitBar: number,
  reason: ExitReason,
  exits: number[],
  entry = 'nextOpen',
) {
  return {
    positions: {
      length: 1,
      side: Int8Array.of(side),
      entryBar: Int32Array.of(entryBar),
      exitBar: Int32Array.of(exitBar),
      entryPrice: Float64Array.of(100),
      initialRisk: Float64Array.of(5),
      reason: Uint8Array.of(EXIT_REASONS.indexOf(reason)),
    },
    legs: { length: exits.length, position: new Int32Array(exits.length), exitPrice: Float64Array.from(exits) },
    config: { entry: entry as 'nextOpen' | 'close' },
  };
}

describe('excursions', () => {
  it('counts the whole entry bar of a fill at the open, and of the exit bar only open and fills', () => {
    const { mae, mfe, maeR, mfeR } = excursions(bars, position(1, 0, 2, 'stop', [95]));
    expect([mae[0], mfe[0], maeR[0], mfeR[0]]).toEqual([-0.05, 0.06, -1, 1.2]);
  });

  it('mirrors for shorts', () => {
    const { mae, mfe } = excursions(bars, position(-1, 0, 2, 'target', [92]));
    expect([mae[0], mfe[0]]).toEqual([-0.06, 0.08]);
  });

  it('skips the entry bar of a fill at the close', () => {
    const { mae, mfe } = excursions(bars, position(1, 0, 1, 'stop', [100.5], 'close'));
    expect([mae[0], mfe[0]]).toEqual([0, 0.01]);
  });

  it('counts the whole exit bar of an exit at the close', () => {
    expect(excursions(bars, position(1, 0, 2, 'end', [100])).mfe[0]).toBe(0.2);
    expect(excursions(bars, position(1, 0, 2, 'signal', [100], 'close')).mae[0]).toBe(-0.1);
    expect(excursions(bars, position(1, 0, 2, 'signal', [104])).mfe[0]).toBe(0.06);
  });

  it('knows the prices of every leg, not only their average', () => {
    expect(excursions(bars, position(1, 1, 2, 'target', [108, 112])).mfe[0]).toBe(0.12);
  });

  it('knows only the fills of a position entered and left inside one bar', () => {
    const { mae, mfe } = excursions(bars, position(1, 2, 2, 'stop', [95]));
    expect([mae[0], mfe[0]]).toEqual([-0.05, 0.04]);
  });

  it('has no R without a stop', () => {
    const input = position(1, 0, 2, 'signal', [104]);
    input.positions.initialRisk[0] = Number.NaN;
    expect(excursions(bars, input).maeR[0]).toBeNaN();
  });

  it('encloses the result of every simulated position, whatever the market', () => {
    const step = fc.record({
      move: fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      signal: fc.constantFrom(-1, 0, 1),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 5, maxLength: 60 }),
        fc.constantFrom('nextOpen', 'close'),
        (steps, entry) => {
          let price = 100;
          const close = steps.map(({ move }) => {
            price *= 1 + move;
            return price;
          });
          const open = close.map((last, i) => close[i - 1] ?? last);
          const market = createBars({
            time: close.map((_, i) => i),
            open,
            high: close.map((last, i) => Math.max(last, open[i]) * 1.01),
            low: close.map((last, i) => Math.min(last, open[i]) * 0.99),
            close,
          });
          const plan = {
            signal: Int8Array.from(steps, (s) => s.signal),
            stop: { unit: 'fraction', value: 0.03 } as const,
          };
          const result = simulate(market, plan, { entry });
          const { mae, mfe } = excursions(market, result);
          const { positions } = result;
          for (let p = 0; p < positions.length; p++) {
            const gain =
              (positions.side[p] * (positions.exitPrice[p] - positions.entryPrice[p])) / positions.entryPrice[p];
            expect(mae[p]).toBeLessThanOrEqual(Math.min(0, gain) + 1e-12);
            expect(mfe[p]).toBeGreaterThanOrEqual(Math.max(0, gain) - 1e-12);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
