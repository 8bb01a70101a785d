export { AccumulationDistribution, accumulationDistribution } from './accumulation-distribution.ts';
export {
  AnchoredVwap,
  type AnchoredVwapBar,
  type AnchoredVwapColumns,
  type AnchoredVwapOptions,
  anchoredVwap,
} from './anchored-vwap.ts';
export { ChaikinMoneyFlow, chaikinMoneyFlow } from './chaikin-money-flow.ts';
export { ChaikinOscillator, type ChaikinOscillatorOptions, chaikinOscillator } from './chaikin-oscillator.ts';
export { MoneyFlowIndex, type MoneyFlowIndexOptions, moneyFlowIndex } from './money-flow-index.ts';
export { Obv, type ObvOptions, obv } from './obv.ts';
export { RollingVwap, rollingVwap } from './rolling-vwap.ts';
export { type TimeHighLowCloseVolume, Vwap, type VwapOptions, vwap } from './vwap.ts';
