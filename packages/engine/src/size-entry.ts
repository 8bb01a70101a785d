import type { Account } from './account.ts';
import { floorTo, type Position } from './position.ts';
import type { ResolvedConfig } from './resolve-config.ts';
import { REJECTIONS, type Rejection } from './result.ts';

/** Codes of {@link REJECTIONS}. */
export const REJECTION = Object.fromEntries(REJECTIONS.map((reason, code) => [reason, code])) as Record<
  Rejection,
  number
>;

/** Everything else in the account, at its last price; zero for a single position. */
export interface RestOfAccount {
  /** Whether other positions share the cash, open or not. */
  isShared: boolean;
  /** Signed quantity times price. */
  value: number;
  /** The same without signs. */
  notional: number;
}

/** Sets the quantity that the position is to buy at its `fill`; returns a rejection code, or -1. */
export function sizeEntry(
  config: ResolvedConfig,
  account: Account,
  position: Position,
  rest: RestOfAccount,
  side: number,
  weight: number,
): number {
  const { sizing, maxLeverage, quantityStep } = config;
  const price = side * position.fill;
  const risk = position.initialRisk;
  // What the fill itself costs comes out of the same equity, so that 100 % of it is not overdrawn by its own fee.
  const affordable = price * (1 + position.entryCostRate);
  const equity = config.equity === 'realised' ? account.realised : account.cash + rest.value;
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
    case 'risk':
      if (!(risk > 0)) return REJECTION.zeroRisk;
      quantity =
        ((sizing.base === 'initial' ? account.initialCapital : equity) * sizing.value) / (risk / price) / price;
      break;
  }
  quantity *= weight;
  // Without a cap even an account below zero trades on, which only `maintenanceMargin: null` lets it reach.
  const limit =
    maxLeverage === Number.POSITIVE_INFINITY ? maxLeverage : (maxLeverage * equity - rest.notional) / affordable;
  if (quantity > limit * (1 + 1e-12)) {
    if (!(limit > 0)) return REJECTION.noCapital;
    quantity = limit;
    position.cutEntries++;
  }
  if (quantityStep > 0) quantity = floorTo(quantity, quantityStep);
  if (!(quantity > 0)) return equity > 0 ? REJECTION.zeroSize : REJECTION.noCapital;
  position.quantity = quantity;
  return -1;
}
