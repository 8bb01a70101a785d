import { count, formatNumber, formatPercent, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { asSentence } from './as-sentence.ts';
import { costsCard } from './costs-card.ts';
import { equityFigure } from './equity-figure.ts';
import { foldsTable } from './folds-table.ts';
import { plateauCard } from './plateau-card.ts';
import type { PortfolioAsset } from './portfolio-view.ts';
import { statusMark } from './status-mark.ts';
import { verdictLines } from './verdict-lines.ts';

/** Everything about one asset. */
export function assetSection(asset: PortfolioAsset, number: number): Markup {
  const { name, status, reason, verdict, curve, folds, costs, searches = [], earlier } = asset;
  const id = `asset-${number}`;
  return html`<section class="asset" aria-labelledby="${id}"><h2 id="${id}">${name} ${statusMark(status)}</h2>
<p class="detail">${sentence(asset)}</p>
${reason === '' ? null : html`<p class="reason">${asSentence(reason)}</p>`}
${earlier === undefined ? null : html`<p>The earlier guards would have said: ${statusMark(earlier.pass ? 'pass' : 'fail')}. <span class="muted">${earlier.explanation}</span></p>`}
${
  curve === null || curve.time.length < 2
    ? null
    : equityFigure(
        curve,
        {
          title: 'Out of sample',
          text: `Growth of 1, test after test, each with what was chosen before it${folds.length > 1 ? '; vertical lines part the tests' : ''}.`,
          name: 'Strategy',
          benchmark: 'Buy and hold',
        },
        folds.slice(1).map(({ from }) => from),
      )
}
${verdict === null ? null : verdictLines(verdict)}
${folds.length === 0 ? null : foldsTable(folds, 'Tests, and what was chosen before each')}
${costs === null && searches.length === 0 ? null : html`<div class="cards">${costs === null ? null : costsCard(costs)}${searches.map(plateauCard)}</div>`}
</section>`;
}

function sentence({ phase, trials, inSampleSharpe, figures }: PortfolioAsset): string {
  const tried = count(trials, 'trial');
  const isFound = !Number.isNaN(inSampleSharpe);
  const chosen = isFound ? `; what they chose had a Sharpe ratio of ${formatNumber(inSampleSharpe)} in sample` : '';
  if (figures === null) return `${tried}${chosen}. It went no further than the phase \u201c${phase}\u201d.`;
  const { sharpe, totalReturn, buyAndHold, maxDrawdown, positions, exposure, efficiency } = figures;
  const kept = efficiency > 0 ? `, ${formatPercent(efficiency, 0)} of that` : '';
  const left = isFound ? ` and ${formatNumber(sharpe)} on the tests${kept}` : ' found nothing to choose';
  return `${tried}${chosen}${left}. Out of sample it made ${formatSignedPercent(totalReturn)} where buy and hold made ${formatSignedPercent(buyAndHold)}, in ${count(positions, 'position')} that took ${formatPercent(exposure, 0)} of the bars, and was at most ${formatPercent(-maxDrawdown)} below its high.`;
}
