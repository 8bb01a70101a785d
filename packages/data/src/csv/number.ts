const ZERO = 48;
const DOT = 46;
const MINUS = 45;

/** `10^k` is a double without error up to 22: one multiplication or division by it rounds once, so it is exact. */
const POW10: Float64Array = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));

/**
 * Reads one plain decimal (`-12.345`) that starts at `p` into `out[row]`, bit for bit what `Number(text)` gives.
 *
 * The bytes must go on after the number (a row ends with a line break). Exponents, quotes, spaces, words, and the rare
 * decimal that this method cannot round with certainty are left to the caller.
 *
 * @returns the position after the number, or -1 if the field must be read as text.
 * @see W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990 (the fast path of short decimals).
 */
export function readNumber(bytes: Uint8Array, p: number, out: Float64Array, row: number): number {
  let c = bytes[p];
  const isNegative = c === MINUS;
  if (isNegative) c = bytes[++p];
  const start = p;
  let mantissa = 0;
  let digit = c - ZERO;
  while (digit >= 0 && digit <= 9) {
    mantissa = mantissa * 10 + digit;
    digit = bytes[++p] - ZERO;
  }
  let digits = p - start;
  let decimals = 0;
  if (digit === DOT - ZERO) {
    const point = p;
    digit = bytes[++p] - ZERO;
    while (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = bytes[++p] - ZERO;
    }
    decimals = p - point - 1;
    digits += decimals;
  }
  if (digits === 0) return -1;
  // Up to 15 digits the mantissa is below 2^53, hence exact.
  let value: number;
  if (digits <= 15) value = decimals === 0 ? mantissa : mantissa / POW10[decimals];
  else {
    value = longDecimal(bytes, start, digits, decimals);
    if (value < 0) return -1;
  }
  out[row] = isNegative ? -value : value;
  return p;
}

/**
 * 16 to 19 digits do not fit a double. The mantissa is kept as an unevaluated sum of two doubles, the quotient gets one
 * correction step, and the result counts only if the whole interval of its possible error rounds to one double.
 *
 * @returns -1 if the rounding is not certain.
 * @see T. J. Dekker, "A floating-point technique for extending the available precision", Numer. Math. 18 (1971), 224-242.
 */
function longDecimal(bytes: Uint8Array, start: number, digits: number, decimals: number): number {
  if (digits > 19 || decimals > 19) return -1;
  let p = start;
  let high = 0;
  for (let k = 0; k < 15; p++) {
    if (bytes[p] === DOT) continue;
    high = high * 10 + (bytes[p] - ZERO);
    k++;
  }
  let low = 0;
  for (let k = 15; k < digits; p++) {
    if (bytes[p] === DOT) continue;
    low = low * 10 + (bytes[p] - ZERO);
    k++;
  }
  // high * 10^j + low = m1 + m2 without error; low < 10^4 is absorbed by the small part.
  const scale = POW10[digits - 15];
  const product = high * scale;
  const rest = productError(high, scale, product) + low;
  const m1 = product + rest;
  const m2 = rest - (m1 - product);
  if (decimals === 0) return m1;
  const divisor = POW10[decimals];
  const quotient = m1 / divisor;
  const back = quotient * divisor;
  const remainder = m1 - back - productError(quotient, divisor, back) + m2;
  const correction = remainder / divisor;
  // The correction is off by less than 2^-51 of itself; rounding is monotone, so equal ends mean a certain result.
  const above = quotient + correction * (1 + 2 ** -49);
  const below = quotient + correction * (1 - 2 ** -49);
  return above === below ? above : -1;
}

/** `a * b - product`, exactly. */
function productError(a: number, b: number, product: number): number {
  const ca = a * 134_217_729;
  const a1 = ca - (ca - a);
  const a2 = a - a1;
  const cb = b * 134_217_729;
  const b1 = cb - (cb - b);
  const b2 = b - b1;
  return a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const MISSING = new Set(['', '-', 'na', 'n/a', '#n/a', 'nan', '-nan', 'null', 'none', 'nil']);
const INFINITE = /^([+-]?)inf(inity)?$/;

/**
 * The slow reading of one field's text: decimals with exponents, the usual words for "missing" (NaN), and `inf`.
 *
 * @returns `undefined` if the text is none of these. JavaScript extras such as `0x10` and `1_000` are not numbers here.
 */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  if (DECIMAL.test(trimmed)) return Number(trimmed);
  const word = trimmed.toLowerCase();
  if (MISSING.has(word)) return Number.NaN;
  const infinite = INFINITE.exec(word);
  return infinite === null ? undefined : infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
