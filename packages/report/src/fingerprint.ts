import { createHash } from 'node:crypto';
import type { Bars } from '@quantblocks/core';

/**
 * SHA-256 of the bars: symbol, timeframe, then the columns time, open, high, low, close, volume as little-endian doubles.
 *
 * @returns 64 hexadecimal digits; equal exactly when every value is equal.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { fingerprintBars } from '@quantblocks/report';
 *
 * const columns = { time: [0, 1], open: [1, 2], high: [1, 2], low: [1, 2], close: [1, 2] };
 * fingerprintBars(createBars(columns)) === fingerprintBars(createBars(columns)); // => true
 * ```
 */
export function fingerprintBars(bars: Bars): string {
  const hash = createHash('sha256').update(JSON.stringify([bars.symbol, bars.timeframeMs, bars.length]));
  for (const column of [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume]) {
    // Copied, because NaN has many bit patterns and a shared buffer cannot be hashed in place.
    const values = Float64Array.from(column, (value) => (Number.isNaN(value) ? Number.NaN : value));
    hash.update(new Uint8Array(values.buffer));
  }
  return hash.digest('hex');
}
