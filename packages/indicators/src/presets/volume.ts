/** Conventions of volume indicators; what is not listed is the default. */
export const volumePresets = {
  talib: { obv: { start: 'volume' } },
  pine: { moneyFlowIndex: { firstChange: 'both' } },
  tulip: {},
  pandas: {},
  ff: {},
} as const;
