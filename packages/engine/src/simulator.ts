import { ParameterError } from '@quantblocks/core';
import { Account } from './account.ts';
import type { ChildBars } from './child-bars.ts';
import { type CompiledExits, levelPrice, MAX_TARGETS } from './exits.ts';
import { runThroughBar } from './intrabar.ts';
import type { Level } from './order-plan.ts';
import type { ResolvedConfig } from './resolve-config.ts';
import {
  EXIT_REASONS,
  type ExitReason,
  type LegTable,
  type PositionTable,
  REJECTIONS,
  type Rejection,
  type RejectionTable,
} from './result.ts';
import { createLegTable, createPositionTable, createRejectionTable, type Table } from './tables.ts';

const REASON = Object.fromEntries(EXIT_REASONS.map((reason, code) => [reason, code])) as Record<ExitReason, number>;
const REJECTION = Object.fromEntries(REJECTIONS.map((reason, code) => [reason, code])) as Record<Rejection, number>;
const NONE = Number.NEGATIVE_INFINITY;

/** Everything else in the account, at its last price; zero for a single position. */
export interface RestOfAccount {
  /** Signed quantity times price. */
  value: number;
  /** The same without signs. */
  notional: number;
}

/**
 * One position on one asset, stepped bar by bar. Batch, event and portfolio runs all go through these methods.
 *
 * A short is kept as a long on mirrored prices (times -1): levels named here are in mirrored coordinates, where the stop
 * is always below and targets always above.
 *
 * Between `lower` and `upper` (real prices, exclusive) and before bar `wake`, a bar without a signal changes nothing but
 * the mark: that is what lets a batch run skip it.
 */
export class Simulator {
  readonly config: ResolvedConfig;
  readonly account: Account;
  readonly rest: RestOfAccount = { value: 0, notional: 0 };
  readonly children: ChildBars | null;
  readonly positions: Table<PositionTable> = createPositionTable();
  readonly legs: Table<LegTable> = createLegTable();
  readonly rejections: Table<RejectionTable> = createRejectionTable();

  lower: number = NONE;
  upper: number = Number.POSITIVE_INFINITY;
  wake: number = Number.POSITIVE_INFINITY;

  /** +1 long, -1 short, 0 flat. */
  side = 0;
  /** Units still held. */
  quantity = 0;
  entryBar = -1;
  private decisionBar = -1;
  /** Mirrored fill price. */
  entry = 0;
  /** Mirrored; -Infinity without a stop. */
  stop: number = NONE;
  /** Mirrored price at which the account is liquidated; -Infinity if it cannot be. */
  liquidation: number = NONE;
  /** Targets still to be filled are those with a quantity. */
  readonly targetPrice: Float64Array = new Float64Array(MAX_TARGETS);
  readonly targetQuantity: Float64Array = new Float64Array(MAX_TARGETS);
  ambiguousBars = 0;
  gapFills = 0;
  unmagnifiedBars = 0;
  cutEntries = 0;
  liquidations = 0;
  exposureBars = 0;
  ruinedAt = -1;

  exits: CompiledExits | null = null;
  isAmbiguous = false;
  private runner = 0;
  private entryQuantity = 0;
  private initialRisk = Number.NaN;
  private stopIsTrail = false;
  private best = NONE;
  private trailDistance = 0;
  private trailStartsAt = NONE;
  private entryFees = 0;
  private entrySlippage = 0;
  private exitFees = 0;
  private exitSlippage = 0;
  private exitValue = 0;
  private gross = 0;
  private paidFunding = 0;
  private dueBar = Number.POSITIVE_INFINITY;

  private readonly takerRate: number;
  private readonly makerRate: number;
  private readonly slipRate: number;
  private readonly makerSlipRate: number;
  private readonly chargesEntryNotional: boolean;
  private readonly fillsAtOpen: boolean;

  constructor(
    config: ResolvedConfig,
    account: Account = new Account(config.initialCapital),
    children: ChildBars | null = null,
  ) {
    this.config = config;
    this.children = children;
    this.account = account;
    const { feeBps, makerFeeBps, slippageBps, slipTargets, charge } = config.costs;
    this.takerRate = feeBps / 1e4;
    this.makerRate = makerFeeBps / 1e4;
    this.slipRate = slippageBps / 1e4;
    this.makerSlipRate = slipTargets ? this.slipRate : 0;
    this.chargesEntryNotional = charge === 'entryNotional';
    this.fillsAtOpen = config.entry === 'nextOpen';
  }

