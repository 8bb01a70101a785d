import { ParameterError } from '@quantblocks/core';

/**
 * Plain data as JSON that {@link decodeJson} reads back the same, bit for bit: NaN, infinities, -0 and typed arrays included.
 *
 * Ordinary data look as always; what JSON lacks is an object with one key, such as `{"$number":"NaN"}`. Keys keep their order.
 * A property that is `undefined` counts as absent.
 *
 * @param value - Numbers, strings, booleans, null, arrays, plain objects, typed arrays (little-endian in Base64).
 * @param name - What to call `value` in an error.
 * @throws a {@link ParameterError} if anything in it would not come back: functions, symbols, bigints, cycles, instances of
 *   classes (also `Date` and `Map`), `undefined` in an array.
 *
 * @example
 * ```ts
 * import { decodeJson, encodeJson } from '@quantblocks/checkpoint';
 *
 * encodeJson({ score: -Infinity, trades: 7 }); // => '{"score":{"$number":"-Infinity"},"trades":7}'
 * decodeJson(encodeJson([Number.NaN, -0])); // => [NaN, -0]
 * encodeJson({ at: new Date(0) }); // => throws ParameterError
 * ```
 */
export function encodeJson(value: unknown, name = 'value'): string {
  return write(value, name, []);
}

/** The same, with keys in alphabetical order: equal data give equal text, whoever built them. */
export function canonicalJson(value: unknown, name = 'value'): string {
  return write(value, name, [], true);
}

function write(value: unknown, place: string, above: object[], isSorted = false): string {
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) return `{"$number":"${value}"}`;
      return Object.is(value, -0) ? '-0' : String(value);
    case 'string':
      return JSON.stringify(value);
    case 'boolean':
      return String(value);
    case 'object':
      if (value !== null) return writeObject(value, place, above, isSorted);
      return 'null';
    default:
      throw new ParameterError(place, 'plain data', value);
  }
}

function writeObject(value: object, place: string, above: object[], isSorted: boolean): string {
  if (ArrayBuffer.isView(value)) return writeBytes(value, place);
  if (above.includes(value))
    throw new ParameterError(place, 'plain data without a cycle', 'an object that holds itself');
  above.push(value);
  let text = '';
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++)
      text += `${i === 0 ? '' : ','}${write(value[i], `${place}[${i}]`, above, isSorted)}`;
    text = `[${text}]`;
  } else {
    requirePlain(value, place);
    const keys = Object.keys(value);
    for (const key of isSorted ? keys.sort() : keys) {
      const item = (value as Record<string, unknown>)[key];
      if (item === undefined) continue;
      // A key of the caller's that begins with $ gets another one, so that it is not taken for ours.
      const label = JSON.stringify(key.startsWith('$') ? `$${key}` : key);
      text += `${text === '' ? '' : ','}${label}:${write(item, `${place}.${key}`, above, isSorted)}`;
    }
    text = `{${text}}`;
  }
  above.pop();
  return text;
}

function writeBytes(value: ArrayBufferView, place: string): string {
  const name = Object.prototype.toString.call(value).slice(8, -1);
  if (!name.endsWith('Array')) throw new ParameterError(place, 'plain data', value);
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return `{"$${name}":"${bytes}"}`;
}

function requirePlain(value: object, place: string): void {
  const prototype: object | null = Object.getPrototypeOf(value);
  // An object of another realm has another Object.prototype, which has none above it either.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain || Object.getOwnPropertySymbols(value).length > 0)
    throw new ParameterError(place, 'plain data', `a ${value.constructor?.name ?? 'object'} with a class or symbols`);
}
