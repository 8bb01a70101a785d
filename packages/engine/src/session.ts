import { type Bars, ParameterError } from '@quantblocks/core';
import { Account } from './account.ts';
import type { BarContext, BarStrategy } from './bar-context.ts';
import { BarHistory, type Candle } from './bar-history.ts';
import { assignChildren } from './child-bars.ts';
import type { SimulationConfig } from './config.ts';
import { type CompiledExits, compileExits } from './exits.ts';
import type { ExitRules } from './order-plan.ts';
import { type ResolvedConfig, resolveConfig } from './resolve-config.ts';
import type { BacktestResult, OpenPosition } from './result.ts';
import { Simulator } from './simulator.ts';
import { closeAtEnd, describeOpen, summariseRun } from './summarise-run.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Configuration of a {@link Session}: assumptions, and the exits of positions that bring none of their own. */
export interface SessionConfig extends SimulationConfig {
  /** @defaultValue no stops or targets */
  readonly exits?: ExitRules;
}

/**
 * The event form of {@link simulate}: a strategy called bar by bar, over the same step, so both agree bit for bit. Feed it
 * finished candles as they come to run the strategy live on paper; a session is a pure function of its candles, so a restart is a replay.
 *
 * @example
 * ```ts
 * import { Session } from '@quantblocks/engine';
 *
 * const session = new Session(
 *   (bar) => {
 *     if (bar.side === 0 && bar.close() > bar.close(1)) bar.enter(1);
 *     else if (bar.close() < bar.close(1)) bar.exit();
 *   },
 *   { sizing: { kind: 'units', value: 1 }, costs: { feeBps: 0, slippageBps: 0 } },
 * );
 * [10, 11, 12, 11, 10].forEach((price, i) => {
 *   session.onBar({ time: i, open: price, high: price, low: price, close: price });
 * });
 * const { positions } = session.result();
 * [positions.entryPrice[0], positions.exitPrice[0]]; // => [12, 10]
 * ```
 */
export class Session implements BarContext {
  private readonly strategy: BarStrategy;
  private readonly config: ResolvedConfig;
  private readonly defaultExits: CompiledExits;
  private readonly workspace: Workspace = createWorkspace(1024);
  private readonly simulator: Simulator;
  private readonly history: BarHistory;
  /** Length that series must have; `undefined` where bars arrive one by one. */
  private readonly barCount: number | undefined;
  private readonly compiled = new WeakMap<ExitRules, CompiledExits>();
  private readonly isNextOpen: boolean;

  // The decision of the current bar, which fills at the next open or at this close.
  private nextSignal = 0;
  private nextExit = 0;
  private nextWeight = 1;
  private nextExits: CompiledExits;

  /**
   * @param bars - Bars known beforehand (a backtest); leave out to feed candles to {@link onBar}.
   * @throws a {@link ParameterError} if the configuration cannot be meant.
   */
  constructor(strategy: BarStrategy, config: SessionConfig = {}, bars?: Bars) {
    const { exits = {}, magnifier, funding = null } = config;
    this.strategy = strategy;
    this.config = resolveConfig(config, bars?.length);
    if (this.config.hasMagnifier && bars === undefined) {
      throw new ParameterError('intrabar', 'a policy other than magnifier where bars arrive one by one', 'magnifier');
    }
    if (funding !== null && bars === undefined) {
      throw new ParameterError('funding', 'none where bars arrive one by one: rates to come are not known', funding);
    }
    const children =
      bars !== undefined && magnifier !== undefined && this.config.hasMagnifier
        ? assignChildren(bars, magnifier)
        : null;
    this.defaultExits = compileExits(exits, bars?.length, this.config.ladder === 'strict');
    this.nextExits = this.defaultExits;
    this.simulator = new Simulator(
      this.config,
      this.workspace,
      new Account(this.config.initialCapital),
      funding,
      children,
    );
    this.history = new BarHistory(bars);
    this.barCount = bars?.length;
    this.isNextOpen = this.config.entry === 'nextOpen';
  }

  /** Takes in one finished candle: fills what is due, then asks the strategy. */
  onBar(candle: Candle): void {
    if (this.barCount !== undefined)
      throw new ParameterError('session', 'no candles beside the bars it was made with', candle);
    this.history.append(candle);
    this.advance();
  }

  /** The outcome so far; the open position is valued at the last close. */
  result(): BacktestResult {
    const { length, columns } = this.history;
    if (length === 0) throw new ParameterError('session', 'at least one bar', 0);
    const equity = this.config.equity === 'none' ? new Float64Array(0) : this.workspace.equity.slice(0, length);
    return summariseRun(this.simulator, this.workspace, { length, close: columns.close }, equity);
  }

  /** What is held now, valued at the last close: the levels a live account should have in the market. */
  get held(): OpenPosition | null {
    return describeOpen(this.simulator, this.simulator.close);
  }

