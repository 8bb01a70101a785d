const MINUS = '\u2212';
const NONE = '\u2013';

/** `1234567.891` -> `1,234,567.89`; a typographic minus, an en dash for what is not a number. */
export function formatNumber(value: number, digits = 2): string {
  if (Number.isNaN(value)) return NONE;
  if (!Number.isFinite(value)) return value > 0 ? '\u221e' : `${MINUS}\u221e`;
  const [whole, decimals] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const text = decimals === undefined ? grouped : `${grouped}.${decimals}`;
  // A value that rounds to zero has no sign: "-0.00" would claim a loss that is not shown.
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** Fraction as percent: `0.1234` -> `12.3%`. */
export function formatPercent(fraction: number, digits = 1): string {
  return Number.isFinite(fraction) ? `${formatNumber(fraction * 100, digits)}%` : formatNumber(fraction, digits);
}

/** Percent with its sign, also when positive. */
export function formatSignedPercent(fraction: number, digits = 1): string {
  return withSign(fraction, formatPercent(fraction, digits));
}

/** Number with its sign, also when positive. */
export function formatSigned(value: number, digits = 2): string {
  return withSign(value, formatNumber(value, digits));
}

/** Money: no cents from a thousand on. */
export function formatMoney(value: number): string {
  return formatNumber(value, Math.abs(value) >= 1000 ? 0 : 2);
}

/** Money with its sign, also when positive. */
export function formatSignedMoney(value: number): string {
  return withSign(value, formatMoney(value));
}

/** `2024-03-09`. */
export function formatDay(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 10) : NONE;
}

/** `2024-03-09 14:00`, UTC. */
export function formatTime(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString().slice(0, 16).replace('T', ' ') : NONE;
}

/** The largest unit that reads well: `3.2 years`, `45 days`, `7.5 hours`. */
export function formatDuration(ms: number): string {
  if (!Number.isFinite(ms)) return NONE;
  const units: [string, number][] = [
    ['year', 365.25 * 864e5],
    ['day', 864e5],
    ['hour', 36e5],
    ['minute', 6e4],
  ];
  for (const [name, size] of units) {
    const amount = ms / size;
    if (amount < 1 && name !== 'minute') continue;
    if (name === 'year' && amount < 1.5) continue;
    const text = formatNumber(amount, amount < 20 ? 1 : 0).replace(/\.0$/, '');
    return `${text} ${name}${text === '1' ? '' : 's'}`;
  }
  return NONE;
}

/** `1 position`, `2 positions`. */
export function count(n: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(n, 0)} ${n === 1 ? singular : plural}`;
}

function withSign(value: number, text: string): string {
  return value > 0 && /[1-9\u221e]/.test(text) ? `+${text}` : text;
}

/** Decimals that show a price of this size with at least six significant digits. */
export function priceDigits(price: number): number {
  const whole = Math.floor(Math.log10(Math.abs(price) || 1)) + 1;
  return Math.min(10, Math.max(2, 6 - whole));
}
