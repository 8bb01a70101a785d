export type { CsvOptions } from './csv/csv-parser.ts';
export { BAR_COLUMNS, type BarColumnName, BINANCE_KLINE_HEADER, type ColumnChoice } from './csv/header.ts';
export { parseCsv } from './csv/parse-csv.ts';
export { readCsv } from './csv/read-csv.ts';
export type { TimeUnit } from './csv/stamp.ts';
export { lineOfRow, type RowLines, type Table } from './csv/table.ts';
export type { AssetProfile, AssetSpec } from './synthetic/asset-profile.ts';
export type { EdgeKind, EdgeParameters } from './synthetic/edge.ts';
export { edgePositions } from './synthetic/edge-positions.ts';
export {
  type AssetTruth,
  type MarketTruth,
  type SyntheticMarket,
  type SyntheticMarketOptions,
  syntheticMarket,
} from './synthetic/synthetic-market.ts';
