import type { Bars } from '@quantblocks/core';
import { REASON } from './position.ts';
import type { BacktestResult, OpenPosition } from './result.ts';
import type { Simulator } from './simulator.ts';
import type { Workspace } from './workspace.ts';

/** Closes what is open at the last close, where the configuration asks for it. */
export function closeAtEnd(sim: Simulator, bars: Pick<Bars, 'length' | 'close'>, equity: Float64Array): void {
  const last = bars.length - 1;
  if (!sim.config.closeAtEnd || sim.position.side === 0) return;
  sim.closeAt(last, bars.close[last], REASON.end);
  if (equity.length > 0) equity[last] = sim.config.equity === 'realised' ? sim.account.realised : sim.account.cash;
}

/** Gathers the outcome; what is open is valued at the last close. */
export function summariseRun(
  sim: Simulator,
  workspace: Workspace,
  bars: Pick<Bars, 'length' | 'close'>,
  equity: Float64Array,
): BacktestResult {
  const { account, config, position } = sim;
  const last = bars.length - 1;
  const price = bars.close[last];
  const isRealised = config.equity === 'realised';
  return {
    initialCapital: account.initialCapital,
    finalEquity: isRealised ? account.realised : account.cash + position.side * position.quantity * price,
    equity,
    positions: workspace.positions.view(),
    legs: workspace.legs.view(),
    rejections: workspace.rejections.view(),
    open: describeOpen(sim, price),
    ambiguousBars: sim.ambiguousBars,
    gapFills: sim.gapFills,
    unmagnifiedBars: sim.unmagnifiedBars,
    cutEntries: position.cutEntries,
    liquidations: position.liquidations,
    exposureBars: position.exposureBars + (position.side === 0 ? 0 : last - position.entryBar + 1),
    turnover: account.turnover,
    fees: account.fees,
    slippage: account.slippage,
    funding: account.funding,
    ruinedAt: sim.ruinedAt,
    config,
  };
}

export function describeOpen({ position, stop }: Simulator, price: number): OpenPosition | null {
  const { side } = position;
  if (side === 0) return null;
  const entryPrice = side * position.entry;
  const unrealisedPnl = side * position.quantity * (price - entryPrice);
  return {
    side: side > 0 ? 1 : -1,
    entryBar: position.entryBar,
    entryPrice,
    quantity: position.quantity,
    stop: stop === Number.NEGATIVE_INFINITY ? Number.NaN : side * stop,
    markPrice: price,
    unrealisedPnl,
    netPnl: position.netSoFar() + unrealisedPnl,
  };
}
