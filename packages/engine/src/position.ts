import type { Account } from './account.ts';
import { type CompiledExits, MAX_TARGETS } from './exits.ts';
import type { ResolvedConfig } from './resolve-config.ts';
import { EXIT_REASONS, type ExitReason, type LegTable, type PositionTable } from './result.ts';
import type { Table } from './tables.ts';
import type { Workspace } from './workspace.ts';

/** Codes of {@link EXIT_REASONS}. */
export const REASON = Object.fromEntries(EXIT_REASONS.map((reason, code) => [reason, code])) as Record<
  ExitReason,
  number
>;

/**
 * What is held, leg by leg, and the money it moves: every fill books cash, costs and a row here and nowhere else.
 *
 * Prices are mirrored: a short is a long on prices times -1, so gains are always `exit - entry`. Numbers that change from
 * call to call travel in fields (`fill`), because the runtime allocates each double that crosses a call.
 */
export class Position {
  /** +1 long, -1 short, 0 flat. */
  side = 0;
  /** Units still held. */
  quantity = 0;
  entryBar = -1;
  /** Mirrored fill price of the entry. */
  entry = 0;
  /** Mirrored price of the next fill, in or out. */
  fill = 0;
  /** Distance to the initial stop, NaN without one. */
  initialRisk: number = Number.NaN;
  /** 1 once a bar held both stop and target. */
  ambiguous = 0;
  /** Targets that are still to be filled have a quantity. */
  readonly targetQuantity: Float64Array = new Float64Array(MAX_TARGETS);
  private targetCount = 0;
  private runner = 0;

  private entryQuantity = 0;
  private entryFees = 0;
  private entrySlippage = 0;
  private exitFees = 0;
  private exitSlippage = 0;
  private exitValue = 0;
  private gross = 0;
  private funding = 0;

  exposureBars = 0;
  liquidations = 0;
  cutEntries = 0;
  private readonly account: Account;
  private readonly positions: Table<PositionTable>;
  private readonly legs: Table<LegTable>;
  private readonly quantityStep: number;
  private readonly takerRate: number;
  private readonly makerRate: number;
  private readonly slipRate: number;
  private readonly makerSlipRate: number;
  private readonly chargesEntryNotional: boolean;

  constructor(config: ResolvedConfig, workspace: Workspace, account: Account) {
    this.account = account;
    this.positions = workspace.positions;
    this.legs = workspace.legs;
    const { feeBps, makerFeeBps, slippageBps, slipTargets, charge } = config.costs;
    this.quantityStep = config.quantityStep;
    this.takerRate = feeBps / 1e4;
    this.makerRate = makerFeeBps / 1e4;
    this.slipRate = slippageBps / 1e4;
    this.makerSlipRate = slipTargets ? this.slipRate : 0;
    this.chargesEntryNotional = charge === 'entryNotional';
  }

  /** What entering costs on top of the price, as a fraction of it. */
  get entryCostRate(): number {
    return this.chargesEntryNotional ? 0 : this.takerRate + this.slipRate;
  }

  /** Buys `quantity` (set before) at `fill`. */
  open(bar: number, side: number, exits: CompiledExits): void {
    const { account, quantity } = this;
    this.side = side;
    this.entryBar = bar;
    this.entry = this.fill;
    this.entryQuantity = quantity;
    this.ambiguous = 0;
    this.gross = 0;
    this.exitValue = 0;
    this.exitFees = 0;
    this.exitSlippage = 0;
    this.funding = 0;
    this.splitIntoLegs(exits);
    const value = quantity * side * this.fill;
    this.entryFees = this.chargesEntryNotional ? 0 : value * this.takerRate;
    this.entrySlippage = this.chargesEntryNotional ? 0 : value * this.slipRate;
    account.cash -= side * value + this.entryFees + this.entrySlippage;
    account.fees += this.entryFees;
    account.slippage += this.entrySlippage;
    account.turnover += value;
  }

