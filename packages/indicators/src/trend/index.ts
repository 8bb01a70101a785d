export { Adx, Adxr, adx, adxr, Dx, dx } from './adx.ts';
export { Aroon, type AroonOptions, type AroonSeries, type AroonValue, aroon } from './aroon.ts';
export { Choppiness, type ChoppinessOptions, choppiness } from './choppiness.ts';
export type { AdxOptions, AdxSeed, AdxSeries, AdxValue, DxOptions } from './directional-movement.ts';
export { displace } from './displace.ts';
export { EfficiencyRatio, efficiencyRatio } from './efficiency-ratio.ts';
export { Ichimoku, type IchimokuLines, type IchimokuOptions, type IchimokuValue, ichimoku } from './ichimoku.ts';
export { ParabolicSar, type ParabolicSarOptions, parabolicSar, type SarVariant } from './parabolic-sar.ts';
export {
  Supertrend,
  type SupertrendOptions,
  type SupertrendSeries,
  type SupertrendValue,
  supertrend,
} from './supertrend.ts';
export { Vortex, type VortexOptions, type VortexSeries, type VortexValue, vortex } from './vortex.ts';
