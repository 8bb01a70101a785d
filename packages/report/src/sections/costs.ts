import type { Rejection } from '@quantblocks/engine';
import { formatMoney, formatNumber, formatSignedMoney } from '../format.ts';
import { html, type Markup } from '../html.ts';
import type { ReportModel, RunModel } from '../report-model.ts';
import { type WaterfallStep, waterfall } from '../svg/waterfall.ts';
import { countRejections } from '../warnings.ts';
import { shareOf } from './positions.ts';

const REFUSED: Record<Rejection, string> = {
  zeroRisk: 'stop not on the losing side of the fill',
  unknownLevel: 'a stop or target was not known yet',
  ladder: 'targets out of order at the fill',
  noCapital: 'no capital left',
  zeroSize: 'size of zero, or smaller than one lot',
  ruined: 'capital was already lost',
};

/** From gross to net, step by step; sums to the change in equity, the open position included. */
export function costSteps({ result, trades }: Pick<RunModel, 'result' | 'trades'>): WaterfallStep[] {
  const { positions } = result;
  const total = (column: Float64Array): number => {
    let all = 0;
    for (let i = 0; i < positions.length; i++) all += column[i];
    return all;
  };
  const change = result.finalEquity - result.initialCapital;
  const steps: WaterfallStep[] = [
    { label: 'Gross result', value: trades.grossPnl, total: true },
    { label: 'Fees', value: -total(positions.fees) },
    { label: 'Slippage', value: -total(positions.slippage) },
  ];
  if (result.config.hasFunding) steps.push({ label: 'Funding', value: total(positions.funding) });
  if (result.open !== null) steps.push({ label: 'Open position', value: change - trades.netPnl });
  steps.push({ label: 'Net change', value: change, total: true });
  return steps;
}

/** Basis points per traded value at which the result would be zero, and what was paid. */
export function breakEven({ result }: Pick<RunModel, 'result'>): { paid: number; breakEven: number } {
  const costs = result.fees + result.slippage;
  const beforeCosts = result.finalEquity - result.initialCapital + costs;
  return { paid: (costs / result.turnover) * 1e4, breakEven: (beforeCosts / result.turnover) * 1e4 };
}

/** What trading cost, and where the bars could not tell what happened. */
export function costsSection(model: ReportModel): Markup {
  const { runs } = model;
  return html`<section aria-labelledby="costs"><h2 id="costs">Costs and execution</h2>
<div class="cards">${runs.map((run) => {
    const { paid, breakEven: limit } = breakEven(run);
    return html`<figure class="card"><figcaption><strong>${runs.length > 1 ? run.name : 'From gross to net'}</strong> <span class="muted">${
      run.result.turnover > 0
        ? `Trading cost ${formatNumber(paid, 1)} bps of the value traded; the result is zero at ${formatNumber(limit, 1)} bps.`
        : 'Nothing was traded.'
    }</span></figcaption>${waterfall(costSteps(run), formatSignedMoney, `From gross to net of ${run.name}`)}</figure>`;
  })}</div>
<div class="scroll"><table><caption>Where the simulator had to decide</caption><thead><tr><th scope="col"><span class="hidden">Event</span></th>${runs.map((run) => html`<th scope="col">${run.name}</th>`)}</tr></thead><tbody>
${EVENTS.map(([label, hint, of]) => html`<tr><th scope="row">${label}<small>${hint}</small></th>${runs.map((run) => html`<td>${of(run)}</td>`)}</tr>`)}
${rejectionRows(runs)}
</tbody></table></div></section>`;
}

const EVENTS: readonly (readonly [string, string, (run: RunModel) => string])[] = [
  ['Value traded', 'all fills', ({ result }) => formatMoney(result.turnover)],
  [
    'Ambiguous bars',
    'stop and target in one bar, the rule decided',
    ({ result }) => formatNumber(result.ambiguousBars, 0),
  ],
  ['Ambiguous positions', 'share of all', ({ trades: t, figures: f }) => shareOf(t.ambiguousPositions, f.positions)],
  ['Gap fills', 'bar opened beyond the level', ({ result }) => formatNumber(result.gapFills, 0)],
  ['Cut entries', 'reduced to the leverage limit', ({ result }) => formatNumber(result.cutEntries, 0)],
  ['Liquidations', 'closed by force', ({ result }) => formatNumber(result.liquidations, 0)],
  ['Refused entries', 'signals that were not filled', ({ result }) => formatNumber(result.rejections.length, 0)],
];

function rejectionRows(runs: readonly RunModel[]): Markup[] {
  const counts = runs.map((run) => new Map(countRejections(run)));
  const reasons = [...new Set(counts.flatMap((map) => [...map.keys()]))];
  return reasons.map(
    (reason) =>
      html`<tr class="sub"><th scope="row">${REFUSED[reason]}</th>${counts.map((map) => html`<td>${map.get(reason) ?? 0}</td>`)}</tr>`,
  );
}
