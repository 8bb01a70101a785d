import type { StrategyDefinition } from '@quantblocks/engine';
import { sma } from '@quantblocks/indicators';

/** Long while the fast average is above the slow one, else short. */
export const crossing: StrategyDefinition<{ fast: number; slow: number }> = {
  name: 'crossing',
  defaults: { fast: 20, slow: 100 },
  prepare: (bars) => ({
    bars,
    plan: ({ fast, slow }) => {
      const [quick, calm] = [fast, slow].map((period) => sma(bars.close, { period: Math.round(period) }));
      return { signal: Int8Array.from(quick, (value, i) => Math.sign(value - calm[i]) || 0) };
    },
  }),
};
