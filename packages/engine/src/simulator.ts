import { ParameterError } from '@quantblocks/core';
import type { Account } from './account.ts';
import type { ChildBars } from './child-bars.ts';
import { type CompiledExits, levelPrice, MAX_TARGETS } from './exits.ts';
import { runThroughBar } from './intrabar.ts';
import type { Level } from './order-plan.ts';
import { Position, REASON } from './position.ts';
import type { ResolvedConfig } from './resolve-config.ts';
import type { RejectionTable } from './result.ts';
import { REJECTION, type RestOfAccount, sizeEntry } from './size-entry.ts';
import type { Table } from './tables.ts';
import type { Workspace } from './workspace.ts';

const NONE = Number.NEGATIVE_INFINITY;

/**
 * One position on one asset, stepped bar by bar. Batch, event and portfolio runs all go through these methods.
 *
 * Levels are mirrored like the prices of {@link Position}: the stop is always below, targets are always above.
 *
 * Between `lower` and `upper` (real prices, exclusive) and before bar `wake`, a bar without a decision changes nothing but
 * the mark: that is what lets a batch run skip it. Both only mean something while a position is open.
 */
export class Simulator {
  readonly config: ResolvedConfig;
  readonly account: Account;
  readonly position: Position;
  readonly rest: RestOfAccount = { isShared: false, value: 0, notional: 0 };
  readonly children: ChildBars | null;
  readonly rejections: Table<RejectionTable>;
  private readonly funding: Float64Array | null;
  private readonly fillsAtOpen: boolean;

  /** The bar at hand, real prices. Set before {@link step}. */
  open = 0;
  high = 0;
  low = 0;
  close = 0;
  /** The decision that fills in this bar. Set before {@link step}. */
  signal = 0;
  exit = 0;
  weight = 1;
  decisionBar = 0;

  lower: number = NONE;
  upper: number = Number.POSITIVE_INFINITY;
  wake: number = Number.POSITIVE_INFINITY;

  exits: CompiledExits | null = null;
  /** -Infinity without a stop. */
  stop: number = NONE;
  /** Price at which the account is liquidated; -Infinity if it cannot be. */
  liquidation: number = NONE;
  readonly targetPrice: Float64Array = new Float64Array(MAX_TARGETS);
  private stopIsTrail = false;
  private entryDecision = 0;
  private best: number = NONE;
  private trailDistance = 0;
  private trailStartsAt: number = NONE;
  private dueBar: number = Number.POSITIVE_INFINITY;
  /** Next bar with funding due, once {@link setBand} has looked past the bar before it. */
  private fundingBar = -1;

  ambiguousBars = 0;
  gapFills = 0;
  unmagnifiedBars = 0;
  ruinedAt = -1;

  constructor(
    config: ResolvedConfig,
    workspace: Workspace,
    account: Account,
    funding: Float64Array | null = null,
    children: ChildBars | null = null,
  ) {
    this.config = config;
    this.account = account;
    this.position = new Position(config, workspace, account);
    this.rejections = workspace.rejections;
    this.funding = funding;
    this.children = children;
    this.fillsAtOpen = config.entry === 'nextOpen';
  }

  /** One whole bar. The decision is that of the bar before under `nextOpen`, and of this bar under `close`. */
  step(bar: number, exits: CompiledExits): void {
    this.stepUntilClose(bar, exits);
    this.stepClose(bar, exits);
  }

  /** Everything but decisions that fill at this bar's close. */
  stepUntilClose(bar: number, exits: CompiledExits): void {
    this.payFunding(bar);
    if (this.config.barOrder === 'openFirst' || this.position.side === 0) {
      this.stepOpen(bar, exits);
      this.stepRange(bar);
    } else {
      this.stepRange(bar);
      // One order per bar: what a stop or target closed is not traded again before the next signal.
      if (this.position.side !== 0) this.stepOpen(bar, exits);
    }
  }

  /** The time stop or the decision of the bar before, at the open. */
  stepOpen(bar: number, exits: CompiledExits): void {
    if (this.fillsAtOpen) this.decide(bar, this.open, exits);
  }

  /** Liquidation, stop, targets and trail inside the bar. */
  stepRange(bar: number): void {
    const { position, config } = this;
    if (position.side === 0) return;
    const isEntryBar = position.entryBar === bar;
    if (!isEntryBar || config.entryBarStops) {
      // A portfolio's other positions move the liquidation price, also by having closed; alone, it only moves with fills.
      if (this.rest.isShared) this.setLiquidation();
      runThroughBar(this, bar);
      if (position.side === 0) return;
    }
    if (!isEntryBar || config.trailEntryBar) this.followBar(bar);
  }

