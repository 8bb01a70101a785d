import { type Bars, DataError, ParameterError } from '@quantblocks/core';
import { Account } from './account.ts';
import { assignChildren } from './child-bars.ts';
import type { SimulationConfig } from './config.ts';
import { type CompiledExits, compileExits } from './exits.ts';
import type { OrderPlan } from './order-plan.ts';
import { REASON } from './position.ts';
import { type ResolvedConfig, resolveConfig } from './resolve-config.ts';
import type { BacktestResult } from './result.ts';
import { Simulator } from './simulator.ts';
import { describeOpen } from './summarise-run.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** One asset of a portfolio run. */
export interface PortfolioAsset {
  readonly bars: Bars;
  readonly plan: OrderPlan;
  /** Funding of this asset (see {@link alignFunding}). */
  readonly funding?: Float64Array;
  /** Bars of a lower timeframe of this asset, for `intrabar: 'magnifier'`. */
  readonly magnifier?: Bars;
}

/** What one asset did; bar numbers are those of its own bars. */
export interface AssetResult
  extends Pick<
    BacktestResult,
    | 'positions'
    | 'legs'
    | 'rejections'
    | 'open'
    | 'ambiguousBars'
    | 'gapFills'
    | 'unmagnifiedBars'
    | 'cutEntries'
    | 'liquidations'
    | 'exposureBars'
  > {
  readonly symbol: string;
}

/** Outcome of a run of several assets on one account. */
export interface PortfolioResult {
  readonly initialCapital: number;
  readonly finalEquity: number;
  /** Union of all assets' stamps, ascending. */
  readonly time: Float64Array;
  /** After each stamp: positions of assets without a bar there are valued at their last close. */
  readonly equity: Float64Array;
  /** In the order of their symbols. */
  readonly assets: readonly AssetResult[];
  readonly fees: number;
  readonly slippage: number;
  readonly funding: number;
  readonly turnover: number;
  /** Index into `time` of the stamp that ruined the account, -1 if none did; unless `maintenanceMargin` is `null`, all was closed there. */
  readonly ruinedAt: number;
  readonly config: ResolvedConfig;
}

/** An asset on its way through the union of stamps. */
interface Lane {
  readonly asset: PortfolioAsset;
  readonly workspace: Workspace;
  readonly simulator: Simulator;
  readonly exits: CompiledExits;
  /** Next bar of the asset, and whether it belongs to the stamp at hand. */
  bar: number;
  isDue: boolean;
  mark: number;
}

/**
 * Simulates several assets on shared cash over the union of their stamps.
 *
 * At each stamp all opens come first (in the order of symbols), then every bar's range, then every close: no asset profits from
 * what another did later in the same bar. Sizes and leverage count the whole account at its last prices. One asset gives
 * exactly what {@link simulate} gives.
 *
 * @param assets - Different symbols; stamps and lengths may differ.
 * @param config - Shared assumptions; funding and magnifier come with each asset.
 * @throws a {@link ParameterError} if there is no asset, a symbol occurs twice, a plan does not fit its bars, or `config` has
 * funding.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { simulatePortfolio } from '@quantblocks/engine';
 *
 * const asset = (symbol: string, price: number[]) => ({
 *   bars: createBars({ symbol, time: [0, 1, 2], open: price, high: price, low: price, close: price }),
 *   plan: { signal: Int8Array.of(1, 0, 0) },
 * });
 * const result = simulatePortfolio([asset('B', [10, 10, 11]), asset('A', [5, 5, 6])], {
 *   sizing: { kind: 'cash', value: 1000 },
 *   costs: { feeBps: 0, slippageBps: 0 },
 * });
 * result.assets.map(({ symbol }) => symbol); // => ['A', 'B']
 * result.finalEquity; // => 10300
 * ```
 */
export function simulatePortfolio(assets: readonly PortfolioAsset[], config: SimulationConfig = {}): PortfolioResult {
  if (assets.length === 0) throw new ParameterError('assets', 'at least one', 0);
  const resolved = resolveShared(assets, config);
  if (resolved.barOrder !== 'openFirst')
    throw new ParameterError('barOrder', "'openFirst' in a portfolio", resolved.barOrder);
  const account = new Account(resolved.initialCapital);
  const lanes = assets.map((asset) => createLane(asset, resolved, account));
  lanes.sort((a, b) => (a.asset.bars.symbol < b.asset.bars.symbol ? -1 : 1));
  lanes.forEach(({ asset }, k) => {
    if (k > 0 && asset.bars.symbol === lanes[k - 1].asset.bars.symbol) {
      throw new ParameterError('assets', 'different symbols', asset.bars.symbol);
    }
  });
  const time = unionOfStamps(lanes);
  const equity = new Float64Array(resolved.equity === 'none' ? 0 : time.length);
  const isRealised = resolved.equity === 'realised';
  const lag = resolved.entry === 'nextOpen' ? 1 : 0;
  let ruinedAt = -1;
  for (let t = 0; t < time.length; t++) {
    openBars(lanes, time[t], lag);
    runPhase(lanes, ({ simulator, bar, exits }) => {
      simulator.payFunding(bar);
      if (bar >= lag) simulator.stepOpen(bar, exits);
    });
    runPhase(lanes, ({ simulator, bar }) => simulator.stepRange(bar));
    for (const lane of lanes) if (lane.isDue) lane.mark = lane.simulator.close;
    runPhase(lanes, ({ simulator, bar, exits }) => simulator.stepClose(bar, exits));
    if (ruinedAt < 0 && lanes.some(({ simulator }) => simulator.ruinedAt >= 0)) {
      ruinedAt = t;
      if (resolved.maintenanceMargin !== null) endTrading(lanes);
    }
    if (t === time.length - 1 && resolved.closeAtEnd) closeAll(lanes, REASON.end);
    if (equity.length > 0) equity[t] = isRealised ? account.realised : account.cash + totalValue(lanes);
    for (const lane of lanes) if (lane.isDue) lane.bar++;
  }
  return {
    initialCapital: account.initialCapital,
    finalEquity: isRealised ? account.realised : account.cash + totalValue(lanes),
    time,
    equity,
    assets: lanes.map(describeLane),
    fees: account.fees,
    slippage: account.slippage,
    funding: account.funding,
    turnover: account.turnover,
    ruinedAt,
    config: resolved,
  };
}

