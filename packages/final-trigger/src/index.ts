export {
  type AverageInput,
  type AverageOptions,
  averageConditions,
  CONDITION,
  externalConditions,
  fiveInOneConditions,
} from './conditions.ts';
export { explainSignals, type SideExplanation, type SignalExplanation } from './explain-signals.ts';
export {
  applyFilterMode,
  FILTER_MODE_THRESHOLDS,
  FILTER_MODES,
  type FilterMode,
  type FilterModeThresholds,
} from './filter-modes.ts';
export {
  FinalTriggerStream,
  type FinalTriggerStreamState,
  type FinalTriggerUpdate,
  type StreamBar,
} from './final-trigger-stream.ts';
export { fromLegacyParams, type LegacyStrategy } from './legacy-params.ts';
export {
  type AdxFilterParams,
  type BearList,
  type FinalTriggerInput,
  type FinalTriggerParams,
  type FiveInOneMode,
  type FiveInOneParams,
  finalTriggerJsonSchema,
  finalTriggerSchema,
  type IchimokuParams,
  type ParseOptions,
  parseFinalTriggerParams,
  REGIME_FILTERS,
  type RegimeFilter,
  type Sides,
  type VolatilityFilterParams,
} from './params.ts';
export { PRESETS, type Preset, type PresetName, simulationConfig, warmUpBars } from './presets.ts';
export { REGIMES, type Regime, RegimeStream, type RegimeStreamState, regimeLabels } from './regime-labels.ts';
export { type ConditionSeries, runSignalMachine } from './run-signal-machine.ts';
export type { IchimokuSeries, StrategySeries, VoteSeries } from './series.ts';
export { type Side, SignalMachine, type SignalMachineOptions } from './signal-machine.ts';
export {
  createFinalTrigger,
  defaultParams,
  type FinalTriggerDefinition,
  finalTrigger,
  type PreparedFinalTrigger,
  type PrepareOptions,
} from './strategy.ts';
