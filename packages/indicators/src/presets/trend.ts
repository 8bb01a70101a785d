/** Conventions of trend indicators; what is not listed is the default. */
export const trendPresets = {
  talib: { adx: { seed: 'sum' }, dx: { seed: 'sum' }, adxr: { seed: 'sum' } },
  pine: { parabolicSar: { variant: 'pine' } },
  tulip: {
    adx: { seed: 'early-sum', ties: 'both' },
    dx: { seed: 'early-sum', ties: 'both' },
    adxr: { seed: 'early-sum', ties: 'both' },
    parabolicSar: { variant: 'tulip' },
  },
  pandas: { adx: { seed: 'zero' }, dx: { seed: 'zero' } },
  ff: { adx: { seed: 'first' } },
} as const;
