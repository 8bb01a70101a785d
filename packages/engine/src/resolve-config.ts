import { ParameterError } from '@quantblocks/core';
import type { Costs, SimulationConfig, Sizing } from './config.ts';

/** Configuration with every default filled in. */
export type ResolvedConfig = Required<Omit<SimulationConfig, 'magnifier' | 'funding' | 'costs'>> &
  Pick<SimulationConfig, 'magnifier' | 'funding'> & { readonly costs: Required<Costs> };

const CHOICES = {
  entry: ['nextOpen', 'close'],
  sides: ['both', 'long', 'short'],
  onOpposite: ['reverse', 'close', 'ignore'],
  intrabar: ['worst', 'best', 'ohlc', 'olhc', 'nearestExtreme', 'magnifier'],
  movedStop: ['nextBar', 'sameBar'],
  stopMoves: ['tighten', 'assign'],
  ladder: ['strict', 'literal'],
  barOrder: ['openFirst', 'stopsFirst'],
  equity: ['markToMarket', 'realised', 'none'],
} as const satisfies Partial<Record<keyof SimulationConfig, readonly string[]>>;

/**
 * Fills in the defaults and refuses what cannot be meant.
 *
 * @param length - Number of bars, if it is known: series must have one value each.
 * @throws a {@link ParameterError} naming the field.
 */
export function resolveConfig(config: SimulationConfig, length?: number): ResolvedConfig {
  const resolved: ResolvedConfig = {
    initialCapital: 10_000,
    entry: 'nextOpen',
    sides: 'both',
    onOpposite: 'reverse',
    sizing: { kind: 'fraction', value: 1 },
    maxLeverage: 1,
    maintenanceMargin: 0.005,
    quantityStep: 0,
    intrabar: 'worst',
    entryBarStops: true,
    gapFill: true,
    movedStop: 'nextBar',
    stopMoves: 'tighten',
    ladder: 'strict',
    barOrder: 'openFirst',
    trailEntryBar: true,
    equity: 'markToMarket',
    closeAtEnd: false,
    tradeFrom: 0,
    ...withoutUndefined(config),
    costs: resolveCosts(config.costs),
  };
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = resolved[name as keyof typeof CHOICES];
    if (!(choices as readonly string[]).includes(value)) {
      throw new ParameterError(name, choices.map((choice) => `'${choice}'`).join(', '), value);
    }
  }
  check('initialCapital', resolved.initialCapital, resolved.initialCapital > 0, 'a number > 0');
  check('maxLeverage', resolved.maxLeverage, resolved.maxLeverage > 0, 'a number > 0', true);
  const { maintenanceMargin: margin } = resolved;
  if (margin !== null) check('maintenanceMargin', margin, margin >= 0 && margin < 1, 'a number in [0, 1), or null');
  check('quantityStep', resolved.quantityStep, resolved.quantityStep >= 0, 'a number >= 0');
  check(
    'tradeFrom',
    resolved.tradeFrom,
    Number.isInteger(resolved.tradeFrom) && resolved.tradeFrom >= 0,
    'an integer >= 0',
  );
  checkSizing(resolved.sizing);
  if (resolved.intrabar === 'magnifier' && resolved.magnifier === undefined) {
    throw new ParameterError('magnifier', "bars of a lower timeframe for intrabar 'magnifier'", resolved.magnifier);
  }
  if (resolved.barOrder === 'stopsFirst' && resolved.entryBarStops) {
    throw new ParameterError('entryBarStops', "false with barOrder 'stopsFirst'", true);
  }
  const { funding } = resolved;
  if (funding !== undefined && length !== undefined && funding.length !== length) {
    throw new ParameterError('funding', `one rate per bar (${length})`, funding.length);
  }
  return resolved;
}

function resolveCosts(costs: Costs = {}): Required<Costs> {
  const { feeBps = 5, makerFeeBps = feeBps, slippageBps = 2, slipTargets = false, charge = 'perFill' } = costs;
  // Makers may be paid a rebate, so their fee alone may be negative.
  check('costs.feeBps', feeBps, feeBps >= 0 && feeBps < 10_000, 'a number in [0, 10000)');
  check('costs.makerFeeBps', makerFeeBps, Math.abs(makerFeeBps) < 10_000, 'a number in (-10000, 10000)');
  check('costs.slippageBps', slippageBps, slippageBps >= 0 && slippageBps < 10_000, 'a number in [0, 10000)');
  if (charge !== 'perFill' && charge !== 'entryNotional') {
    throw new ParameterError('costs.charge', "'perFill' or 'entryNotional'", charge);
  }
  return { feeBps, makerFeeBps, slippageBps, slipTargets, charge };
}

function checkSizing(sizing: Sizing): void {
  const { kind, value } = sizing;
  if (kind !== 'units' && kind !== 'cash' && kind !== 'fraction' && kind !== 'risk') {
    throw new ParameterError('sizing.kind', "'units', 'cash', 'fraction' or 'risk'", kind);
  }
  check('sizing.value', value, value > 0, 'a number > 0');
}

function check(name: string, value: number, isValid: boolean, expected: string, mayBeInfinite = false): void {
  if (!isValid || !(mayBeInfinite || Number.isFinite(value))) throw new ParameterError(name, expected, value);
}

function withoutUndefined<T extends object>(options: T): T {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as T;
}
