export {
  averageConditions,
  CONDITION,
  externalConditions,
  fiveInOneConditions,
} from './conditions.ts';
export { type ConditionSeries, runSignalMachine, SignalMachine } from './signal-machine.ts';
