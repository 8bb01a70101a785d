import { MS_PER_YEAR, ParameterError } from '@quantblocks/core';

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  M: MS_PER_YEAR / 12,
};

/**
 * Milliseconds of an exchange's timeframe name: `1m`, `15m`, `1h`, `1d`, `1w`, `1M`. A month counts as a twelfth of 365.25 days.
 *
 * @param interval - A whole number and one of `s m h d w M`; `m` is a minute, `M` a month.
 * @throws a {@link ParameterError} if it is anything else.
 *
 * @example
 * ```ts
 * import { parseInterval } from '@quantblocks/data';
 *
 * parseInterval('4h'); // => 14400000
 * ```
 */
export function parseInterval(interval: string): number {
  const { count, unit } = split(interval);
  return count * UNITS[unit];
}

/**
 * The shortest exchange name of a timeframe: the inverse of {@link parseInterval}.
 *
 * @param timeframeMs - A whole number of seconds, or of mean months.
 * @throws a {@link ParameterError} if no unit fits.
 *
 * @example
 * ```ts
 * import { formatInterval } from '@quantblocks/data';
 *
 * formatInterval(3_600_000); // => '1h'
 * formatInterval(86_400_000); // => '1d'
 * ```
 */
export function formatInterval(timeframeMs: number): string {
  if (timeframeMs > 0) {
    for (const unit of ['M', 'w', 'd', 'h', 'm', 's']) {
      if (timeframeMs % UNITS[unit] === 0) return `${timeframeMs / UNITS[unit]}${unit}`;
    }
  }
  throw new ParameterError('timeframeMs', 'a whole number of seconds > 0', timeframeMs);
}

/** When the bar after the one that opens at `time` opens; months have their calendar length. */
export function nextOpen(time: number, interval: string): number {
  const { count, unit } = split(interval);
  if (unit !== 'M') return time + count * UNITS[unit];
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1);
}

function split(interval: string): { count: number; unit: string } {
  const match = /^([1-9]\d{0,4})([smhdwM])$/.exec(interval);
  if (match === null) throw new ParameterError('timeframe', "a name such as '1m', '1h', '1d', '1w' or '1M'", interval);
  return { count: Number(match[1]), unit: match[2] };
}