  /**
   * One whole bar. `signal` and `exit` are the decisions that fill in this bar: those of `decisionBar`, which is the bar
   * before under `nextOpen` and this bar under `close`.
   */
  step(
    bar: number,
    open: number,
    high: number,
    low: number,
    close: number,
    signal: number,
    exit: number,
    decisionBar: number,
    exits: CompiledExits,
    weight: number,
  ): void {
    if (this.config.barOrder === 'stopsFirst' && this.side !== 0) {
      this.stepRange(bar, open, high, low, close);
      // One order per bar and asset: what the stop or target took away is not traded again before the next signal.
      if (this.side !== 0) this.stepOpen(bar, open, signal, exit, decisionBar, exits, weight);
    } else {
      this.stepOpen(bar, open, signal, exit, decisionBar, exits, weight);
      this.stepRange(bar, open, high, low, close);
    }
    this.stepClose(bar, close, signal, exit, decisionBar, exits, weight);
  }

  /** Funding, the time stop and last bar's decision, all at the open. */
  stepOpen(
    bar: number,
    open: number,
    signal: number,
    exit: number,
    decisionBar: number,
    exits: CompiledExits,
    weight: number,
  ): void {
    if (this.side !== 0) this.payFunding(bar, open);
    if (this.fillsAtOpen) this.decide(bar, open, signal, exit, decisionBar, exits, weight);
  }

  /** Liquidation, stop, targets and trail inside the bar. */
  stepRange(bar: number, open: number, high: number, low: number, close: number): void {
    if (this.side === 0) return;
    if (this.entryBar === bar && !this.config.entryBarStops) {
      if (this.config.trailEntryBar) this.followPrice(bar, high, low, close);
      this.setBand(bar);
      return;
    }
    // A portfolio's other positions move the liquidation price from bar to bar; alone, it only moves with fills.
    if (this.rest.notional > 0) this.setLiquidation();
    runThroughBar(this, bar, open, high, low, close);
    if (this.side === 0) return;
    if (this.entryBar !== bar || this.config.trailEntryBar) this.followPrice(bar, high, low, close);
    this.setBand(bar);
  }

  /** Decisions that fill at their own close. */
  stepClose(
    bar: number,
    close: number,
    signal: number,
    exit: number,
    decisionBar: number,
    exits: CompiledExits,
    weight: number,
  ): void {
    if (!this.fillsAtOpen) this.decide(bar, close, signal, exit, decisionBar, exits, weight);
  }

  /** Closes what is open at a given real price. */
  closeAll(bar: number, price: number, reason: ExitReason): void {
    if (this.side !== 0) this.exitRest(bar, this.side * price, REASON[reason]);
  }

  /** Of the open position: closed legs, funding and every cost paid so far. */
  netSoFar(): number {
    return this.gross - this.entryFees - this.entrySlippage - this.exitFees - this.exitSlippage + this.paidFunding;
  }

  // ---- decisions -------------------------------------------------------------------------------------------------

  private decide(
    bar: number,
    price: number,
    signal: number,
    exit: number,
    decisionBar: number,
    exits: CompiledExits,
    weight: number,
  ): void {
    const held = this.side;
    if (held !== 0) {
      const isDue = bar >= this.dueBar;
      const isTold = exit === 2 || exit === held;
      const isOpposite = signal === -held && this.config.onOpposite !== 'ignore';
      if (!isDue && !isTold && !isOpposite) return;
      this.exitRest(bar, held * price, isTold || isOpposite ? REASON.signal : REASON.time);
      // Only a reversal trades on: an exit or a time stop leaves the account flat on this bar.
      if (!isOpposite || this.config.onOpposite !== 'reverse') return;
    }
    if (signal === 0 || decisionBar < this.config.tradeFrom) return;
    if (signal !== 1 && signal !== -1) throw new ParameterError(`signal[${decisionBar}]`, '-1, 0 or 1', signal);
    if (signal === 1 ? this.config.sides === 'short' : this.config.sides === 'long') return;
    this.enter(bar, signal, signal * price, decisionBar, exits, weight);
  }

