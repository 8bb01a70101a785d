import { formatSignedPercent } from '../format.ts';
import { html, type Markup } from '../html.ts';
import { linePlot, type PlotLine } from './line-plot.ts';
import type { PortfolioCurve } from './portfolio-view.ts';
import { timeTicks } from './time-ticks.ts';

/** What a growth curve is called, and what it is compared with. */
export interface EquityWords {
  readonly title: string;
  readonly text: string;
  readonly name: string;
  readonly benchmark: string;
}

/** The strategy gets a scale of its own where that of the benchmark would flatten it. */
const FLAT = 1 / 4;

/** Growth of 1 beside a benchmark. */
export function equityFigure(
  { time, value, benchmark }: PortfolioCurve,
  { title, text, name, benchmark: against }: EquityWords,
  marks: readonly number[] = [],
): Markup {
  const last = time.length - 1;
  const made = `${name} ${formatSignedPercent(value[last] - 1)}`;
  const market = `${against} ${formatSignedPercent(benchmark[last] - 1)}`;
  const subject: PlotLine = { name, look: 'run0', x: time, y: value };
  const common = {
    xTicks: timeTicks(time[0], time[last]),
    level: 1,
    marks,
  };
  const lines: PlotLine[] = [subject, { name: against, look: 'bench', x: time, y: benchmark }];
  const isFlat = spread(value) < FLAT * spread(benchmark);
  return html`<figure class="chart"><figcaption><strong>${title}</strong> <span class="muted">${text}</span></figcaption>
<p class="key"><span><i class="swatch run0"></i>${made}</span><span><i class="swatch bench"></i>${market}</span></p>${linePlot({ ...common, label: `${title}: ${made}, ${market}`, lines })}
${isFlat ? html`<p class="alone-text muted">${name} alone, on its own scale</p>${linePlot({ ...common, label: `${name} alone`, lines: [subject], className: 'alone' })}` : null}</figure>`;
}

function spread(values: ArrayLike<number>): number {
  let [low, high] = [1, 1];
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return high - low;
}