  /** Decisions that fill at their own close; then the band for the bars to come. */
  stepClose(bar: number, exits: CompiledExits): void {
    if (!this.fillsAtOpen) this.decide(bar, this.close, exits);
    if (this.position.side !== 0) this.setBand(bar);
  }

  /** Closes what is open at a real price, for the end of the data or of the account. */
  closeAt(bar: number, price: number, reason: number): void {
    if (this.position.side === 0) return;
    this.position.fill = this.position.side * price;
    this.leave(bar, reason);
  }

  // ---- decisions -------------------------------------------------------------------------------------------------

  private decide(bar: number, price: number, exits: CompiledExits): void {
    const { signal, exit, config, position } = this;
    const held = position.side;
    if (held !== 0) {
      const isTold = exit === 2 || exit === held;
      const isOpposite = signal === -held && config.onOpposite !== 'ignore';
      if (!isTold && !isOpposite && bar < this.dueBar) return;
      position.fill = held * price;
      this.leave(bar, isTold || isOpposite ? REASON.signal : REASON.time);
      // Only a reversal trades on: an exit or a time stop leaves the account flat on this bar.
      if (!isOpposite || config.onOpposite !== 'reverse') return;
    }
    if (signal === 0 || this.decisionBar < config.tradeFrom) return;
    if (signal !== 1 && signal !== -1) throw new ParameterError(`signal[${this.decisionBar}]`, '-1, 0 or 1', signal);
    if (config.sides === (signal > 0 ? 'short' : 'long')) return;
    position.fill = signal * price;
    const rejection = this.enter(bar, signal, exits);
    if (rejection >= 0) this.reject(rejection);
  }

  /** Enters at the fill price; returns a rejection code, or -1 if the position is open. */
  private enter(bar: number, side: number, exits: CompiledExits): number {
    const { config, account, position, decisionBar } = this;
    if (this.ruinedAt >= 0 && config.maintenanceMargin !== null) return REJECTION.ruined;
    const { targets } = exits;
    const entry = position.fill;
    let stop = NONE;
    let risk = Number.NaN;
    if (exits.stop !== null) {
      stop = levelPrice(exits.stop, decisionBar, side, entry, -1, risk);
      risk = entry - stop;
      if (Number.isNaN(risk)) return REJECTION.unknownLevel;
      if (!(risk > 0)) return REJECTION.zeroRisk;
    }
    let previous = entry;
    for (let k = 0; k < targets.length; k++) {
      const price = levelPrice(targets[k].level, decisionBar, side, entry, 1, risk);
      if (Number.isNaN(price)) return REJECTION.unknownLevel;
      if (config.ladder === 'strict' && !(price > previous)) return REJECTION.ladder;
      this.targetPrice[k] = price;
      previous = price;
      const { moveLevel } = targets[k];
      if (moveLevel === null) continue;
      const moved = levelPrice(moveLevel, decisionBar, side, entry, 1, risk);
      if (Number.isNaN(moved)) return REJECTION.unknownLevel;
      if (config.ladder === 'strict' && moved > price) return REJECTION.ladder;
    }
    if (exits.trail !== null) {
      const { series, activation } = exits.trail;
      if (series !== undefined && Number.isNaN(series[decisionBar])) return REJECTION.unknownLevel;
      if (activation !== undefined && Number.isNaN(levelPrice(activation, decisionBar, side, entry, 1, risk)))
        return REJECTION.unknownLevel;
    }
    position.initialRisk = risk;
    const rejection = sizeEntry(config, account, position, this.rest, side, this.weight);
    if (rejection >= 0) return rejection;

    position.open(bar, side, exits);
    this.exits = exits;
    this.stop = stop;
    this.stopIsTrail = false;
    this.entryDecision = decisionBar;
    this.dueBar = bar + exits.maxBars;
    if (exits.trail !== null) this.startTrail(exits.trail);
    this.setLiquidation();
    return -1;
  }

  private reject(reason: number): void {
    const row = this.rejections.append();
    this.rejections.columns.bar[row] = this.decisionBar;
    this.rejections.columns.reason[row] = reason;
  }

  // ---- exits -----------------------------------------------------------------------------------------------------

  /** Fills target `k` at the position's `fill` price and moves the stop as told. */
  fillTarget(bar: number, k: number): void {
    const { position } = this;
    position.closeTarget(bar, k);
    if (position.side === 0) return this.afterExit(bar);
    this.setLiquidation();
    const { move, moveLevel } = (this.exits as CompiledExits).targets[k];
    if (move === 'none') return;
    let stop = move === 'entry' ? position.entry : this.targetPrice[k - 1];
    if (move === 'level') {
      stop = levelPrice(moveLevel as Level, this.entryDecision, position.side, position.entry, 1, position.initialRisk);
    }
    if (this.config.stopMoves === 'assign' || stop > this.stop) {
      this.stop = stop;
      this.stopIsTrail = false;
    }
  }

