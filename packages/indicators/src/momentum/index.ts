export { Apo, type ApoOptions, apo } from './apo.ts';
export { Cci, CciOf, type CciOptions, cci, cciOf } from './cci.ts';
export { CenterOfGravity, type CenterOfGravityOptions, centerOfGravity } from './center-of-gravity.ts';
export { Cmo, type CmoOptions, cmo } from './cmo.ts';
export { Macd, type MacdOptions, type MacdSeed, type MacdSeries, type MacdValue, macd } from './macd.ts';
export { Momentum, type MomentumOptions, momentum } from './momentum.ts';
export { Ppo, type PpoOptions, ppo } from './ppo.ts';
export { Roc, type RocOptions, roc } from './roc.ts';
export { Rsi, type RsiOptions, rsi } from './rsi.ts';
export {
  Stochastic,
  type StochasticOptions,
  type StochasticSeries,
  type StochasticValue,
  stochastic,
} from './stochastic.ts';
export { StochasticRsi, type StochasticRsiOptions, stochasticRsi } from './stochastic-rsi.ts';
export { Trix, type TrixOptions, trix } from './trix.ts';
export { Tsi, type TsiOptions, tsi } from './tsi.ts';
export {
  UltimateOscillator,
  type UltimateOscillatorOptions,
  ultimateOscillator,
} from './ultimate-oscillator.ts';
export { WilliamsR, type WilliamsROptions, williamsR } from './williams-r.ts';
