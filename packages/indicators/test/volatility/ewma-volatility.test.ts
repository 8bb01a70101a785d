import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { EwmaVolatility, ewmaVolatility } from '../../src/index.ts';

const nan = Number.NaN;

describe('ewmaVolatility', () => {
  it('averages squared log returns from the first one on', () => {
    // Returns 1 and 2: 1, then 1 / 2 + 4 / 2.
    expectClose(ewmaVolatility([1, Math.E, Math.E ** 3], { lambda: 0.5 }), [nan, 1, Math.sqrt(2.5)]);
  });

  it('remembers 94 % by default', () => {
    // Returns 1 and 0.
    expectClose(ewmaVolatility([1, Math.E, Math.E]), [nan, 1, Math.sqrt(0.94)]);
  });

  it('is the last absolute return for lambda 0, and the first for lambda 1', () => {
    const x = [1, Math.E, Math.E ** 3, Math.E];
    expectClose(ewmaVolatility(x, { lambda: 0 }), [nan, 1, 2, 2]);
    expectClose(ewmaVolatility(x, { lambda: 1 }), [nan, 1, 1, 1]);
  });

  it('counts a return from or to a price that is not positive as 0', () => {
    expectClose(ewmaVolatility([1, Math.E, 0, 5], { lambda: 0.25 }), [nan, 1, 0.5, 0.25]);
  });

  it('goes on after a gap from the last known price', () => {
    const stream = new EwmaVolatility({ lambda: 0.5 });
    stream.update(1);
    expect(stream.update(nan)).toBeNaN();
    expectClose(stream.update(Math.E), 1);
  });
});
