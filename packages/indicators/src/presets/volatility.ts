/** Conventions of ranges and volatility; what is not listed is the default. */
export const volatilityPresets = {
  talib: { trueRange: { firstTr: 'skip' }, atr: { firstTr: 'skip' }, natr: { firstTr: 'skip' } },
  pine: {},
  tulip: { closeToCloseVolatility: { returns: 'simple', ddof: 0, periodsPerYear: 252 } },
  pandas: { atr: { seed: 'first' }, rollingVariance: { ddof: 1 }, rollingStandardDeviation: { ddof: 1 } },
  ff: { atr: { seed: 'first' } },
} as const;