  private enter(
    bar: number,
    side: number,
    entry: number,
    decisionBar: number,
    exits: CompiledExits,
    weight: number,
  ): void {
    if (this.ruinedAt >= 0 && this.config.maintenanceMargin !== null) return this.reject(decisionBar, REJECTION.ruined);
    const { targets, trail } = exits;
    let stop = NONE;
    let risk = Number.NaN;
    if (exits.stop !== null) {
      stop = levelPrice(exits.stop, decisionBar, side, entry, -1, Number.NaN);
      risk = entry - stop;
      if (Number.isNaN(stop)) return this.reject(decisionBar, REJECTION.unknownLevel);
      if (!(risk > 0)) return this.reject(decisionBar, REJECTION.zeroRisk);
    }
    const isStrict = this.config.ladder === 'strict';
    let previous = entry;
    for (let k = 0; k < targets.length; k++) {
      const price = levelPrice(targets[k].level, decisionBar, side, entry, 1, risk);
      if (Number.isNaN(price)) return this.reject(decisionBar, REJECTION.unknownLevel);
      if (isStrict && !(price > previous)) return this.reject(decisionBar, REJECTION.ladder);
      this.targetPrice[k] = price;
      previous = price;
    }
    const price = side * entry;
    const quantity = this.size(price, risk, weight);
    if (Number.isNaN(quantity)) return this.reject(decisionBar, REJECTION.zeroRisk);
    if (!(quantity > 0)) return this.reject(decisionBar, quantity === 0 ? REJECTION.zeroSize : REJECTION.noCapital);

    this.side = side;
    this.exits = exits;
    this.entryBar = bar;
    this.decisionBar = decisionBar;
    this.entry = entry;
    this.entryQuantity = quantity;
    this.quantity = quantity;
    this.initialRisk = risk;
    this.stop = stop;
    this.stopIsTrail = false;
    this.isAmbiguous = false;
    this.gross = 0;
    this.exitValue = 0;
    this.exitFees = 0;
    this.exitSlippage = 0;
    this.paidFunding = 0;
    this.dueBar = bar + exits.maxBars;
    this.splitIntoLegs(quantity, exits);
    if (trail !== null) this.startTrail(decisionBar, risk, trail);

    const value = quantity * price;
    this.entryFees = this.chargesEntryNotional ? 0 : value * this.takerRate;
    this.entrySlippage = this.chargesEntryNotional ? 0 : value * this.slipRate;
    const { account } = this;
    account.cash -= side * value + this.entryFees + this.entrySlippage;
    account.fees += this.entryFees;
    account.slippage += this.entrySlippage;
    account.turnover += value;
    this.setLiquidation();
    this.setBand(bar);
  }

  private reject(decisionBar: number, reason: number): void {
    const row = this.rejections.append();
    this.rejections.columns.bar[row] = decisionBar;
    this.rejections.columns.reason[row] = reason;
  }

  /** Units to trade: NaN without a risk to size by, 0 if nothing is left after weight and rounding, negative without capital. */
  private size(price: number, risk: number, weight: number): number {
    const { sizing, maxLeverage, quantityStep } = this.config;
    // What the fill itself costs comes out of the same equity, so that 100 % of it is not overdrawn by its own fee.
    const affordable = price * (1 + (this.chargesEntryNotional ? 0 : this.takerRate + this.slipRate));
    const equity = this.config.equity === 'realised' ? this.account.realised : this.account.cash + this.rest.value;
    let quantity: number;
    switch (sizing.kind) {
      case 'units':
        quantity = sizing.value;
        break;
      case 'cash':
        quantity = sizing.value / price;
        break;
      case 'fraction':
        quantity = (sizing.value * equity) / affordable;
        break;
      case 'risk': {
        if (!(risk > 0)) return Number.NaN;
        const base = sizing.base === 'initial' ? this.account.initialCapital : equity;
        // The notional first: the earlier system rounded in this order.
        quantity = (base * sizing.value) / (risk / price) / price;
        break;
      }
    }
    quantity *= weight;
    const limit = maxLeverage * equity - this.rest.notional;
    if (quantity * affordable > limit * (1 + 1e-12)) {
      quantity = limit / affordable;
      if (quantity > 0) this.cutEntries++;
    }
    if (quantityStep > 0) quantity = Math.floor(quantity / quantityStep + 1e-9) * quantityStep;
    return quantity > 0 ? quantity : equity > 0 ? 0 : -1;
  }

  private splitIntoLegs(quantity: number, exits: CompiledExits): void {
    const { quantityStep } = this.config;
    const { targets } = exits;
    const last = targets.length - 1;
    let left = quantity;
    for (let k = 0; k <= last; k++) {
      let part = targets[k].fraction * quantity;
      if (quantityStep > 0) {
        part = k === last && exits.runner === 0 ? left : Math.floor(part / quantityStep + 1e-9) * quantityStep;
        left -= part;
      }
      this.targetQuantity[k] = part;
    }
    this.runner =
      quantityStep > 0 ? (exits.runner === 0 && last >= 0 ? 0 : left) : last < 0 ? quantity : exits.runner * quantity;
  }