  /** Closes everything at the position's `fill` price, because the nearer of stop and liquidation price was reached. */
  stopOut(bar: number): void {
    if (this.liquidation > this.stop) this.leave(bar, REASON.liquidation);
    else this.leave(bar, this.stopIsTrail ? REASON.trail : REASON.stop);
  }

  private leave(bar: number, reason: number): void {
    this.position.closeRest(bar, reason);
    this.afterExit(bar);
  }

  private afterExit(bar: number): void {
    if (this.ruinedAt < 0 && this.account.cash + this.rest.value <= 0) this.ruinedAt = bar;
  }

  // ---- what moves the levels ---------------------------------------------------------------------------------------

  /** Funding due at the open, on what is held into the bar. */
  payFunding(bar: number): void {
    const { position, funding } = this;
    if (funding === null || position.side === 0) return;
    const rate = funding[bar];
    if (rate === 0) return;
    position.receiveFunding(-position.side * position.quantity * this.open * rate);
    this.setLiquidation();
  }

  private startTrail(trail: NonNullable<CompiledExits['trail']>): void {
    const { position, decisionBar } = this;
    const { entry, side, initialRisk } = position;
    this.best = entry;
    this.trailDistance = trail.series === undefined ? trail.value : trail.value * trail.series[decisionBar];
    this.trailStartsAt =
      trail.activation === undefined ? NONE : levelPrice(trail.activation, decisionBar, side, entry, 1, initialRisk);
    this.followExtreme(entry);
  }

  /** Lets the trail follow the finished bar; the new stop works from the next one. */
  private followBar(bar: number): void {
    const trail = (this.exits as CompiledExits).trail;
    if (trail === null) return;
    const { side } = this.position;
    if (trail.follow === 'close') this.best = Math.max(this.best, side * this.close);
    if (trail.refresh === 'bar' && trail.series !== undefined) this.trailDistance = trail.value * trail.series[bar];
    this.followExtreme(side > 0 ? this.high : -this.low);
  }

  /** Lets the trail follow a favourable extreme. */
  followExtreme(extreme: number): void {
    const trail = (this.exits as CompiledExits).trail;
    if (trail === null) return;
    if (trail.follow === 'extreme' && extreme > this.best) this.best = extreme;
    if (extreme >= this.trailStartsAt) this.trailStartsAt = NONE;
    if (this.trailStartsAt === NONE) this.raiseStop(trail.unit);
  }

  private raiseStop(unit: 'fraction' | 'distance'): void {
    const { best, trailDistance } = this;
    const stop = unit === 'fraction' ? best * (1 - this.position.side * trailDistance) : best - trailDistance;
    if (stop > this.stop) {
      this.stop = stop;
      this.stopIsTrail = true;
    }
  }

  /** Where equity falls to the maintenance margin, with every other position at its last price. */
  private setLiquidation(): void {
    const { maintenanceMargin: margin } = this.config;
    if (margin === null) return;
    const { side, quantity } = this.position;
    // Solve cash + rest + side * q * p = margin * (q * p + rest notional) for p, then mirror it.
    const deficit = margin * this.rest.notional - this.account.cash - this.rest.value;
    if (side < 0) this.liquidation = deficit / (quantity * (1 + margin));
    else this.liquidation = deficit > 0 ? deficit / (quantity * (1 - margin)) : NONE;
  }

  /** The widest range in which a bar without a decision is none of our business. */
  private setBand(bar: number): void {
    const { targets, trail } = this.exits as CompiledExits;
    const { position } = this;
    const below = Math.max(this.stop, this.liquidation);
    let above = Number.POSITIVE_INFINITY;
    for (let k = 0; k < targets.length; k++) {
      if (position.targetQuantity[k] > 0 && this.targetPrice[k] < above) above = this.targetPrice[k];
    }
    this.wake = this.dueBar;
    if (this.funding !== null) {
      // Looked up again only once it has passed, so that long series without payments are read once.
      if (this.fundingBar <= bar) this.fundingBar = nextNonZero(this.funding, bar + 1);
      this.wake = Math.min(this.wake, this.fundingBar);
    }
    if (trail !== null) {
      if (trail.follow === 'close' || trail.refresh === 'bar' || this.config.hasMagnifier) this.wake = bar + 1;
      // A trail that waits for its activation already remembers the best price.
      if (this.best < above) above = this.best;
    }
    this.lower = position.side > 0 ? below : -above;
    this.upper = position.side > 0 ? above : -below;
  }
}

function nextNonZero(series: Float64Array, from: number): number {
  let i = from;
  while (i < series.length && series[i] === 0) i++;
  return i < series.length ? i : Number.POSITIVE_INFINITY;
}
