import { ParameterError } from '@quantblocks/core';

/** One row per point, one loss per objective: the smaller the better. */
export type Losses = readonly ArrayLike<number>[];

/** Number of objectives, 0 without rows. @throws a {@link ParameterError} unless all rows are equally long and free of NaN. */
export function requireLosses(losses: Losses, name = 'losses'): number {
  const objectives = losses[0]?.length ?? 0;
  losses.forEach((row, i) => {
    if (row.length === 0 || row.length !== objectives) {
      throw new ParameterError(`${name}.${i}`, `${Math.max(1, objectives)} losses, as many as in every row`, row);
    }
    for (let j = 0; j < objectives; j++) {
      if (!(typeof row[j] === 'number' && !Number.isNaN(row[j])))
        throw new ParameterError(`${name}.${i}`, 'numbers', row[j]);
    }
  });
  return objectives;
}

/** Whether `a` is nowhere worse than `b`, and somewhere better. */
export function dominates(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  let isBetter = false;
  for (let j = 0; j < a.length; j++) {
    if (a[j] > b[j]) return false;
    if (a[j] < b[j]) isBetter = true;
  }
  return isBetter;
}

/** Indices of the rows in order of objective `first`; ties by the objectives that follow it, going round, then by index. */
export function orderBy(losses: Losses, first: number): Uint32Array {
  const objectives = losses[0]?.length ?? 0;
  return Uint32Array.from(losses, (_, i) => i).sort((a, b) => {
    for (let k = 0; k < objectives; k++) {
      const j = (first + k) % objectives;
      if (losses[a][j] < losses[b][j]) return -1;
      if (losses[a][j] > losses[b][j]) return 1;
    }
    return a - b;
  });
}
