export { WriteRunError } from './atomic-folder.ts';
export { fingerprintBars } from './fingerprint.ts';
export { type FormatTableOptions, formatTable, keyRows, type TableFormat, type TableRow } from './format-table.ts';
export type {
  PortfolioAsset,
  PortfolioCosts,
  PortfolioCurve,
  PortfolioData,
  PortfolioFigures,
  PortfolioFold,
  PortfolioLine,
  PortfolioStatus,
  PortfolioTogether,
  PortfolioVerdict,
  PortfolioView,
} from './portfolio/portfolio-view.ts';
export { renderPortfolio } from './portfolio/render-portfolio.ts';
export { renderReport } from './render-report.ts';
export type { ReportBenchmark, ReportInput, ReportRun } from './report-model.ts';
export { equityCsv, legsCsv, positionsCsv } from './run-tables.ts';
export { type ContourOptions, contourPlot } from './search/contour-plot.ts';
export { historyPlot } from './search/history-plot.ts';
export { importancePlot } from './search/importance-plot.ts';
export { parallelCoordinatesPlot } from './search/parallel-coordinates-plot.ts';
export { paretoPlot } from './search/pareto-plot.ts';
export { type RenderSearchOptions, renderSearch } from './search/render-search.ts';
export type { SearchImportance, SearchParameter, SearchTrial, SearchView } from './search/search-view.ts';
export { slicePlot } from './search/slice-plot.ts';
export { type WriteRunInput, type WrittenRun, writeRun } from './write-run.ts';
