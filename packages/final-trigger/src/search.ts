export { type FiguresOptions, type FinalTriggerFigures, finalTriggerFigures } from './final-trigger-figures.ts';
export { finalTriggerObjective, type ObjectiveOptions } from './final-trigger-objective.ts';
export {
  type ExitName,
  type ExitSpaceName,
  exitSpace,
  type IchimokuName,
  type IchimokuSpaceName,
  ichimokuSpace,
  SENKOU_B_GRID,
  type SpacePoint,
  withPoint,
} from './spaces.ts';
