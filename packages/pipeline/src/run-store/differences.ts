/** Where two values differ; a side that has nothing there is `undefined`. */
export interface Difference {
  /** Keys from the top, joined by dots: `search.trials`, `assets.2`. */
  readonly path: string;
  readonly a: unknown;
  readonly b: unknown;
}

/**
 * Where two plain values differ, leaf by leaf, in the order of their keys.
 *
 * @returns None if they are equal; NaN equals NaN.
 *
 * @example
 * ```ts
 * import { differences } from '@quantblocks/pipeline';
 *
 * differences({ trials: 200, costs: { feeBps: 4 } }, { trials: 300, costs: { feeBps: 4 } });
 * // => [{ path: 'trials', a: 200, b: 300 }]
 * ```
 */
export function differences(a: unknown, b: unknown, path: string = ''): Difference[] {
  if (Object.is(a, b)) return [];
  if (!isBranch(a) || !isBranch(b) || isList(a) !== isList(b)) return [{ path, a, b }];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(own(a, key), own(b, key), path === '' ? key : `${path}.${key}`));
}

function isBranch(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isList(value: object): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** A key such as `constructor` must not be found where nobody wrote it. */
function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}
