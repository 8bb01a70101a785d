import type { Bars } from '@quantblocks/core';

/** Arguments of `strategy.entry` and `strategy.exit`, by position or name. */
export type Order = Readonly<Record<string, number | string | boolean>>;

/** Smallest step of the price. Distances in ticks are not rounded to it here. */
export const MINTICK = 0.01;

/** A part of a position that was closed. */
export interface PineFill {
  readonly id: string;
  readonly side: number;
  readonly entryBar: number;
  readonly exitBar: number;
  readonly entryPrice: number;
  readonly exitPrice: number;
  readonly quantity: number;
}

/**
 * Fills market entries on the close or the next open, then exit orders inside the bar, the stop before the target: TradingView looks for
 * the nearer extreme, but for the logic of a script that only changes which of the two comes first. No costs.
 */
export class PineBroker {
  readonly fills: PineFill[] = [];
  position = 0;
  entryPrice = Number.NaN;
  private profit = 0;
  private entryBar = -1;
  private pending: Order | undefined;
  private readonly exits = new Map<string, Order>();

  private readonly bars: Bars;
  readonly capital: number;
  private readonly onClose: boolean;

  constructor(bars: Bars, capital: number, onClose: boolean) {
    this.bars = bars;
    this.capital = capital;
    this.onClose = onClose;
  }

  /** Of a flat account, which is when scripts ask for it. */
  get equity(): number {
    return this.capital + this.profit;
  }

  enter(order: Order): number {
    this.pending = order;
    return 0;
  }

  exit(order: Order): number {
    if (!(Number(order.qty) > 0)) throw new Error('an exit without a quantity');
    this.exits.set(String(order[0]), order);
    return 0;
  }

  openBar(bar: number): void {
    if (this.position === 0) this.fillEntry(bar, this.bars.open[bar]);
    if (this.position === 0) return;
    for (const [id, order] of this.exits) {
      const price = this.exitPrice(bar, order);
      if (!Number.isNaN(price)) this.close(bar, id, Number(order.qty), price);
    }
    if (this.position === 0) this.exits.clear();
  }

  closeBar(bar: number): void {
    if (this.onClose) this.fillEntry(bar, this.bars.close[bar]);
  }

  private fillEntry(bar: number, price: number): void {
    if (this.pending === undefined) return;
    this.position = Number(this.pending.qty) * (this.pending[1] === 'strategy.long' ? 1 : -1);
    this.entryPrice = price;
    this.entryBar = bar;
    this.pending = undefined;
  }

  private exitPrice(bar: number, { stop, loss, limit, profit }: Order): number {
    const { open, high, low } = this.bars;
    const side = Math.sign(this.position);
    const from = (ticks: unknown): number => this.entryPrice + side * Number(ticks) * MINTICK;
    // A short is a long on prices times -1.
    const worst = side > 0 ? low[bar] : -high[bar];
    const best = side > 0 ? high[bar] : -low[bar];
    const stopAt = side * Number(stop ?? from(-Number(loss)));
    const limitAt = side * Number(limit ?? from(profit));
    if (worst <= stopAt) return side * Math.min(stopAt, side * open[bar]);
    return best >= limitAt ? side * Math.max(limitAt, side * open[bar]) : Number.NaN;
  }

  private close(exitBar: number, id: string, wanted: number, exitPrice: number): void {
    const { entryBar, entryPrice } = this;
    const side = Math.sign(this.position);
    const held = Math.abs(this.position);
    const quantity = Math.min(wanted, held);
    this.exits.delete(id);
    this.profit += quantity * side * (exitPrice - entryPrice);
    // What remains of rounding is nothing.
    this.position = held - quantity < 1e-9 * held ? 0 : side * (held - quantity);
    this.fills.push({ id, side, entryBar, exitBar, entryPrice, exitPrice, quantity });
  }
}
