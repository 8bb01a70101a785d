import { formatDuration, formatNumber, formatPercent } from './format.ts';
import type { ReportModel, RunModel } from './report-model.ts';

/** The report's first words: what happened, then how it compares. */
export interface Headline {
  readonly headline: string;
  readonly detail: string;
}

/** One honest sentence about the first run, and the comparison behind it. */
export function verdictSentence(model: ReportModel): Headline {
  const { runs, benchmark, bars, from } = model;
  const span = formatDuration(bars.time[bars.length - 1] + bars.timeframeMs - bars.time[from]);
  const first = runs[0];
  const subject = runs.length > 1 ? `${first.name} ` : 'The strategy ';
  const headline = `${subject}${outcome(first)} in ${span}${benchmark ? against(first, model) : ''}.`;
  return { headline, detail: [...runs.slice(1).map(another(model)), ...comparison(model)].join(' ') };
}

function outcome({ figures, result }: RunModel): string {
  if (figures.ruined) return 'lost all its capital';
  if (figures.positions === 0 && result.open === null) return 'did not trade';
  const size = formatPercent(Math.abs(figures.totalReturn));
  return figures.totalReturn >= 0 ? `earned ${size}` : `lost ${size}`;
}

function against({ figures }: RunModel, { benchmark }: ReportModel): string {
  if (benchmark === null) return '';
  const other = benchmark.figures.totalReturn;
  const verb = other >= 0 ? 'earned' : 'lost';
  const link = figures.totalReturn >= other ? '; ' : ', but ';
  return `${link}${benchmark.name.toLowerCase()} ${verb} ${formatPercent(Math.abs(other))}`;
}

function another({ benchmark }: ReportModel): (run: RunModel) => string {
  return (run) => {
    const gap = benchmark ? run.figures.totalReturn - benchmark.figures.totalReturn : Number.NaN;
    const side = gap >= 0 ? 'more' : 'less';
    const compared = benchmark
      ? `, ${formatNumber(Math.abs(gap) * 100, 1)} points ${side} than ${benchmark.name.toLowerCase()}`
      : '';
    return `${run.name} ${outcome(run)}${compared}.`;
  };
}

function* comparison({ runs, benchmark }: ReportModel): Generator<string> {
  const { figures, trades } = runs[0];
  const subject = runs.length > 1 ? runs[0].name : 'the strategy';
  if (benchmark !== null) {
    yield `The deepest fall from a peak was ${formatPercent(-figures.maxDrawdown)} for ${subject} and ${formatPercent(-benchmark.figures.maxDrawdown)} for ${benchmark.name.toLowerCase()}; the Sharpe ratios were ${formatNumber(figures.sharpe)} and ${formatNumber(benchmark.figures.sharpe)}.`;
  }
  if (figures.positions > 0) {
    const winners = formatPercent(figures.positionWinRate, 0);
    yield `${runs.length > 1 ? subject : 'It'} closed ${formatNumber(figures.positions, 0)} ${figures.positions === 1 ? 'position' : 'positions'}, ${winners} of them with a profit, and was in the market ${formatPercent(trades.exposure, 0)} of the time.`;
  }
}
