export * from './average/index.ts';
export { type CachedOutputs, IndicatorCache, type IndicatorCacheOptions } from './cache.ts';
export * from './channel/index.ts';
export type {
  BarOf,
  CloseVolume,
  HighLow,
  HighLowClose,
  HighLowCloseVolume,
  OpenHighLowClose,
} from './columns.ts';
export * from './cycle/index.ts';
export * from './five-in-one/index.ts';
export * from './momentum/index.ts';
export type { NanOptions, NanPolicy } from './nan-policy.ts';
export type { PeriodOptions } from './period-options.ts';
export { type PresetsOf, presets } from './presets.ts';
export * from './statistics/index.ts';
export type { Stream, StreamState } from './stream/stream.ts';
export * from './trend/index.ts';
export * from './volatility/index.ts';
export * from './volume/index.ts';
