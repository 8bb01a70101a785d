import { count, formatNumber, formatPercent, formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { asSentence } from './as-sentence.ts';
import { correlationMap } from './correlation-map.ts';
import { equityFigure } from './equity-figure.ts';
import { linePlot } from './line-plot.ts';
import type { PortfolioTogether } from './portfolio-view.ts';
import { statusMark } from './status-mark.ts';
import { timeTicks } from './time-ticks.ts';

/** The portfolio of what passed: weights, what they would have made, and how alike its parts are. */
export function togetherSection(together: PortfolioTogether): Markup {
  const { status, reason, assets, curve, correlation, drawdown } = together;
  return html`<section aria-labelledby="together"><h2 id="together">Portfolio ${statusMark(status)}</h2>
${reason === '' ? null : html`<p class="reason">${asSentence(reason)}</p>`}
${curve === null ? null : equityFigure(curve, { title: 'Walk-forward weights', text: 'Growth of 1 with weights from earlier days alone, against the same assets in equal parts.', name: 'Weights', benchmark: 'Equal weights' })}
${performance(together)}
${curve === null ? null : weightsTable(together)}
${correlation === null ? null : correlationMap(assets, correlation)}
${drawdown === null || drawdown.time.length < 2 ? null : drawdownFigure(drawdown, assets.length)}
</section>`;
}

function performance({ figures, diversificationRatio, effectiveBets, assets }: PortfolioTogether): Markup | null {
  if (figures.length === 0) return null;
  const rows = figures.map(
    ({ name, sharpe, totalReturn, maxDrawdown }) =>
      html`<tr><th scope="row">${name}</th><td>${formatNumber(sharpe)}</td><td>${formatSignedPercent(totalReturn)}</td><td>${formatPercent(maxDrawdown)}</td></tr>`,
  );
  const bets = Number.isNaN(effectiveBets)
    ? null
    : html`<p>${count(assets.length, 'asset')}, worth ${formatNumber(effectiveBets, 1)} independent bets of equal size; diversification ratio ${formatNumber(diversificationRatio)}.</p>`;
  return html`<div class="scroll"><table><caption>On the days with walk-forward weights</caption><thead><tr><th scope="col"><span class="hidden">Portfolio</span></th><th scope="col">Sharpe ratio</th><th scope="col">Return</th><th scope="col">Drawdown</th></tr></thead><tbody>${rows}</tbody></table></div>${bets}`;
}

function weightsTable({ assets, weights }: PortfolioTogether): Markup {
  const most = Math.max(...Array.from(weights), 1e-9);
  const rows = assets.map(
    (name, i) =>
      html`<tr><th scope="row">${name}</th><td>${formatPercent(weights[i])}</td><td class="bar"><i style="width:${((Math.max(0, weights[i]) / most) * 100).toFixed(1)}%"></i></td></tr>`,
  );
  return html`<div class="scroll"><table class="weights"><caption>Weights for what follows</caption><thead><tr><th scope="col">Asset</th><th scope="col">Weight</th><th><span class="hidden">Drawn</span></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function drawdownFigure(
  { time, down, explanation }: NonNullable<PortfolioTogether['drawdown']>,
  assets: number,
): Markup {
  // A line along zero says less than the sentence.
  if (Math.max(...Array.from(down)) === 0) return html`<h3>Down together</h3><p>${explanation}</p>`;
  const plot = linePlot({
    label: `Assets below their highs, of ${assets}. ${explanation}`,
    lines: [{ name: 'Assets down', look: 'run0', x: time, y: down, shape: 'steps' }],
    xTicks: timeTicks(time[0], time[time.length - 1]),
    isCount: true,
  });
  return html`<figure class="chart"><figcaption><strong>Down together</strong> <span class="muted">How many of ${assets} stand clearly below their highs. ${explanation}</span></figcaption>${plot}</figure>`;
}
