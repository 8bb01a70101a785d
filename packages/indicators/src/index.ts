export {
  type AdLine,
  type AdLineOptions,
  AdLineStream,
  type AdLineValue,
  adLine,
  type VoteWarmup,
} from './five-in-one/ad-line.ts';
export {
  type KamaDistance,
  type KamaDistanceOptions,
  KamaDistanceStream,
  type KamaDistanceValue,
  kamaDistance,
} from './five-in-one/kama-distance.ts';
export {
  type KamaOscillator,
  type KamaOscillatorOptions,
  KamaOscillatorStream,
  type KamaOscillatorValue,
  kamaOscillator,
} from './five-in-one/kama-oscillator.ts';
export { type ObvTrend, ObvTrendVote, obvTrend } from './five-in-one/obv-trend.ts';
export {
  type RegressionCloud,
  type RegressionCloudOptions,
  RegressionCloudStream,
  type RegressionCloudValue,
  regressionCloud,
} from './five-in-one/regression-cloud.ts';
export type { CloseVolume, HighLow, HighLowClose, HighLowCloseVolume, OpenHighLowClose } from './series.ts';
export type { Stream, StreamState } from './stream/stream.ts';
export {
  AdaptiveAverages,
  type AdaptiveSeries,
  type AdaptiveValue,
  adaptiveAverages,
} from './trend/adaptive-averages.ts';
export { Adx, type AdxOptions, type AdxSeed, type AdxSeries, type AdxValue, adx } from './trend/adx.ts';
export { displace } from './trend/displace.ts';
export { EfficiencyRatio, efficiencyRatio } from './trend/efficiency-ratio.ts';
export { Ema, type ExponentialOptions, ema, Rma, rma, type Seed } from './trend/ema.ts';
export { Ichimoku, type IchimokuLines, type IchimokuOptions, type IchimokuValue, ichimoku } from './trend/ichimoku.ts';
export {
  type IchimokuClose,
  type IchimokuMaskOptions,
  type IchimokuMasks,
  type IchimokuVoteOptions,
  ichimokuMasks,
  ichimokuVote,
} from './trend/ichimoku-masks.ts';
export { type IchimokuBar, IchimokuVotes, type IchimokuVotesValue } from './trend/ichimoku-votes.ts';
export { Kama, type KamaOptions, kama } from './trend/kama.ts';
export { Mama, type MamaOptions, type MamaSeries, type MamaValue, mama } from './trend/mama.ts';
export {
  Mesa,
  type MesaAlphaOptions,
  type MesaOptions,
  type MesaSeries,
  type MesaStart,
  type MesaValue,
  mesa,
  mesaAlpha,
} from './trend/mesa.ts';
export { ohlc4 } from './trend/ohlc4.ts';
export { type PeriodOptions, Sma, sma } from './trend/sma.ts';
export { Atr, type AtrOptions, atr } from './volatility/atr.ts';
export { Donchian, type DonchianChannel, type DonchianValue, donchian, donchianMiddle } from './volatility/donchian.ts';
export { RollingMax, RollingMin, rollingMax, rollingMin } from './volatility/rolling-extremes.ts';
export {
  type FirstTrueRange,
  type PriceBar,
  TrueRange,
  type TrueRangeOptions,
  trueRange,
} from './volatility/true-range.ts';
export {
  AccumulationDistribution,
  accumulationDistribution,
  type PriceVolumeBar,
} from './volume/accumulation-distribution.ts';
export { type CloseVolumeBar, Obv, type ObvOptions, obv } from './volume/obv.ts';
