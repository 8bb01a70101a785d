import { quantile } from '@quantblocks/core';
import type { ParameterAxis } from './parameter-axis.ts';
import type { ScoredTrial } from './search-model.ts';

/** A grid over two parameters, row by row from the bottom; NaN where nothing is known. */
export interface ContourCells {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
  /** Whether cells hold the trials in them, or are filled from trials near them. */
  readonly kind: 'counted' | 'interpolated';
}

/** Cells per axis of a continuous plane, and of a continuous axis beside one of few values. */
const FINE = { columns: 36, rows: 28 };
const COARSE = 12;
/** How far a trial speaks, in axes, and the distance below which nearness adds nothing. */
const REACH = 0.12;
const SOFT = 0.03;

/**
 * What is known about the objective over two parameters.
 *
 * If either has few values, a cell is the median of the trials in it and unknown without one. On a plane of two continuous
 * parameters a cell is the mean of the trials within 12 % of the axes, weighted by inverse squared distance; cells without
 * any near stay unknown too.
 */
export function contourCells(scored: readonly ScoredTrial[], x: ParameterAxis, y: ParameterAxis): ContourCells {
  const trials = scored
    .map(({ trial, value }) => ({ x: x.at(trial), y: y.at(trial), value }))
    .filter((trial) => Number.isFinite(trial.x + trial.y + trial.value));
  if (x.cells === 0 && y.cells === 0) return interpolate(trials);
  return medians(trials, x.cells || COARSE, y.cells || COARSE);
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

function medians(trials: readonly Placed[], columns: number, rows: number): ContourCells {
  const groups = new Map<number, number[]>();
  const cell = (at: number, cells: number): number => Math.min(cells - 1, Math.floor(at * cells + 1e-9));
  for (const { x, y, value } of trials) {
    const key = cell(y, rows) * columns + cell(x, columns);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  const values = new Float64Array(columns * rows).fill(Number.NaN);
  for (const [key, group] of groups) values[key] = quantile(group, 0.5);
  return { columns, rows, values, kind: 'counted' };
}

function interpolate(trials: readonly Placed[]): ContourCells {
  const { columns, rows } = FINE;
  const values = new Float64Array(columns * rows).fill(Number.NaN);
  for (let cell = 0; cell < values.length; cell++) {
    const x = ((cell % columns) + 0.5) / columns;
    const y = (Math.floor(cell / columns) + 0.5) / rows;
    let [weights, sum] = [0, 0];
    for (const trial of trials) {
      const squared = (trial.x - x) ** 2 + (trial.y - y) ** 2;
      if (squared > REACH ** 2) continue;
      const weight = 1 / (squared + SOFT ** 2);
      weights += weight;
      sum += weight * trial.value;
    }
    if (weights > 0) values[cell] = sum / weights;
  }
  return { columns, rows, values, kind: 'interpolated' };
}
