/** Conventions of five-in-one indicators; what is not listed is the default. */
export const fiveInOnePresets = {
  talib: {},
  pine: { kamaDistance: { seed: 'zero' } },
  tulip: {},
  pandas: {},
  ff: { adLine: { warmup: 'vote' }, regressionCloud: { warmup: 'vote' } },
} as const;
