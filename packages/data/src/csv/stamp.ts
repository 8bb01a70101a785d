import { DataError } from '@quantblocks/core';

/** Unit of numeric time stamps. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns';

const UNIT_NAMES: Record<TimeUnit, string> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
};

const STAMP =
  /^(\d{4})([-/])(\d{2})\2(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Epoch milliseconds of an ISO date with or without time. No zone means UTC; local time is never used.
 *
 * Year first only: `01/02/2024` could mean two days, so it is refused.
 *
 * @returns NaN if the text is no such date or no day of the calendar.
 */
export function stampOf(text: string): number {
  const match = STAMP.exec(text.trim());
  if (match === null) return Number.NaN;
  const [, year, , month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = ''] = match;
  const date = dayOf(Number(year), Number(month), Number(day));
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return Number.NaN;
  return date + h * 3_600_000 + m * 60_000 + s * 1000 + fractionMs(fraction) - zoneMs(zone);
}

/** Epoch milliseconds of a day, or NaN if the calendar has no such day. */
export function dayOf(year: number, month: number, day: number): number {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? ms : Number.NaN;
}

function fractionMs(digits: string): number {
  return digits === '' ? 0 : (Number(digits) * 1000) / 10 ** digits.length;
}

function zoneMs(zone: string): number {
  if (zone === '' || zone === 'Z' || zone === 'z' || zone === 'UTC') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', ''));
  if (hours > 14 || minutes > 59) return Number.NaN;
  return (zone[0] === '-' ? -1 : 1) * (hours * 3_600_000 + minutes * 60_000);
}

/**
 * Reads stamps of the form `YYYY-MM-DD HH:MM:SS`, the commonest by far, without making a string.
 *
 * The midnight of the last date is kept, because neighbouring rows mostly share it.
 */
export class StampReader {
  private key = -1;
  private midnight = 0;
  /** Milliseconds of the last successful {@link read}. */
  value = 0;

  /** @returns the position after the seconds (or the date), or -1 if the field must be read as text. */
  read(bytes: Uint8Array, p: number, delimiter: number): number {
    if (bytes[p + 4] !== 45 || bytes[p + 7] !== 45) return -1;
    const year = two(bytes, p) * 100 + two(bytes, p + 2);
    const month = two(bytes, p + 5);
    const day = two(bytes, p + 8);
    // A pair that is not two digits is at least 1e5 and so leaves its range below.
    if (!(year <= 9999 && month <= 12 && day <= 31)) return -1;
    const key = (year * 16 + month) * 32 + day;
    if (key !== this.key) {
      const midnight = dayOf(year, month, day);
      if (Number.isNaN(midnight)) return -1;
      this.key = key;
      this.midnight = midnight;
    }
    const separator = bytes[p + 10];
    if (separator === delimiter || separator === 10 || separator === 13) {
      this.value = this.midnight;
      return p + 10;
    }
    if ((separator !== 32 && separator !== 84) || bytes[p + 13] !== 58 || bytes[p + 16] !== 58) return -1;
    const hour = two(bytes, p + 11);
    const minute = two(bytes, p + 14);
    const second = two(bytes, p + 17);
    if (!(hour <= 23 && minute <= 59 && second <= 59)) return -1;
    this.value = this.midnight + hour * 3_600_000 + minute * 60_000 + second * 1000;
    return p + 19;
  }
}

function two(bytes: Uint8Array, p: number): number {
  const tens = bytes[p] - 48;
  const ones = bytes[p + 1] - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1e5;
}

/** Where a stamp came from, for the message of {@link epochToMs}. */
export interface EpochSource {
  source: string;
  column: string;
  /** Line of a row, for messages. */
  lineOf: (row: number) => number;
}

/**
 * Turns numeric stamps into epoch milliseconds in place. The unit follows from the magnitude, which must be the same in
 * every row; eight-digit calendar dates (`20240131`) are read as days.
 *
 * Steps finer than a microsecond are rounded: a double cannot hold epoch nanoseconds.
 *
 * @param unit - What the numbers are; `auto` looks at them (below 1e11 seconds, 1e14 milliseconds, 1e17 microseconds).
 * @throws a {@link DataError} if rows have different units.
 */
export function epochToMs(stamps: Float64Array, unit: TimeUnit | 'auto', from: EpochSource): void {
  if (stamps.length === 0) return;
  if (unit === 'auto' && calendarDates(stamps)) return;
  const used = unit === 'auto' ? unitOf(stamps[0]) : unit;
  for (let i = 0; i < stamps.length; i++) {
    const stamp = stamps[i];
    if (unit === 'auto' && unitOf(stamp) !== used) {
      throw new DataError(`epoch ${UNIT_NAMES[used]} as in the first row`, stamp, {
        source: from.source,
        row: from.lineOf(i),
        column: from.column,
      });
    }
    stamps[i] = toMs(stamp, used);
  }
}

function unitOf(stamp: number): TimeUnit {
  const size = Math.abs(stamp);
  return size < 1e11 ? 's' : size < 1e14 ? 'ms' : size < 1e17 ? 'us' : 'ns';
}

function toMs(stamp: number, unit: TimeUnit): number {
  if (unit === 'ms') return stamp;
  if (unit === 'us') return stamp / 1e3;
  return unit === 's' ? Math.round(stamp * 1e6) / 1e3 : Math.round(stamp / 1e3) / 1e3;
}

function calendarDates(stamps: Float64Array): boolean {
  for (const stamp of stamps) if (!(stamp >= 19_000_101 && stamp <= 21_001_231)) return false;
  const days = stamps.map((stamp) => dayOf(Math.floor(stamp / 1e4), Math.floor(stamp / 100) % 100, stamp % 100));
  if (days.some(Number.isNaN)) return false;
  stamps.set(days);
  return true;
}
