import { html, type Markup, raw } from '../html.ts';
import type { SearchModel } from './search-model.ts';
import { formatParameter, formatValue } from './value-format.ts';

const SHOWN = 10;

/** The ten best trials with their parameters; where none is feasible, those nearest to it. */
export function bestTrialsTable({ ranked, infeasible, objective, view, format }: SearchModel): Markup | null {
  const isFeasible = ranked.length > 0;
  const rows = (isFeasible ? ranked : infeasible).slice(0, SHOWN);
  if (rows.length === 0) return null;
  const isSigned = rows.some(({ trial }) => trial.proposedBy !== undefined);
  const title = isFeasible
    ? rows.length === 1
      ? 'The only feasible trial'
      : `The best ${rows.length} trials`
    : 'The trials nearest to the constraints';
  const cell = (value: unknown): string => formatParameter(value as string | number | boolean | undefined);
  return html`<div class="scroll"><table class="trials"><caption>${title}</caption>
<thead><tr><th scope="col">Trial</th><th scope="col">${objective}</th>${view.second ? html`<th scope="col">${view.second.objective}</th>` : null}${isFeasible ? null : html`<th scope="col">violation</th>`}${view.parameters.map(({ name }) => html`<th scope="col">${breakable(name)}</th>`)}${isSigned ? html`<th scope="col">proposed by</th>` : null}</tr></thead>
<tbody>${rows.map(
    ({ trial, value }) =>
      html`<tr><th scope="row">${trial.number}</th><td><strong>${format(value)}</strong></td>${view.second ? html`<td>${formatValue(trial.values?.[1] ?? Number.NaN)}</td>` : null}${isFeasible ? null : html`<td>${formatValue(trial.violation ?? Number.NaN)}</td>`}${view.parameters.map(({ name }) => html`<td>${cell(trial.params[name])}</td>`)}${isSigned ? html`<td>${trial.proposedBy ?? ''}</td>` : null}</tr>`,
  )}</tbody></table></div>`;
}

/** Long names may break where their words end. */
function breakable(name: string): Markup {
  return html`${name.split(/(?<=[._-])/).map((word, i) => (i > 0 ? html`${raw('<wbr>')}${word}` : word))}`;
}
