import { type Bars, createBars } from '@quantblocks/core';
import { type BacktestResult, EXIT_REASONS, REJECTIONS, type SimulationConfig } from '@quantblocks/engine';

/** Bars from rows of open, high, low, close, one minute apart. */
export function rows(...prices: readonly (readonly [o: number, h: number, l: number, c: number])[]): Bars {
  const column = (k: 0 | 1 | 2 | 3): number[] => prices.map((row) => row[k]);
  return createBars({
    symbol: 'ROWS',
    timeframeMs: 60_000,
    time: prices.map((_, i) => i * 60_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
  });
}

/** Bars that stand still at one price. */
export function flat(length: number, price: number = 100): Bars {
  return rows(...Array.from({ length }, () => [price, price, price, price] as const));
}

/** Signals of a given length: `{ 0: 1, 3: -1 }` is a buy decided at bar 0 and a sale decided at bar 3. */
export function signals(length: number, at: Readonly<Record<number, number>>): Int8Array {
  const signal = new Int8Array(length);
  for (const [bar, value] of Object.entries(at)) signal[Number(bar)] = value;
  return signal;
}

/** One unit, no costs, no cap, no liquidation: prices speak for themselves. */
export const bare: SimulationConfig = {
  sizing: { kind: 'units', value: 1 },
  costs: { feeBps: 0, slippageBps: 0 },
  maxLeverage: Number.POSITIVE_INFINITY,
  maintenanceMargin: null,
};

/** Exits as `bar reason price` in closing order. */
export function exitsOf({ legs }: BacktestResult): string[] {
  return Array.from(
    { length: legs.length },
    (_, i) => `${legs.exitBar[i]} ${EXIT_REASONS[legs.reason[i]]} ${Number(legs.exitPrice[i].toFixed(9))}`,
  );
}

/** Rejections as `bar reason`. */
export function rejectionsOf({ rejections }: BacktestResult): string[] {
  return Array.from(
    { length: rejections.length },
    (_, i) => `${rejections.bar[i]} ${REJECTIONS[rejections.reason[i]]}`,
  );
}
