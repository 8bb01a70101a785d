import { describeAssumptions } from '../assumptions.ts';
import { formatTime } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel } from '../report-model.ts';

/** Every assumption in words; where runs differ, the differences. */
export function assumptionsSection(model: ReportModel): Markup {
  const { runs, quality, assumptions } = model;
  const columns = runs.map((run) => describeAssumptions(run.result.config));
  const rows = columns[0].map(({ topic }, i) => ({ topic, sentences: columns.map((column) => column[i].sentence) }));
  const differs = (sentences: readonly string[]): boolean => sentences.some((sentence) => sentence !== sentences[0]);
  const different = rows.filter((row) => differs(row.sentences));
  const equal = rows.filter((row) => !differs(row.sentences));
  return html`<section aria-labelledby="assumptions"><h2 id="assumptions">Assumptions</h2>
${
  different.length > 0
    ? html`<h3>Where the runs differ</h3><div class="scroll"><table class="words differ"><thead><tr><th scope="col"><span class="hidden">Topic</span></th>${runs.map((run, i) => html`<th scope="col"><i class="swatch run${i}"></i>${run.name}</th>`)}</tr></thead><tbody>${different.map(({ topic, sentences }) => html`<tr><th scope="row">${topic}</th>${sentences.map((sentence) => html`<td>${sentence}</td>`)}</tr>`)}</tbody></table></div><h3>The same for all</h3>`
    : null
}
<dl class="words">${equal.map(({ topic, sentences }) => html`<div><dt>${topic}</dt><dd>${sentences[0]}</dd></div>`)}</dl>
${list('Further assumptions', [...(model.benchmark ? [benchmarkText(model)] : []), ...assumptions])}
${list('Data', quality)}
</section>`;
}

function benchmarkText({ benchmark, runs }: ReportModel): string {
  const capital = runs.length > 1 ? `the starting capital of ${runs[0].name}` : 'the same starting capital';
  return benchmark?.name === 'Buy and hold'
    ? `Buy and hold puts ${capital} into the asset at the open of the first bar on which a run may trade, pays no costs and never sells.`
    : `${benchmark?.name} is compared from ${capital}, as given.`;
}

function list(title: string, sentences: readonly string[]): Markup | null {
  if (sentences.length === 0) return null;
  return html`<h3>${title}</h3><ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

/** What made the page, and what it is not. */
export function pageFooter({ generatedAt }: ReportModel): Markup {
  return html`<footer>${generatedAt === undefined ? null : html`<p>Made ${formatTime(generatedAt)} UTC with quantblocks.</p>`}<p>A simulation on past prices. It is not advice, and it does not know the future.</p></footer>`;
}
