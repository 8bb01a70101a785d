import { IntegrityError } from '@quantblocks/core';

const TYPED_ARRAYS: Readonly<Record<string, new (buffer: ArrayBuffer) => ArrayBufferView>> = {
  $Int8Array: Int8Array,
  $Uint8Array: Uint8Array,
  $Uint8ClampedArray: Uint8ClampedArray,
  $Int16Array: Int16Array,
  $Uint16Array: Uint16Array,
  $Int32Array: Int32Array,
  $Uint32Array: Uint32Array,
  $Float32Array: Float32Array,
  $Float64Array: Float64Array,
  $BigInt64Array: BigInt64Array,
  $BigUint64Array: BigUint64Array,
};

/**
 * What {@link encodeJson} was given.
 *
 * @throws an {@link IntegrityError} if `text` is not JSON, or marks something unknown.
 *
 * @example
 * ```ts
 * import { decodeJson } from '@quantblocks/checkpoint';
 *
 * decodeJson('{"score":{"$number":"-Infinity"}}'); // => { score: -Infinity }
 * ```
 */
export function decodeJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new IntegrityError('stored JSON', 'valid JSON', text);
  }
  // Most text holds nothing special, and a walk costs more than the parse.
  return text.includes('"$') ? restore(value) : value;
}

function restore(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(restore);
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0].startsWith('$') && !keys[0].startsWith('$$'))
    return special(keys[0], (value as Record<string, unknown>)[keys[0]]);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.startsWith('$$') ? key.slice(1) : key, restore(item)]),
  );
}

function special(kind: string, content: unknown): unknown {
  if (typeof content === 'string') {
    if (kind === '$number' && /^(NaN|-?Infinity)$/.test(content)) return Number(content);
    if (Object.hasOwn(TYPED_ARRAYS, kind)) {
      const bytes = Uint8Array.from(Buffer.from(content, 'base64'));
      return new TYPED_ARRAYS[kind](bytes.buffer);
    }
  }
  throw new IntegrityError('stored JSON', 'a number or a typed array', { [kind]: content });
}
