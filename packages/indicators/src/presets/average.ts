/** Conventions of moving averages; what is not listed is the default. */
export const averagePresets = {
  talib: { mama: { start: 'talib' } },
  pine: {},
  tulip: {
    ema: { seed: 'first' },
    dema: { seed: 'staggered' },
    tema: { seed: 'staggered' },
    kama: { publish: 'seed' },
  },
  pandas: { ema: { seed: 'first' }, rma: { seed: 'first' }, dema: { seed: 'first' }, tema: { seed: 'first' } },
  ff: {},
} as const;
