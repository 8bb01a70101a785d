import type { ValidateResult } from './validate-asset.ts';

const DAY_MS = 86_400_000;

/** Returns of several assets on the same days. */
export interface DailyReturns {
  /** Start of each UTC day, epoch milliseconds. */
  readonly days: Float64Array;
  /** One series per asset: simple returns, compounded over the bars of the day. */
  readonly returns: readonly Float64Array[];
}

/** Returns per UTC day out of sample, on the days that every asset has. */
export function commonDays(results: readonly Pick<ValidateResult, 'time' | 'returns'>[]): DailyReturns {
  const perAsset = results.map(dailyReturns);
  const days = [...(perAsset[0]?.keys() ?? [])]
    .filter((day) => perAsset.every((asset) => asset.has(day)))
    .sort((a, b) => a - b);
  return {
    days: Float64Array.from(days, (day) => day * DAY_MS),
    returns: perAsset.map((asset) => Float64Array.from(days, (day) => asset.get(day) as number)),
  };
}

function dailyReturns({ time, returns }: Pick<ValidateResult, 'time' | 'returns'>): Map<number, number> {
  const days = new Map<number, number>();
  for (const [i, value] of returns.entries()) {
    const day = Math.floor(time[i] / DAY_MS);
    days.set(day, (1 + (days.get(day) ?? 0)) * (1 + value) - 1);
  }
  return days;
}
