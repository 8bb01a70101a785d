export { type AdLine, type AdLineOptions, AdLineStream, type AdLineValue, adLine } from './ad-line.ts';
export {
  type IchimokuClose,
  type IchimokuMaskOptions,
  type IchimokuMasks,
  type IchimokuVoteOptions,
  ichimokuMasks,
  ichimokuVote,
} from './ichimoku-masks.ts';
export { type IchimokuBar, IchimokuVotes, type IchimokuVotesValue } from './ichimoku-votes.ts';
export {
  type KamaDistance,
  type KamaDistanceOptions,
  KamaDistanceStream,
  type KamaDistanceValue,
  kamaDistance,
} from './kama-distance.ts';
export {
  type KamaOscillator,
  type KamaOscillatorOptions,
  KamaOscillatorStream,
  type KamaOscillatorValue,
  kamaOscillator,
} from './kama-oscillator.ts';
export { type ObvTrend, type ObvTrendValue, ObvTrendVote, obvTrend } from './obv-trend.ts';
export {
  type RegressionCloud,
  type RegressionCloudOptions,
  RegressionCloudStream,
  type RegressionCloudValue,
  regressionCloud,
} from './regression-cloud.ts';
export type { VoteWarmup } from './vote.ts';
