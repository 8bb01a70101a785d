import { ParameterError } from '@quantblocks/core';

/** Where a parameter may lie. */
export interface ParameterGrid {
  /** @defaultValue no bound */
  readonly min?: number;
  /** @defaultValue no bound */
  readonly max?: number;
  /** Distance of the values allowed, counted from `min`, or from 0 without one. @defaultValue any value is allowed */
  readonly step?: number;
}

/** The boundary check of a grid, by its parameter's name. */
export function requireGrid(
  name: string,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step }: ParameterGrid,
): void {
  if (Number.isNaN(min) || !(max >= min)) throw new ParameterError(`grid.${name}`, 'min <= max', { min, max });
  if (step !== undefined && !(step > 0 && step < Number.POSITIVE_INFINITY)) {
    throw new ParameterError(`grid.${name}.step`, 'a finite number > 0', step);
  }
}

/** The nearest value on the grid and inside its bounds. */
export function snapToGrid(
  value: number,
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, step }: ParameterGrid,
): number {
  const inside = Math.min(max, Math.max(min, value));
  if (step === undefined) return inside;
  const origin = Number.isFinite(min) ? min : 0;
  // Half a unit in the last place must neither cost the last step below `max` nor make a step above it.
  const last = Math.floor((max - origin) / step + 1e-9);
  return tidy(origin + Math.min(last, Math.round((inside - origin) / step)) * step);
}

/** 0.1 + 2 * 0.1 is meant to be 0.3. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
