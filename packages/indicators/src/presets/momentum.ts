/** Conventions of momentum indicators; what is not listed is the default. */
export const momentumPresets = {
  talib: { cmo: { smoothing: 'wilder' }, macd: { seed: 'aligned' } },
  pine: {},
  tulip: {
    macd: { seed: 'tulip' },
    ppo: { seed: 'first' },
    apo: { seed: 'first' },
    trix: { seed: 'tulip' },
  },
  pandas: {
    rsi: { smoothing: 'ewm' },
    macd: { seed: 'first' },
    ppo: { seed: 'first' },
    apo: { seed: 'first' },
    trix: { seed: 'first' },
    tsi: { seed: 'first' },
  },
  ff: {},
} as const;
