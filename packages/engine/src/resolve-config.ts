import { ParameterError } from '@quantblocks/core';
import type { Costs, SimulationConfig, Sizing } from './config.ts';

/** Configuration with every default filled in; the two series are named, not held. */
export type ResolvedConfig = Readonly<Required<Omit<SimulationConfig, 'magnifier' | 'funding' | 'costs'>>> & {
  readonly costs: Readonly<Required<Costs>>;
  readonly hasFunding: boolean;
  readonly hasMagnifier: boolean;
};

/**
 * Fills in the defaults and refuses what cannot be meant.
 *
 * @param length - Number of bars, if it is known: series must have one value each.
 * @throws a {@link ParameterError} naming the field.
 */
export function resolveConfig(config: SimulationConfig, length?: number): ResolvedConfig {
  const {
    initialCapital = 10_000,
    entry = 'nextOpen',
    sides = 'both',
    onOpposite = 'reverse',
    sizing = { kind: 'fraction', value: 1 },
    maxLeverage = 1,
    maintenanceMargin = 0.005,
    quantityStep = 0,
    intrabar = 'worst',
    entryBarStops = true,
    gapFill = true,
    movedStop = 'nextBar',
    stopMoves = 'tighten',
    ladder = 'strict',
    barOrder = 'openFirst',
    trailEntryBar = true,
    equity = 'markToMarket',
    closeAtEnd = false,
    tradeFrom = 0,
    funding,
    magnifier,
  } = config;
  oneOf('entry', entry, ['nextOpen', 'close']);
  oneOf('sides', sides, ['both', 'long', 'short']);
  oneOf('onOpposite', onOpposite, ['reverse', 'close', 'ignore']);
  oneOf('intrabar', intrabar, ['worst', 'best', 'ohlc', 'olhc', 'nearestExtreme', 'magnifier']);
  oneOf('movedStop', movedStop, ['nextBar', 'sameBar']);
  oneOf('stopMoves', stopMoves, ['tighten', 'assign']);
  oneOf('ladder', ladder, ['strict', 'literal']);
  oneOf('barOrder', barOrder, ['openFirst', 'stopsFirst']);
  oneOf('equity', equity, ['markToMarket', 'realised', 'none']);
  check('initialCapital', initialCapital, initialCapital > 0 && Number.isFinite(initialCapital), 'a number > 0');
  check('maxLeverage', maxLeverage, maxLeverage > 0, 'a number > 0');
  check(
    'maintenanceMargin',
    maintenanceMargin,
    maintenanceMargin === null || (maintenanceMargin >= 0 && maintenanceMargin < 1),
    'a number in [0, 1), or null',
  );
  check('quantityStep', quantityStep, quantityStep >= 0 && Number.isFinite(quantityStep), 'a number >= 0');
  check('tradeFrom', tradeFrom, Number.isInteger(tradeFrom) && tradeFrom >= 0, 'an integer >= 0');
  check('magnifier', magnifier, intrabar !== 'magnifier' || magnifier !== undefined, 'bars of a lower timeframe');
  check('entryBarStops', entryBarStops, barOrder === 'openFirst' || !entryBarStops, "false with barOrder 'stopsFirst'");
  if (funding !== undefined) {
    const bad = funding.findIndex((rate) => !Number.isFinite(rate));
    check(`funding[${bad}]`, funding[bad], bad < 0, 'a finite rate');
  }
  if (funding !== undefined && length !== undefined) {
    check('funding.length', funding.length, funding.length === length, `one rate per bar (${length})`);
  }
  return {
    initialCapital,
    entry,
    sides,
    onOpposite,
    sizing: checkSizing(sizing),
    costs: resolveCosts(config.costs),
    maxLeverage,
    maintenanceMargin,
    quantityStep,
    intrabar,
    entryBarStops,
    gapFill,
    movedStop,
    stopMoves,
    ladder,
    barOrder,
    trailEntryBar,
    equity,
    closeAtEnd,
    tradeFrom,
    hasFunding: funding !== undefined,
    hasMagnifier: intrabar === 'magnifier',
  };
}

function resolveCosts(costs: Costs = {}): Required<Costs> {
  const { feeBps = 5, makerFeeBps = feeBps, slippageBps = 2, slipTargets = false, charge = 'perFill' } = costs;
  // Makers may be paid a rebate, so their fee alone may be negative.
  check('costs.feeBps', feeBps, feeBps >= 0 && feeBps < 10_000, 'a number in [0, 10000)');
  check('costs.makerFeeBps', makerFeeBps, Math.abs(makerFeeBps) < 10_000, 'a number in (-10000, 10000)');
  check('costs.slippageBps', slippageBps, slippageBps >= 0 && slippageBps < 10_000, 'a number in [0, 10000)');
  oneOf('costs.charge', charge, ['perFill', 'entryNotional']);
  return { feeBps, makerFeeBps, slippageBps, slipTargets, charge };
}

function checkSizing(sizing: Sizing): Sizing {
  oneOf('sizing.kind', sizing.kind, ['units', 'cash', 'fraction', 'risk']);
  check('sizing.value', sizing.value, sizing.value > 0 && Number.isFinite(sizing.value), 'a number > 0');
  if (sizing.kind === 'risk' && sizing.base !== undefined) oneOf('sizing.base', sizing.base, ['equity', 'initial']);
  return sizing;
}

function oneOf<T extends string>(name: string, value: T, choices: readonly T[]): void {
  if (!choices.includes(value)) {
    throw new ParameterError(name, choices.map((choice) => `'${choice}'`).join(', '), value);
  }
}

function check(name: string, value: unknown, isValid: boolean, expected: string): void {
  if (!isValid) throw new ParameterError(name, expected, value);
}
