/** A value that fits in a cell. */
export type Leaf = string | number | boolean;

/** Nested plain data as names with dots and values; short lists of numbers stay one value, what is null or undefined is left out. */
export function flatten(value: unknown, prefix = ''): Record<string, Leaf> {
  if (value === null || value === undefined) return {};
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return prefix === '' ? {} : { [prefix]: value };
  if (typeof value !== 'object') return {};
  const list = ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
  if (Array.isArray(list) && list.every((item) => typeof item !== 'object'))
    return prefix === '' ? {} : { [prefix]: list.join(' / ') };
  return Object.assign(
    {},
    ...Object.entries(list).map(([key, item]) => flatten(item, prefix === '' ? key : `${prefix}.${key}`)),
  );
}
