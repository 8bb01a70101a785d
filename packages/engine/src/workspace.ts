import type { LegTable, PositionTable, RejectionTable } from './result.ts';
import { createLegTable, createPositionTable, createRejectionTable, type Table } from './tables.ts';

/**
 * Memory that runs can share, for loops over thousands of parameter sets. A result made in a workspace is made of views
 * into it and is only good until the next run: copy what you keep.
 */
export interface Workspace {
  readonly positions: Table<PositionTable>;
  readonly legs: Table<LegTable>;
  readonly rejections: Table<RejectionTable>;
  /** Grows to the longest run. */
  equity: Float64Array;
}

/**
 * Creates a workspace for {@link simulate}.
 *
 * @param bars - Number of bars to make room for; it grows as needed. @defaultValue `0`
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { createWorkspace, simulate } from '@quantblocks/engine';
 *
 * const price = [10, 11, 12, 11];
 * const bars = createBars({ time: [0, 1, 2, 3], open: price, high: price, low: price, close: price });
 * const workspace = createWorkspace(bars.length);
 * const finals = [1, 2, 3].map((value) => {
 *   const plan = { signal: Int8Array.of(1, 0, 0, 0) };
 *   const config = { sizing: { kind: 'units', value }, costs: { feeBps: 0, slippageBps: 0 } } as const;
 *   return simulate(bars, plan, config, workspace).finalEquity;
 * });
 * finals; // => [10000, 10000, 10000]
 * ```
 */
export function createWorkspace(bars: number = 0): Workspace {
  return {
    positions: createPositionTable(),
    legs: createLegTable(),
    rejections: createRejectionTable(),
    equity: new Float64Array(bars),
  };
}

/** Empties the tables and hands out `length` values of equity, not cleared. */
export function prepareWorkspace(workspace: Workspace, length: number): Float64Array {
  workspace.positions.clear();
  workspace.legs.clear();
  workspace.rejections.clear();
  if (workspace.equity.length < length) workspace.equity = new Float64Array(length);
  return workspace.equity.length === length ? workspace.equity : workspace.equity.subarray(0, length);
}