  // ---- exits -----------------------------------------------------------------------------------------------------

  /** Fills target `k` at a mirrored price and moves the stop as told. */
  fillTarget(k: number, bar: number, price: number): void {
    const part = this.targetQuantity[k];
    this.targetQuantity[k] = 0;
    this.exitPart(k + 1, part, bar, price, REASON.target);
    if (this.quantity <= 0) return;
    const { move, moveLevel } = (this.exits as CompiledExits).targets[k];
    if (move === 'none') return;
    const moved =
      move === 'entry'
        ? this.entry
        : move === 'previousTarget'
          ? this.targetPrice[k - 1]
          : levelPrice(moveLevel as Level, this.decisionBar, this.side, this.entry, 1, this.initialRisk);
    if (this.config.stopMoves === 'assign' || moved > this.stop) {
      this.stop = moved;
      this.stopIsTrail = false;
    }
  }

  /** Closes all open legs at the protective level's mirrored fill price. */
  exitAtStop(bar: number, price: number): void {
    if (this.liquidation > this.stop) {
      this.liquidations++;
      this.exitRest(bar, price, REASON.liquidation);
    } else {
      this.exitRest(bar, price, this.stopIsTrail ? REASON.trail : REASON.stop);
    }
  }

  private exitRest(bar: number, price: number, reason: number): void {
    const count = (this.exits as CompiledExits).targets.length;
    for (let k = 0; k < count; k++) {
      const part = this.targetQuantity[k];
      if (part > 0) {
        this.targetQuantity[k] = 0;
        this.exitPart(k + 1, part, bar, price, reason);
      }
    }
    if (this.runner > 0) {
      const part = this.runner;
      this.runner = 0;
      this.exitPart(0, part, bar, price, reason);
    }
  }

  private exitPart(leg: number, part: number, bar: number, mirrored: number, reason: number): void {
    if (!(part > 0)) return;
    const { account, side } = this;
    const price = side * mirrored;
    const value = part * price;
    const share = part / this.entryQuantity;
    const isTarget = reason === REASON.target;
    let fee = value * (isTarget ? this.makerRate : this.takerRate);
    let slip = value * (isTarget ? this.makerSlipRate : this.slipRate);
    if (this.chargesEntryNotional) {
      const notional = part * side * this.entry;
      fee = notional * this.takerRate * 2;
      slip = notional * this.slipRate * 2;
    }
    const gross = part * (mirrored - this.entry);
    const costs = share * (this.entryFees + this.entrySlippage) + fee + slip;

    account.cash += side * value - fee - slip;
    account.realised += gross - costs;
    account.fees += fee;
    account.slippage += slip;
    account.turnover += value;
    this.gross += gross;
    this.exitValue += value;
    this.exitFees += fee;
    this.exitSlippage += slip;

    const row = this.legs.append();
    const { columns } = this.legs;
    columns.position[row] = this.positions.length;
    columns.leg[row] = leg;
    columns.exitBar[row] = bar;
    columns.exitPrice[row] = price;
    columns.quantity[row] = part;
    columns.grossPnl[row] = gross;
    columns.costs[row] = costs;
    columns.netPnl[row] = gross - costs;
    columns.reason[row] = reason;

    this.quantity -= part;
    // Fractions of one quantity need not add up to it to the last bit; the last leg closes the position by definition.
    if (this.runner === 0 && !this.hasOpenTarget()) this.finish(bar, reason);
    else this.setLiquidation();
  }

  private hasOpenTarget(): boolean {
    const count = (this.exits as CompiledExits).targets.length;
    for (let k = 0; k < count; k++) if (this.targetQuantity[k] > 0) return true;
    return false;
  }

  private finish(bar: number, reason: number): void {
    const fees = this.entryFees + this.exitFees;
    const slippage = this.entrySlippage + this.exitSlippage;
    const row = this.positions.append();
    const { columns } = this.positions;
    columns.side[row] = this.side;
    columns.entryBar[row] = this.entryBar;
    columns.exitBar[row] = bar;
    columns.entryPrice[row] = this.side * this.entry;
    columns.exitPrice[row] = this.exitValue / this.entryQuantity;
    columns.quantity[row] = this.entryQuantity;
    columns.initialRisk[row] = this.initialRisk;
    columns.grossPnl[row] = this.gross;
    columns.fees[row] = fees;
    columns.slippage[row] = slippage;
    columns.funding[row] = this.paidFunding;
    columns.netPnl[row] = this.gross - fees - slippage + this.paidFunding;
    columns.reason[row] = reason;
    columns.ambiguous[row] = this.isAmbiguous ? 1 : 0;

    this.exposureBars += bar - this.entryBar;
    this.side = 0;
    this.quantity = 0;
    this.stop = NONE;
    this.liquidation = NONE;
    this.lower = NONE;
    this.upper = Number.POSITIVE_INFINITY;
    this.wake = Number.POSITIVE_INFINITY;
    if (this.ruinedAt < 0 && this.account.cash + this.rest.value <= 0) this.ruinedAt = bar;
  }

