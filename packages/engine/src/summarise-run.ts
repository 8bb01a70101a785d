import type { Bars } from '@quantblocks/core';
import type { ResolvedConfig } from './resolve-config.ts';
import type { BacktestResult, OpenPosition } from './result.ts';
import type { Simulator } from './simulator.ts';

/** Closes or values what is open at the last close and gathers the result. */
export function summariseRun(
  sim: Simulator,
  bars: Pick<Bars, 'length' | 'close'>,
  equity: Float64Array,
): BacktestResult {
  const { account, config } = sim;
  const last = bars.length - 1;
  const price = bars.close[last];
  if (config.closeAtEnd && sim.side !== 0) {
    sim.closeAll(last, price, 'end');
    if (equity.length > 0) equity[last] = config.equity === 'realised' ? account.realised : account.cash;
  }
  const isRealised = config.equity === 'realised';
  return {
    initialCapital: account.initialCapital,
    finalEquity: isRealised ? account.realised : account.cash + sim.side * sim.quantity * price,
    equity,
    positions: sim.positions.view(),
    legs: sim.legs.view(),
    rejections: sim.rejections.view(),
    open: describeOpen(sim, price),
    ambiguousBars: sim.ambiguousBars,
    gapFills: sim.gapFills,
    unmagnifiedBars: sim.unmagnifiedBars,
    cutEntries: sim.cutEntries,
    liquidations: sim.liquidations,
    exposureBars: sim.exposureBars + (sim.side === 0 ? 0 : last - sim.entryBar + 1),
    turnover: account.turnover,
    fees: account.fees,
    slippage: account.slippage,
    funding: account.funding,
    ruinedAt: sim.ruinedAt,
    config: describeConfig(config),
  };
}

function describeOpen(sim: Simulator, price: number): OpenPosition | null {
  if (sim.side === 0) return null;
  const entryPrice = sim.side * sim.entry;
  const unrealisedPnl = sim.side * sim.quantity * (price - entryPrice);
  return {
    side: sim.side > 0 ? 1 : -1,
    entryBar: sim.entryBar,
    entryPrice,
    quantity: sim.quantity,
    stop: sim.stop === Number.NEGATIVE_INFINITY ? Number.NaN : sim.side * sim.stop,
    markPrice: price,
    unrealisedPnl,
    netPnl: sim.netSoFar() + unrealisedPnl,
  };
}

function describeConfig(config: ResolvedConfig): BacktestResult['config'] {
  const { magnifier, funding, ...rest } = config;
  return { ...rest, hasMagnifier: magnifier !== undefined, hasFunding: funding !== undefined };
}