/** What assets bring along counts as configured; one funding series for all of them cannot be meant. */
function resolveShared(assets: readonly PortfolioAsset[], config: SimulationConfig): ResolvedConfig {
  if (config.funding !== undefined) throw new ParameterError('funding', 'funding of each asset', config.funding);
  const funding = assets.find((asset) => asset.funding !== undefined)?.funding;
  const magnifier = assets.find((asset) => asset.magnifier !== undefined)?.magnifier;
  return resolveConfig({
    ...config,
    ...(funding === undefined ? {} : { funding }),
    ...(magnifier === undefined ? {} : { magnifier }),
  });
}

function createLane(asset: PortfolioAsset, config: ResolvedConfig, account: Account): Lane {
  const { bars, plan, funding = null, magnifier } = asset;
  if (bars.length === 0) throw new DataError('at least one bar', 0, { source: bars.symbol });
  if (!(plan.signal instanceof Int8Array)) {
    throw new ParameterError(`assets.${bars.symbol}.signal`, 'an Int8Array', plan.signal);
  }
  for (const series of [plan.signal, plan.exit, plan.weight, funding]) {
    if (series != null && series.length !== bars.length) {
      throw new ParameterError(`assets.${bars.symbol}`, `one value per bar (${bars.length})`, series.length);
    }
  }
  const workspace = createWorkspace();
  const children = config.hasMagnifier && magnifier !== undefined ? assignChildren(bars, magnifier) : null;
  const simulator = new Simulator(config, workspace, account, funding, children);
  const exits = compileExits(plan, bars.length, config.ladder === 'strict');
  return { asset, workspace, simulator, exits, bar: 0, isDue: false, mark: 0 };
}

function unionOfStamps(lanes: readonly Lane[]): Float64Array {
  const stamps = new Set<number>();
  for (const { asset } of lanes) for (const stamp of asset.bars.time) stamps.add(stamp);
  return Float64Array.from(stamps).sort();
}

/** Shows each asset its bar at this stamp, and values it at the open. */
function openBars(lanes: readonly Lane[], stamp: number, lag: number): void {
  for (const lane of lanes) {
    const { bars, plan } = lane.asset;
    const { simulator, bar } = lane;
    lane.isDue = bar < bars.length && bars.time[bar] === stamp;
    if (!lane.isDue) continue;
    const decided = bar - lag;
    simulator.open = bars.open[bar];
    simulator.high = bars.high[bar];
    simulator.low = bars.low[bar];
    simulator.close = bars.close[bar];
    simulator.decisionBar = decided;
    simulator.signal = decided < 0 ? 0 : plan.signal[decided];
    simulator.exit = decided < 0 || plan.exit === undefined ? 0 : plan.exit[decided];
    simulator.weight = decided < 0 || plan.weight === undefined ? 1 : plan.weight[decided];
    lane.mark = simulator.open;
  }
}

/** Runs one phase of the bar over all assets that have one, each seeing the others as they stand. */
function runPhase(lanes: readonly Lane[], phase: (lane: Lane) => void): void {
  let value = totalValue(lanes);
  let notional = 0;
  for (const { simulator, mark } of lanes) notional += simulator.position.quantity * mark;
  for (const lane of lanes) {
    if (!lane.isDue) continue;
    const { position, rest } = lane.simulator;
    const before = position.quantity * lane.mark;
    rest.isShared = lanes.length > 1;
    // Alone, the rest is exactly nothing: a difference of rounded sums would not be.
    rest.value = lanes.length === 1 ? 0 : value - position.side * before;
    rest.notional = lanes.length === 1 ? 0 : Math.max(0, notional - before);
    const valueBefore = position.side * before;
    phase(lane);
    value += position.side * position.quantity * lane.mark - valueBefore;
    notional += position.quantity * lane.mark - before;
  }
}

function totalValue(lanes: readonly Lane[]): number {
  let value = 0;
  for (const { simulator, mark } of lanes) value += simulator.position.side * simulator.position.quantity * mark;
  return value;
}

/** The account is gone: everything is closed, and no asset trades again. */
function endTrading(lanes: readonly Lane[]): void {
  closeAll(lanes, REASON.liquidation);
  for (const { simulator, bar } of lanes) if (simulator.ruinedAt < 0) simulator.ruinedAt = bar;
}

function closeAll(lanes: readonly Lane[], reason: number): void {
  for (const { simulator, bar, isDue, mark } of lanes) simulator.closeAt(isDue ? bar : bar - 1, mark, reason);
}

function describeLane({ asset, workspace, simulator, mark }: Lane): AssetResult {
  const { position } = simulator;
  return {
    symbol: asset.bars.symbol,
    positions: workspace.positions.view(),
    legs: workspace.legs.view(),
    rejections: workspace.rejections.view(),
    open: describeOpen(simulator, mark),
    ambiguousBars: simulator.ambiguousBars,
    gapFills: simulator.gapFills,
    unmagnifiedBars: simulator.unmagnifiedBars,
    cutEntries: position.cutEntries,
    liquidations: position.liquidations,
    exposureBars: position.exposureBars + (position.side === 0 ? 0 : asset.bars.length - position.entryBar),
  };
}
