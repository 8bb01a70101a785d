/** Conventions of channel indicators; what is not listed is the default. */
export const channelPresets = {
  talib: {},
  pine: { keltnerChannel: { band: 'emaTr', firstTr: 'skip' } },
  tulip: {},
  pandas: {},
  ff: {},
} as const;
