export type { BarContext, BarStrategy } from './bar-context.ts';
export type { Candle } from './bar-history.ts';
export type { Costs, IntrabarPolicy, SimulationConfig, Sizing } from './config.ts';
export { type ExcursionInput, type Excursions, excursions } from './excursions.ts';
export { type AlignFundingOptions, alignFunding } from './funding.ts';
export type { ExitRules, Level, OrderPlan, Target, Trail } from './order-plan.ts';
export { backtestingPy, finalTriggerV2, vectorbt } from './presets.ts';
export type { ResolvedConfig } from './resolve-config.ts';
export {
  type BacktestResult,
  EXIT_REASONS,
  type ExitReason,
  type LegTable,
  type OpenPosition,
  type PositionTable,
  REJECTIONS,
  type Rejection,
  type RejectionTable,
} from './result.ts';
export { runStrategy, Session, type SessionConfig } from './session.ts';
export { simulate } from './simulate.ts';
export {
  type AssetResult,
  type PortfolioAsset,
  type PortfolioResult,
  simulatePortfolio,
} from './simulate-portfolio.ts';
export type { PreparedStrategy, StrategyDefinition } from './strategy.ts';
export { createWorkspace, type Workspace } from './workspace.ts';
