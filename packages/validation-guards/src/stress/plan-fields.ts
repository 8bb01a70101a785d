import type { OrderPlan } from '@quantblocks/engine';

/** What a plan can say in one place. */
export type PlanValue = number | string | boolean | undefined;

/** One thing that a plan says: a value per bar, or a single one. */
export interface PlanField {
  readonly isSeries: boolean;
  /** Of a single value, that one. A copy: a strategy may write its next plan to the same memory. */
  readonly values: ArrayLike<PlanValue>;
}

/** Everything that a plan says, by path: `signal`, `stop.series`, `targets.0.value`. */
export function planFields(plan: OrderPlan): Map<string, PlanField> {
  const fields = new Map<string, PlanField>();
  collect(plan, '', fields);
  return fields;
}

function collect(part: unknown, path: string, fields: Map<string, PlanField>): void {
  if (ArrayBuffer.isView(part)) fields.set(path, { isSeries: true, values: (part as Float64Array).slice() });
  else if (typeof part === 'object' && part !== null) {
    for (const [key, inner] of Object.entries(part)) collect(inner, path === '' ? key : `${path}.${key}`, fields);
  } else if (part !== undefined) fields.set(path, { isSeries: false, values: [part as PlanValue] });
}

/** The value at a bar; undefined where the plan says nothing. */
export function valueAt(field: PlanField | undefined, bar: number): PlanValue {
  return field?.isSeries ? field.values[bar] : field?.values[0];
}

/** Whether two values are not the same, numbers up to a relative tolerance. */
export function differs(a: PlanValue, b: PlanValue, tolerance: number): boolean {
  if (Object.is(a, b)) return false;
  if (tolerance === 0 || typeof a !== 'number' || typeof b !== 'number') return true;
  return !(Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b)));
}
