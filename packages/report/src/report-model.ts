import { type Bars, ParameterError, periodsPerYear } from '@quantblocks/core';
import { type BacktestResult, type Excursions, excursions } from '@quantblocks/engine';
import {
  buyAndHoldReturns,
  drawdownSeries,
  equityToReturns,
  type PerformanceSummary,
  returnsToEquity,
  rollingSharpe,
  summarise,
} from '@quantblocks/metrics';
import { type TradeFigures, tradeFigures } from './figures.ts';

/** One simulation to show. */
export interface ReportRun {
  /** Short name, unique in the report: `safe`, `compat`. */
  readonly name: string;
  readonly result: BacktestResult;
  /** Measures to print. @defaultValue `summarise` of the bars on which any run may trade */
  readonly summary?: PerformanceSummary;
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

/** An equity series with what the report derives from it; every series has one value per bar. */
export interface SeriesModel {
  readonly name: string;
  readonly initialCapital: number;
  readonly finalEquity: number;
  readonly returns: Float64Array;
  readonly equity: Float64Array;
  readonly drawdown: Float64Array;
  readonly sharpe: Float64Array;
  readonly figures: PerformanceSummary;
}

/** A run with everything derived from it. */
export interface RunModel extends SeriesModel {
  readonly result: BacktestResult;
  readonly trades: TradeFigures;
  readonly excursions: Excursions;
  readonly notes: readonly string[];
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
  const against =
    input.benchmark === undefined ? buyAndHold(bars, input.runs[0].result.initialCapital, from) : input.benchmark;
  const initialCapital = input.runs[0].result.initialCapital;
  const benchmark = against && { name: against.name, initialCapital, ...derive(against.equity, initialCapital) };
  const runs = input.runs.map(({ name, result, notes = [], summary }): RunModel => {
    const series = derive(result.equity, result.initialCapital);
    const figures = summary ?? measure(series.returns, result, benchmark?.returns);
    return {
      name,
      initialCapital: result.initialCapital,
      ...series,
      finalEquity: result.finalEquity,
      figures,
      result,
      trades: tradeFigures(result, bars.length - from),
      excursions: excursions(bars, result),
      notes,
    };
  });
  return {
    title: input.title,
    bars,
    runs,
    benchmark: benchmark && { ...benchmark, figures: measure(benchmark.returns) },
    from,
    sharpeWindow: window,
    quality: input.quality ?? [],
    assumptions: input.assumptions ?? [],
    generatedAt: input.generatedAt,
    maxPoints,
  };

  function derive(equity: Float64Array, capital: number) {
    const returns = equityToReturns(equity, { initialCapital: capital });
    const year = { window, periodsPerYear: periodsPerYear(bars) };
    const sharpe =
      bars.length >= window ? rollingSharpe(returns, year) : new Float64Array(bars.length).fill(Number.NaN);
    return { returns, equity, drawdown: drawdownSeries(returns), sharpe, finalEquity: equity[bars.length - 1] };
  }

  function measure(returns: Float64Array, result?: BacktestResult, market?: Float64Array): PerformanceSummary {
    return summarise({
      returns: returns.subarray(from),
      time: bars.time.subarray(from),
      periodsPerYear: periodsPerYear(bars),
      ...(result ? { positions: result.positions, initialCapital: result.initialCapital } : {}),
      ...(market ? { benchmark: market.subarray(from) } : {}),
    });
  }
}

/** All capital at the open of bar `from`, never sold, before costs. */
function buyAndHold({ open, close, length }: Bars, initialCapital: number, from: number): ReportBenchmark {
  const equity = new Float64Array(length).fill(initialCapital);
  const returns = buyAndHoldReturns({ open: open.subarray(from), close: close.subarray(from) });
  equity.set(returnsToEquity(returns, { initialCapital }), from);
  return { name: 'Buy and hold', equity };
}

/** 90 days in bars, or a quarter of a shorter sample. */
function sharpeWindow(length: number, timeframeMs: number): number {
  return Math.max(2, Math.min(Math.round((90 * 864e5) / timeframeMs), Math.floor(length / 4)));
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
