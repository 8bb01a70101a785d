import type { BacktestResult, Sizing } from '@quantblocks/engine';
import { count, formatMoney, formatNumber, formatPercent } from './format.ts';

type Config = BacktestResult['config'];

/** One assumption of the simulation in words. */
export interface Assumption {
  /** Field of the configuration. */
  readonly field: keyof Config;
  readonly topic: string;
  readonly sentence: string;
}

/** Every assumption a result was made under, as sentences in a fixed order. */
export function describeAssumptions(config: Config): Assumption[] {
  return (Object.keys(WORDS) as (keyof Config)[]).map((field) => {
    const [topic, say] = WORDS[field];
    return { field, topic, sentence: say(config) };
  });
}

/** Typed over every field of the configuration: a new field of the engine does not compile until it has its sentence. */
const WORDS: Record<keyof Config, readonly [topic: string, say: (config: Config) => string]> = {
  initialCapital: ['Starting capital', (c) => `Starts with ${formatMoney(c.initialCapital)}.`],
  entry: [
    'Fill of decisions',
    (c) =>
      c.entry === 'nextOpen'
        ? 'A decision at the close of a bar is filled at the open of the next one.'
        : 'A decision is filled at the very close it was made on, which no trader can do exactly.',
  ],
  sides: [
    'Directions',
    (c) => ({ both: 'Trades long and short.', long: 'Trades long only.', short: 'Trades short only.' })[c.sides],
  ],
  onOpposite: [
    'Opposite signal',
    (c) =>
      ({
        reverse: 'An opposite signal closes the position and opens one the other way.',
        close: 'An opposite signal closes the position and opens nothing.',
        ignore: 'An opposite signal is ignored while a position is open.',
      })[c.onOpposite],
  ],
  sizing: ['Position size', (c) => describeSizing(c.sizing)],
  costs: ['Costs', (c) => describeCosts(c.costs)],
  hasFunding: [
    'Funding',
    (c) =>
      c.hasFunding
        ? 'Funding is paid or received at the given rates.'
        : 'No funding or borrowing is charged on positions held.',
  ],
  maxLeverage: [
    'Leverage',
    (c) =>
      Number.isFinite(c.maxLeverage)
        ? `A position is at most ${formatNumber(c.maxLeverage, 2).replace(/\.?0+$/, '')} times equity; larger orders are cut.`
        : 'Leverage is not limited.',
  ],
  maintenanceMargin: [
    'Liquidation',
    (c) =>
      c.maintenanceMargin === null
        ? 'Positions are never liquidated, not even when equity is negative.'
        : `A position is liquidated when equity falls below ${formatPercent(c.maintenanceMargin, 2)} of its value; tested before targets.`,
  ],
  quantityStep: [
    'Lot size',
    (c) =>
      c.quantityStep > 0
        ? `Quantities are rounded down to multiples of ${c.quantityStep}.`
        : 'Any fraction of a unit can be traded.',
  ],
  intrabar: [
    'Stop or target first',
    (c) =>
      ({
        worst: 'When one bar reaches both the stop and a target, the stop is taken.',
        best: 'When one bar reaches both the stop and a target, the target is taken, which flatters the result.',
        ohlc: 'Inside a bar price is taken to run open, high, low, close.',
        olhc: 'Inside a bar price is taken to run open, low, high, close.',
        nearestExtreme: 'Inside a bar price is taken to reach the extreme nearer to the open first.',
        magnifier: 'When one bar reaches both the stop and a target, bars of a lower timeframe decide.',
      })[c.intrabar],
  ],
  hasMagnifier: [
    'Lower timeframe',
    (c) => (c.hasMagnifier ? 'Bars of a lower timeframe are used.' : 'No lower timeframe is used.'),
  ],
  entryBarStops: [
    'Entry bar',
    (c) =>
      c.entryBarStops
        ? 'Stops and targets already work on the bar of an entry at its open.'
        : 'Stops and targets work from the bar after the entry.',
  ],
  gapFill: [
    'Gaps',
    (c) =>
      c.gapFill
        ? 'A level that a bar opens beyond is filled at that open.'
        : 'Stops fill at their price even when the bar opens beyond it, which flatters the result.',
  ],
  movedStop: [
    'Moved stop',
    (c) =>
      c.movedStop === 'nextBar'
        ? 'A stop moved by a target works from the next bar.'
        : 'A stop moved by a target works within the same bar.',
  ],
  stopMoves: [
    'Stop moves',
    (c) => (c.stopMoves === 'tighten' ? 'A moved stop may only tighten.' : 'A moved stop goes where it is told.'),
  ],
  ladder: [
    'Target ladder',
    (c) =>
      c.ladder === 'strict'
        ? 'An entry whose targets do not ascend at the fill is refused.'
        : 'Targets are applied as they stand, even when they do not ascend at the fill.',
  ],
  barOrder: [
    'Order inside a bar',
    (c) =>
      c.barOrder === 'openFirst'
        ? 'The order due at the open comes before stops and targets.'
        : 'Stops and targets of the whole bar are tested before the order due at its open.',
  ],
  trailEntryBar: [
    'Trailing stop',
    (c) =>
      c.trailEntryBar
        ? "A trailing stop counts the entry bar's extreme."
        : "A trailing stop does not count the entry bar's extreme.",
  ],
  equity: [
    'Equity',
    (c) =>
      ({
        markToMarket: 'Equity values open positions at every close.',
        realised: 'Equity counts closed trades only, which hides open losses from drawdown and volatility.',
        none: 'No equity series was recorded.',
      })[c.equity],
  ],
  closeAtEnd: [
    'End of data',
    (c) =>
      c.closeAtEnd
        ? 'A position open at the end is closed at the last close.'
        : 'A position open at the end is valued at the last close and reported as open.',
  ],
  tradeFrom: [
    'Warm-up',
    (c) =>
      c.tradeFrom > 0
        ? `The first ${count(c.tradeFrom, 'bar')} only feed indicators.`
        : 'Signals count from the first bar.',
  ],
};

function describeSizing(sizing: Sizing): string {
  if (sizing.kind === 'units') return `Buys ${sizing.value} ${sizing.value === 1 ? 'unit' : 'units'} per entry.`;
  if (sizing.kind === 'cash') return `Buys for ${formatMoney(sizing.value)} per entry.`;
  if (sizing.kind === 'fraction') return `Invests ${formatPercent(sizing.value)} of equity per entry.`;
  const base = sizing.base === 'initial' ? 'the starting capital' : 'equity';
  return `Risks ${formatPercent(sizing.value, 2)} of ${base} between entry and initial stop.`;
}

function describeCosts(costs: Config['costs']): string {
  const bps = (value: number): string => `${formatNumber(value, 2).replace(/\.?0+$/, '')} bps`;
  const maker = costs.makerFeeBps === costs.feeBps ? '' : `, ${bps(costs.makerFeeBps)} for targets`;
  const slip = costs.slipTargets ? 'on every fill' : 'on market and stop orders, none on targets';
  const charge =
    costs.charge === 'perFill' ? 'charged on the value of each fill' : 'charged twice on the entry value, at the exit';
  return `Fees of ${bps(costs.feeBps)}${maker} and slippage of ${bps(costs.slippageBps)} ${slip}; ${charge}.`;
}
