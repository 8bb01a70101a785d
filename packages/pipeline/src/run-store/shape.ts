import type { z } from 'zod';

/** Where a value is not what a schema says. */
export interface ShapeProblem {
  /** Keys from the top, joined by dots; empty for the value as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly received: unknown;
}

/** A value of the schema's type, or the first thing that is wrong with it. */
export function shapeOf<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { readonly value: T; readonly problem?: undefined } | { readonly problem: ShapeProblem } {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data };
  const [{ path, message }] = result.error.issues;
  const expected = message
    .replace(/^Invalid (input|option): expected /, '')
    .replace(/^Too (small|big): expected \w+ to have /, '')
    .replace(/^Too (small|big): expected \w+ to be /, '')
    .replace(/, received .*$/, '');
  const received = path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  );
  return { problem: { path: path.join('.'), expected, received } };
}
