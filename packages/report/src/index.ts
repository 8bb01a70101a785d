export { WriteRunError } from './atomic-folder.ts';
export { fingerprintBars } from './fingerprint.ts';
export { type FormatTableOptions, formatTable, keyRows, type TableFormat, type TableRow } from './format-table.ts';
export { renderReport } from './render-report.ts';
export type { ReportBenchmark, ReportInput, ReportRun } from './report-model.ts';
export { equityCsv, legsCsv, positionsCsv } from './run-tables.ts';
export { type WriteRunInput, type WrittenRun, writeRun } from './write-run.ts';
