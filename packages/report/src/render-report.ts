import { chartLibrary, clientScript, themeScript } from './client-script.ts';
import { createPayload } from './embed.ts';
import { html, raw, scriptJson } from './html.ts';
import { pageHead } from './page-head.ts';
import { createModel, type ReportInput } from './report-model.ts';
import { assumptionsSection, pageFooter } from './sections/assumptions.ts';
import { calendarSection } from './sections/calendar.ts';
import { chartsSection } from './sections/charts.ts';
import { costsSection } from './sections/costs.ts';
import { drawdownsSection } from './sections/drawdowns.ts';
import { keyFigures } from './sections/key-figures.ts';
import { positionsSection, resultsSection } from './sections/positions.ts';
import { pageHeader, verdictSection } from './sections/summary.ts';
import { styles } from './styles.ts';

/**
 * One HTML file that tells what one to four simulations did, how they compare with holding the asset, what they cost, and
 * every assumption behind them. Needs no network, no server and no other file.
 *
 * @param input - Bars, runs on these bars (with an equity series), and words.
 * @returns The document. Equal input gives equal bytes unless `generatedAt` differs.
 * @throws a {@link ParameterError} if there is no run or more than four, names repeat, or an equity series is not as long as the bars.
 * @remarks About 1 MB for 17,500 bars and two runs. Prices are embedded with single precision (7 digits), positions exactly.
 */
export function renderReport(input: ReportInput): string {
  const model = createModel(input);
  const page = html`${pageHead({ title: model.title, css: `${chartLibrary().style}\n${styles}`, script: themeScript })}
<body>
<main>
${pageHeader(model)}
${verdictSection(model)}
${keyFigures(model)}
${chartsSection(model)}
${calendarSection(model)}
${resultsSection(model)}
${costsSection(model)}
${drawdownsSection(model)}
${positionsSection(model)}
${assumptionsSection(model)}
${pageFooter(model)}
</main>
<script type="application/json" id="data">${scriptJson(createPayload(model))}</script>
<script>${raw(clientScript())}</script>
</body>
</html>
`;
  return page.markup;
}
