import { chartLibrary, clientScript, themeScript } from './client-script.ts';
import { createPayload } from './embed.ts';
import { html, raw, scriptJson } from './html.ts';
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

/** The browser itself refuses every request: nothing but what is inside the file. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

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
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${raw(POLICY)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${model.title}</title>
<style>${raw(chartLibrary().style)}
${raw(styles)}</style>
<script>${raw(themeScript)}</script>
</head>
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