  /** Closes the leg of target `k` at `fill`. */
  closeTarget(bar: number, k: number): void {
    const part = this.targetQuantity[k];
    this.targetQuantity[k] = 0;
    const isLast = this.runner === 0 && !this.hasTarget();
    this.closePart(bar, part, k + 1, REASON.target);
    if (isLast) this.finish(bar, REASON.target);
  }

  /** Closes every open leg at `fill`, in leg order. */
  closeRest(bar: number, reason: number): void {
    for (let k = 0; k < this.targetCount; k++) {
      const part = this.targetQuantity[k];
      if (part > 0) this.closePart(bar, part, k + 1, reason);
      this.targetQuantity[k] = 0;
    }
    if (this.runner > 0) this.closePart(bar, this.runner, 0, reason);
    this.runner = 0;
    this.finish(bar, reason);
  }

  /** Books funding: positive is received. */
  receiveFunding(amount: number): void {
    this.funding += amount;
    this.account.cash += amount;
    this.account.realised += amount;
    this.account.funding += amount;
  }

  /** Net of the open position so far: closed legs, funding and every cost paid. */
  netSoFar(): number {
    return this.gross - this.entryFees - this.entrySlippage - this.exitFees - this.exitSlippage + this.funding;
  }

  private splitIntoLegs({ targets, runner }: CompiledExits): void {
    const { quantity, quantityStep } = this;
    this.targetCount = targets.length;
    let left = quantity;
    for (let k = 0; k < targets.length; k++) {
      const part = targets[k].fraction * quantity;
      const isRest = runner === 0 && k === targets.length - 1;
      // The last leg takes what is left, so that fractions that add up to 1 but for rounding close all that was bought.
      this.targetQuantity[k] = isRest ? left : quantityStep === 0 ? part : floorTo(part, quantityStep);
      left -= this.targetQuantity[k];
    }
    if (targets.length > 0 && runner === 0) this.runner = 0;
    else this.runner = quantityStep === 0 ? runner * quantity : left;
  }

  private hasTarget(): boolean {
    for (let k = 0; k < this.targetCount; k++) if (this.targetQuantity[k] > 0) return true;
    return false;
  }

  private closePart(bar: number, part: number, leg: number, reason: number): void {
    const { account, side, fill } = this;
    const value = part * side * fill;
    const isTarget = reason === REASON.target;
    let fee = value * (isTarget ? this.makerRate : this.takerRate);
    let slip = value * (isTarget ? this.makerSlipRate : this.slipRate);
    if (this.chargesEntryNotional) {
      const notional = part * side * this.entry;
      fee = notional * this.takerRate * 2;
      slip = notional * this.slipRate * 2;
    }
    const gross = part * (fill - this.entry);
    const costs = (part / this.entryQuantity) * (this.entryFees + this.entrySlippage) + fee + slip;
    account.cash += side * value - fee - slip;
    account.realised += gross - costs;
    account.fees += fee;
    account.slippage += slip;
    account.turnover += value;
    this.gross += gross;
    this.exitValue += value;
    this.exitFees += fee;
    this.exitSlippage += slip;
    this.quantity -= part;

    const row = this.legs.append();
    const { columns } = this.legs;
    columns.position[row] = this.positions.length;
    columns.leg[row] = leg;
    columns.exitBar[row] = bar;
    columns.exitPrice[row] = side * fill;
    columns.quantity[row] = part;
    columns.grossPnl[row] = gross;
    columns.costs[row] = costs;
    columns.netPnl[row] = gross - costs;
    columns.reason[row] = reason;
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
    columns.funding[row] = this.funding;
    columns.netPnl[row] = this.gross - fees - slippage + this.funding;
    columns.reason[row] = reason;
    columns.ambiguous[row] = this.ambiguous;
    if (reason === REASON.liquidation) this.liquidations++;
    this.exposureBars += bar - this.entryBar;
    this.side = 0;
    // Fractions of a quantity need not add up to it to the last bit; what is closed is closed.
    this.quantity = 0;
  }
}

/** Rounds down to a multiple, forgiving a last-bit error of the division. */
export function floorTo(quantity: number, step: number): number {
  return Math.floor(quantity / step + 1e-9) * step;
}
