import { type Bars, ParameterError, periodsPerYear } from '@quantblocks/core';
import { type BacktestResult, type Excursions, excursions } from '@quantblocks/engine';
import { underwater } from './drawdowns.ts';
import { type EquityFigures, equityFigures, type TradeFigures, tradeFigures } from './figures.ts';
import { rollingSharpe, sharpeWindow } from './rolling-sharpe.ts';

/** One simulation to show. */
export interface ReportRun {
  /** Short name, unique in the report: `safe`, `compat`. */
  readonly name: string;
  readonly result: BacktestResult;
  /** Further figures, printed below the report's own; text is printed as it is. */
  readonly summary?: Readonly<Record<string, string | number>>;
  /** Plain sentences about this run. */
  readonly notes?: readonly string[];
}

/** An equity series to compare with, one value per bar. */
export interface ReportBenchmark {
  readonly name: string;
  readonly equity: Float64Array;
}

/** What a report shows. */
export interface ReportInput {
  readonly title: string;
  /** The bars that every run was simulated on. */
  readonly bars: Bars;
  /** One to four runs; the first is the one the headline speaks of. */
  readonly runs: readonly ReportRun[];
  /** @defaultValue buy-and-hold of the bars; `null` for none */
  readonly benchmark?: ReportBenchmark | null;
  /** Plain sentences about the quality of the data. */
  readonly quality?: readonly string[];
  /** Plain sentences about assumptions outside the simulator. */
  readonly assumptions?: readonly string[];
  /** Printed in the footer; epoch milliseconds. Without it equal input gives equal bytes. */
  readonly generatedAt?: number;
  /** Most points a chart embeds; longer series are grouped, keeping highs, lows and drawdowns. @defaultValue `60_000` */
  readonly maxPoints?: number;
}

/** An equity series with what the report derives from it. */
export interface SeriesModel {
  readonly name: string;
  readonly initialCapital: number;
  readonly equity: Float64Array;
  readonly drawdown: Float64Array;
  readonly sharpe: Float64Array;
  readonly figures: EquityFigures;
}

/** A run with everything derived from it. */
export interface RunModel extends SeriesModel {
  readonly result: BacktestResult;
  readonly trades: TradeFigures;
  readonly excursions: Excursions;
  readonly notes: readonly string[];
  readonly summary: Readonly<Record<string, string | number>>;
}

/** Everything the sections print, computed once. */
export interface ReportModel {
  readonly title: string;
  readonly bars: Bars;
  readonly runs: readonly RunModel[];
  readonly benchmark: SeriesModel | null;
  /** First bar on which any run may trade; figures count from here. */
  readonly from: number;
  readonly sharpeWindow: number;
  readonly quality: readonly string[];
  readonly assumptions: readonly string[];
  readonly generatedAt: number | undefined;
  readonly maxPoints: number;
}

/** Checks the input and computes every figure of the report. */
export function createModel(input: ReportInput): ReportModel {
  const { bars, maxPoints = 60_000 } = input;
  check(input, maxPoints);
  const from = Math.min(bars.length - 1, ...input.runs.map((run) => run.result.config.tradeFrom));
  const window = sharpeWindow(bars.length - from, bars.timeframeMs);
  const series = (name: string, equity: Float64Array, initialCapital: number, final: number): SeriesModel => ({
    name,
    initialCapital,
    equity,
    drawdown: underwater(equity, initialCapital),
    sharpe: rollingSharpe(equity, initialCapital, window, periodsPerYear(bars)),
    figures: equityFigures(bars, equity, initialCapital, final, from),
  });
  const runs = input.runs.map(({ name, result, notes = [], summary = {} }) => ({
    ...series(name, result.equity, result.initialCapital, result.finalEquity),
    result,
    trades: tradeFigures(result, bars),
    excursions: excursions(bars, result),
    notes,
    summary,
  }));
  const against = input.benchmark === undefined ? buyAndHold(bars, runs[0].initialCapital, from) : input.benchmark;
  const benchmark =
    against === null
      ? null
      : series(against.name, against.equity, runs[0].initialCapital, against.equity[bars.length - 1]);
  return {
    title: input.title,
    bars,
    runs,
    benchmark,
    from,
    sharpeWindow: window,
    quality: input.quality ?? [],
    assumptions: input.assumptions ?? [],
    generatedAt: input.generatedAt,
    maxPoints,
  };
}

/** All capital at the open of bar `from`, never sold, before costs. */
export function buyAndHold(bars: Bars, initialCapital: number, from = 0): ReportBenchmark {
  const equity = new Float64Array(bars.length).fill(initialCapital);
  for (let i = from; i < bars.length; i++) equity[i] = (initialCapital * bars.close[i]) / bars.open[from];
  return { name: 'Buy and hold', equity };
}

function check({ bars, runs, benchmark }: ReportInput, maxPoints: number): void {
  if (bars.length === 0) throw new ParameterError('bars', 'at least one bar', 0);
  if (runs.length < 1 || runs.length > 4) throw new ParameterError('runs', '1 to 4 runs', runs.length);
  if (!(Number.isInteger(maxPoints) && maxPoints >= 2)) {
    throw new ParameterError('maxPoints', 'an integer >= 2', maxPoints);
  }
  const names = new Set<string>();
  for (const { name, result } of runs) {
    if (names.has(name)) throw new ParameterError('runs', 'unique names', name);
    names.add(name);
    if (result.equity.length !== bars.length) {
      throw new ParameterError(
        `runs.${name}.result.equity`,
        `${bars.length} values, one per bar (equity: 'markToMarket' or 'realised')`,
        result.equity.length,
      );
    }
  }
  if (benchmark && benchmark.equity.length !== bars.length) {
    throw new ParameterError('benchmark.equity', `${bars.length} values, one per bar`, benchmark.equity.length);
  }
}
