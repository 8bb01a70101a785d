/** Conventions of cycle indicators; what is not listed is the default. */
export const cyclePresets = {
  talib: {},
  pine: {},
  tulip: {},
  pandas: {},
  ff: {},
} as const;
