export type { ComparedColumn } from './pine/column-definitions.ts';
export {
  type ColumnComparison,
  type ColumnStatus,
  type CompareOptions,
  compareTradingView,
  type Divergence,
  type TradingViewComparison,
} from './pine/compare-tradingview.ts';
export { formatComparison } from './pine/format-comparison.ts';
export type { LeftOutColumn } from './pine/left-out-columns.ts';
export { type PinePreset, type PineScriptOptions, pineScript } from './pine/pine-script.ts';
export { parseTradingViewExport, type TradingViewExport } from './pine/tradingview-export.ts';
