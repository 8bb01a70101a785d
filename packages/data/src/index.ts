export { readColumns, type StoredColumns, writeColumns } from './column-cache.ts';
export type { CsvOptions } from './csv/csv-parser.ts';
export { BAR_COLUMNS, type BarColumnName, BINANCE_KLINE_HEADER, type ColumnChoice } from './csv/header.ts';
export { parseCsv } from './csv/parse-csv.ts';
export { readCsv } from './csv/read-csv.ts';
export type { TimeUnit } from './csv/stamp.ts';
export { lineOfRow, type RowLines, type Table } from './csv/table.ts';
export { type CacheState, type LoadBarsOptions, type LoadedBars, loadBars } from './load-bars.ts';
export { loadParquet, type ParquetOptions, readParquet } from './parquet.ts';
export { type CleanOptions, type CleanResult, cleanBars } from './quality/clean-bars.ts';
export { type FormatQualityOptions, formatQuality } from './quality/format-quality.ts';
export type { OpenJumps } from './quality/open-jumps.ts';
export type { Finding, HardFinding, QualityPolicies, SeriesFinding, SoftFinding } from './quality/policies.ts';
export {
  type DroppedRow,
  type Gap,
  type QualityOptions,
  type QualityReport,
  qualityReport,
  type RawColumns,
} from './quality/quality-report.ts';
export { alignSeries, type ResampleOptions, resample } from './resample.ts';
export { type BinanceSourceOptions, binanceSource } from './sources/binance-source.ts';
export type { CandleProgress, CandleRequest, CandleSource, Sleep } from './sources/candle-source.ts';
export { type CcxtExchange, type CcxtSourceOptions, ccxtSource } from './sources/ccxt-source.ts';
export { formatInterval, parseInterval } from './sources/interval.ts';
export { SourceError, type SourceErrorDetails, type SourceErrorReason } from './sources/source-error.ts';
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
