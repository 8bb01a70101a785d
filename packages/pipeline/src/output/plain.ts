/** A copy for people to read: series of numbers become lists, or are left out where only figures are wanted. */
export function plain(value: unknown, series: 'list' | 'drop'): unknown {
  if (ArrayBuffer.isView(value)) return series === 'list' ? Array.from(value as Float64Array) : undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item, series));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, plain(item, series)] as const)
      .filter(([, item]) => item !== undefined),
  );
}
