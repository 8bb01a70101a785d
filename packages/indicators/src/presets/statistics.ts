/** Conventions of statistics; what is not listed is the default. */
export const statisticsPresets = {
  talib: {},
  pine: {},
  tulip: {},
  pandas: { zScore: { ddof: 1 } },
  ff: {},
} as const;
