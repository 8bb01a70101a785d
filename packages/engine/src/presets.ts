import type { SimulationConfig } from './config.ts';

/**
 * The execution model of backtesting.py: an order fills at the next open, the stop is tested before the target from the
 * entry bar on, levels a bar opens beyond fill at its open, and the account is neither cut nor liquidated.
 */
export const backtestingPy: SimulationConfig = Object.freeze({
  sizing: { kind: 'units', value: 1 },
  maxLeverage: Number.POSITIVE_INFINITY,
  maintenanceMargin: null,
  stopMoves: 'assign',
  ladder: 'literal',
} as const);

/**
 * The execution model of vectorbt's signal simulation: as {@link backtestingPy}, but no stop or target works on the entry bar,
 * the stops of a whole bar are tested before the order due at its open, one order per bar, and a trail does not
 * see the entry bar's extreme.
 */
export const vectorbt: SimulationConfig = Object.freeze({
  ...backtestingPy,
  entryBarStops: false,
  barOrder: 'stopsFirst',
  trailEntryBar: false,
} as const);

/**
 * The position manager of FINAL TRIGGER v2 as it was, faults included: entry at the signal's close, exits at the
 * exact level even through a gap, opposite signals ignored, costs on the entry value, realised equity, no leverage limit.
 * For its `tp_first` order add `{ intrabar: 'best', movedStop: 'sameBar' }`.
 */
export const finalTriggerV2: SimulationConfig = Object.freeze({
  entry: 'close',
  onOpposite: 'ignore',
  sizing: { kind: 'risk', value: 0.005, base: 'initial' },
  costs: { feeBps: 5, slippageBps: 2, slipTargets: true, charge: 'entryNotional' },
  maxLeverage: Number.POSITIVE_INFINITY,
  maintenanceMargin: null,
  gapFill: false,
  stopMoves: 'assign',
  ladder: 'literal',
  equity: 'realised',
} as const);