  /** The decision of the last bar, due at the next open (already filled where entries fill at the close). */
  get pending(): { readonly signal: number; readonly exit: boolean; readonly weight: number } {
    return { signal: this.nextSignal, exit: this.nextExit !== 0, weight: this.nextWeight };
  }

  get index(): number {
    return this.history.length - 1;
  }

  get side(): number {
    return this.simulator.position.side;
  }

  get equity(): number {
    const { account, position } = this.simulator;
    return this.config.equity === 'realised'
      ? account.realised
      : account.cash + position.side * position.quantity * this.simulator.close;
  }

  open(ago: number = 0): number {
    return this.history.value('open', ago);
  }

  high(ago: number = 0): number {
    return this.history.value('high', ago);
  }

  low(ago: number = 0): number {
    return this.history.value('low', ago);
  }

  close(ago: number = 0): number {
    return this.history.value('close', ago);
  }

  volume(ago: number = 0): number {
    return this.history.value('volume', ago);
  }

  time(ago: number = 0): number {
    return this.history.value('time', ago);
  }

  enter(side: 1 | -1, rules?: ExitRules, weight: number = 1): void {
    this.nextSignal = side;
    this.nextWeight = weight;
    this.nextExits = rules === undefined ? this.defaultExits : this.compile(rules);
  }

  exit(): void {
    this.nextExit = 2;
  }

  /** @internal One bar of the history, which must already hold it. */
  advance(): void {
    const { simulator, history, workspace } = this;
    const i = history.length - 1;
    const { open, high, low, close } = history.columns;
    simulator.open = open[i];
    simulator.high = high[i];
    simulator.low = low[i];
    simulator.close = close[i];
    if (this.isNextOpen) {
      // There is no decision before the first bar, and so nothing to fill at its open.
      if (i > 0) this.step(i, i - 1);
      this.ask();
    } else {
      this.stepThenAsk(i);
    }
    if (this.config.equity === 'none') return;
    if (i >= workspace.equity.length) {
      const longer = new Float64Array(workspace.equity.length * 2);
      longer.set(workspace.equity);
      workspace.equity = longer;
    }
    workspace.equity[i] = this.equity;
  }

  /** @internal Moves the cursor over bars known beforehand, to their end. */
  advanceThrough(bars: Bars): void {
    for (let i = 0; i < bars.length; i++) {
      this.history.length = i + 1;
      this.advance();
    }
    closeAtEnd(
      this.simulator,
      bars,
      this.workspace.equity.subarray(0, this.config.equity === 'none' ? 0 : bars.length),
    );
  }

  /** Fills at the close follow the strategy's answer to the same bar. */
  private stepThenAsk(i: number): void {
    const { simulator } = this;
    this.clearDecision();
    simulator.signal = 0;
    simulator.exit = 0;
    simulator.decisionBar = i;
    simulator.stepUntilClose(i, this.nextExits);
    this.strategy(this);
    simulator.signal = this.nextSignal;
    simulator.exit = this.nextExit;
    simulator.weight = this.nextWeight;
    simulator.stepClose(i, this.nextExits);
  }

  private step(i: number, decisionBar: number): void {
    const { simulator } = this;
    simulator.signal = this.nextSignal;
    simulator.exit = this.nextExit;
    simulator.weight = this.nextWeight;
    simulator.decisionBar = decisionBar;
    simulator.step(i, this.nextExits);
  }

  private ask(): void {
    this.clearDecision();
    this.strategy(this);
  }

  private clearDecision(): void {
    this.nextSignal = 0;
    this.nextExit = 0;
    this.nextWeight = 1;
    this.nextExits = this.defaultExits;
  }

  private compile(rules: ExitRules): CompiledExits {
    let exits = this.compiled.get(rules);
    if (exits === undefined) {
      exits = compileExits(rules, this.barCount, this.config.ladder === 'strict');
      this.compiled.set(rules, exits);
    }
    return exits;
  }
}

/**
 * Runs a bar-by-bar strategy over bars: {@link simulate} for those who think in events.
 *
 * @throws a {@link ParameterError} if the configuration cannot be meant or the strategy asks for the impossible.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { runStrategy } from '@quantblocks/engine';
 *
 * const price = [10, 11, 12, 11, 10];
 * const bars = createBars({ time: [0, 1, 2, 3, 4], open: price, high: price, low: price, close: price });
 * const result = runStrategy(bars, (bar) => {
 *   if (bar.index === 0) bar.enter(1, { stop: { unit: 'fraction', value: 0.05 } });
 * });
 * result.positions.exitPrice[0]; // => 10
 * ```
 */
export function runStrategy(bars: Bars, strategy: BarStrategy, config: SessionConfig = {}): BacktestResult {
  const session = new Session(strategy, config, bars);
  session.advanceThrough(bars);
  return session.result();
}
