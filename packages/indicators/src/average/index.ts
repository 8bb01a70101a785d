export {
  AdaptiveAverages,
  type AdaptiveSeries,
  type AdaptiveValue,
  adaptiveAverages,
} from './adaptive-averages.ts';
export { Alma, type AlmaOptions, alma } from './alma.ts';
export { Dema, dema } from './dema.ts';
export { Ema, type ExponentialOptions, ema, Rma, rma, type Seed } from './ema.ts';
export type { ChainOptions, ChainSeed } from './exponential-chain.ts';
export { Hma, hma } from './hma.ts';
export { Kama, type KamaOptions, kama } from './kama.ts';
export { kamaMany } from './kama-many.ts';
export { Mama, type MamaOptions, type MamaSeries, type MamaValue, mama } from './mama.ts';
export { hl2, hlc3, ohlc4 } from './ohlc4.ts';
export { Sma, sma } from './sma.ts';
export { T3, type T3Options, t3 } from './t3.ts';
export { Tema, tema } from './tema.ts';
export { Trima, trima } from './trima.ts';
export { Vwma, vwma } from './vwma.ts';
export { Wma, wma } from './wma.ts';
export { Zlema, zlema } from './zlema.ts';
