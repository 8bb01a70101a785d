export { renderReport } from './render-report.ts';
export type { ReportBenchmark, ReportInput, ReportRun } from './report-model.ts';
