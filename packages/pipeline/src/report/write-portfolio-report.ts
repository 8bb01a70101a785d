import { renderPortfolio } from '@quantblocks/report';
import type { Results } from '../output/write-results.ts';
import type { Run } from '../run-store/run.ts';
import { type PortfolioViewOptions, portfolioView } from './portfolio-view.ts';

/** Name of the file in the folder of a run. */
const REPORT_FILE = 'report.html';

/**
 * Writes the portfolio report into the folder of a run.
 *
 * It names neither the run nor a time, so that equal results give equal bytes in any folder; the manifest beside it knows both.
 *
 * @param results - What `runPipeline` found.
 * @param options - Whatever the page shall say beside the results.
 * @throws a `StorageError` if it cannot be written.
 *
 * @example
 * ```ts no-run
 * import { openRunStore, runPipeline, writePortfolioReport } from '@quantblocks/pipeline';
 * import { loadBars } from '@quantblocks/data';
 *
 * const results = await runPipeline([loadBars('data/BTC_1H.csv').bars], { store: openRunStore('runs') });
 * writePortfolioReport(results.run, results, { title: 'Bitcoin, first look' });
 * ```
 */
export function writePortfolioReport(run: Run, results: Results, options: PortfolioViewOptions = {}): void {
  run.writeText(REPORT_FILE, renderPortfolio(portfolioView(results, options)));
}