  // ---- what moves the levels ---------------------------------------------------------------------------------------

  private payFunding(bar: number, open: number): void {
    const rate = this.config.funding?.[bar] ?? 0;
    if (rate === 0) return;
    const received = -this.side * this.quantity * open * rate;
    this.paidFunding += received;
    this.account.cash += received;
    this.account.realised += received;
    this.account.funding += received;
    this.setLiquidation();
    this.setBand(bar);
  }

  private startTrail(decisionBar: number, risk: number, trail: NonNullable<CompiledExits['trail']>): void {
    this.best = this.entry;
    this.trailDistance = trail.series === undefined ? trail.value : trail.value * trail.series[decisionBar];
    this.trailStartsAt =
      trail.activation === undefined ? NONE : levelPrice(trail.activation, decisionBar, this.side, this.entry, 1, risk);
    if (trail.activation === undefined) this.raiseStop(trail.unit);
  }

  /** Lets the trail follow a finished bar; the new stop works from the next one. */
  private followPrice(bar: number, high: number, low: number, close: number): void {
    const trail = (this.exits as CompiledExits).trail;
    if (trail === null) return;
    if (trail.follow === 'close') this.best = Math.max(this.best, this.side * close);
    if (trail.refresh === 'bar' && trail.series !== undefined) this.trailDistance = trail.value * trail.series[bar];
    this.followExtreme(this.side > 0 ? high : -low);
  }

  /** Lets the trail follow a favourable extreme (mirrored). */
  followExtreme(extreme: number): void {
    const trail = (this.exits as CompiledExits).trail;
    if (trail === null) return;
    if (trail.follow === 'extreme' && extreme > this.best) this.best = extreme;
    if (extreme >= this.trailStartsAt) this.trailStartsAt = NONE;
    if (this.trailStartsAt === NONE) this.raiseStop(trail.unit);
  }

  private raiseStop(unit: 'fraction' | 'distance'): void {
    const { best, trailDistance } = this;
    const stop = unit === 'fraction' ? best * (1 - this.side * trailDistance) : best - trailDistance;
    if (stop > this.stop) {
      this.stop = stop;
      this.stopIsTrail = true;
    }
  }

  /** Where equity falls to the maintenance margin, with every other position at its last price. */
  private setLiquidation(): void {
    const { maintenanceMargin: margin } = this.config;
    if (margin === null) return;
    // Solve cash + rest + side * q * p = margin * (q * p + rest notional) for p, then mirror it.
    const deficit = margin * this.rest.notional - this.account.cash - this.rest.value;
    if (this.side > 0) this.liquidation = deficit > 0 ? deficit / (this.quantity * (1 - margin)) : NONE;
    else this.liquidation = deficit / (this.quantity * (1 + margin));
  }

  /** The widest range in which a bar without a decision is none of our business. */
  private setBand(bar: number): void {
    const { targets, trail } = this.exits as CompiledExits;
    const below = Math.max(this.stop, this.liquidation);
    let above = Number.POSITIVE_INFINITY;
    for (let k = 0; k < targets.length; k++) {
      if (this.targetQuantity[k] > 0 && this.targetPrice[k] < above) above = this.targetPrice[k];
    }
    this.wake = this.dueBar;
    const { funding } = this.config;
    if (funding !== undefined) this.wake = Math.min(this.wake, nextNonZero(funding, bar + 1));
    if (trail !== null) {
      if (trail.follow === 'close' || trail.refresh === 'bar' || this.config.magnifier !== undefined)
        this.wake = bar + 1;
      else above = Math.min(above, this.best);
      above = Math.min(above, this.trailStartsAt === NONE ? above : this.trailStartsAt);
    }
    if (this.side > 0) {
      this.lower = below;
      this.upper = above;
    } else {
      this.lower = -above;
      this.upper = -below;
    }
  }
}

function nextNonZero(series: Float64Array, from: number): number {
  let i = from;
  while (i < series.length && series[i] === 0) i++;
  return i < series.length ? i : Number.POSITIVE_INFINITY;
}
