import { MS_PER_YEAR } from '@quantblocks/core';
import { REJECTIONS, type Rejection } from '@quantblocks/engine';
import { count, formatDay, formatDuration, formatNumber, formatPercent, formatSignedMoney } from './format.ts';
import type { ReportModel, RunModel } from './report-model.ts';

/** A reason to doubt a run. */
export interface ReportWarning {
  readonly level: 'serious' | 'caution';
  readonly run: string;
  readonly title: string;
  readonly text: string;
}

/** Entry signals that were refused, counted by reason, most frequent first. */
export function countRejections({ result }: Pick<RunModel, 'result'>): [Rejection, number][] {
  const counts = new Map<Rejection, number>();
  for (let i = 0; i < result.rejections.length; i++) {
    const reason = REJECTIONS[result.rejections.reason[i]];
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** Everything a careful reader should hear before the good news, gravest first. */
export function findWarnings(model: ReportModel): ReportWarning[] {
  const found = model.runs.flatMap((run) => [...survival(run, model), ...sample(run, model), ...realism(run, model)]);
  return [...found.filter((w) => w.level === 'serious'), ...found.filter((w) => w.level === 'caution')];
}

type Finder = (run: RunModel, model: ReportModel) => Generator<ReportWarning>;

const survival: Finder = function* ({ name: run, result, figures }, { bars }) {
  if (figures.ruined) {
    const day = formatDay(bars.time[result.equity.findIndex((value) => value <= 0)]);
    yield {
      level: 'serious',
      run,
      title: 'Ruined',
      text: `Equity fell to zero or less on ${day}; nothing after that day could have been traded.`,
    };
  }
  if (result.liquidations > 0) {
    const text = `${count(result.liquidations, 'position was', 'positions were')} closed by force because equity no longer covered the margin.`;
    yield { level: 'serious', run, title: 'Liquidated', text };
  }
  if (figures.maxDrawdown <= -0.3 && !figures.ruined) {
    const level = figures.maxDrawdown <= -0.5 ? 'serious' : 'caution';
    const needed = 1 / (1 + figures.maxDrawdown) - 1;
    const text = `Equity once stood ${formatPercent(-figures.maxDrawdown)} below its peak; it takes a gain of ${formatPercent(needed, 0)} to recover from that.`;
    yield { level, run, title: 'Deep drawdown', text };
  }
};

const sample: Finder = function* ({ name: run, result, trades, figures }, { bars, from }) {
  const n = figures.positions;
  if (n < 100) {
    const text =
      n === 0
        ? 'No position was closed, so nothing can be said about this strategy.'
        : `Only ${count(n, 'position')} closed. ${n < 30 ? 'Every figure below may be luck.' : 'Averages are still rough.'}`;
    yield { level: n < 30 ? 'serious' : 'caution', run, title: 'Few positions', text };
  }
  if (n >= 30 && Math.abs(trades.tStatistic) < 2) {
    const text = `The average result per position is ${formatNumber(Math.abs(trades.tStatistic), 1)} standard errors from zero; below 2 it cannot be told from luck.`;
    yield { level: 'caution', run, title: 'Not distinguishable from zero', text };
  }
  const span = bars.time[bars.length - 1] + bars.timeframeMs - bars.time[from];
  if (span < MS_PER_YEAR) {
    const text = `The data cover ${formatDuration(span)}, too little to have seen different markets; yearly figures are extrapolated.`;
    yield { level: 'caution', run, title: 'Short sample', text };
  }
  const best = Math.max(0, ...result.positions.netPnl.subarray(0, n));
  if (n >= 10 && trades.netPnl > 0 && best > trades.netPnl / 2) {
    const text = `The best position alone made ${formatPercent(best / trades.netPnl, 0)} of the net profit.`;
    yield { level: 'caution', run, title: 'One position carries the result', text };
  }
};

const realism: Finder = function* ({ name: run, result, trades, figures }, { bars }) {
  const { config } = result;
  const costs = result.fees + result.slippage;
  const gross = trades.grossPnl;
  const share = trades.ambiguousPositions / Math.max(1, figures.positions);
  if (share > 0.02) {
    const text = `In ${count(trades.ambiguousPositions, 'position')} (${formatPercent(share)}) one bar reached both the stop and a target, so the rule for that case decided, not the data.`;
    yield { level: share > 0.1 ? 'serious' : 'caution', run, title: 'Ambiguous bars', text };
  }
  if (figures.positions > 0 && gross > 0 && costs > gross / 2) {
    const text = `Fees and slippage took ${formatPercent(costs / gross, 0)} of the gross profit of ${formatSignedMoney(gross)}.`;
    const title = costs > gross ? 'Costs exceed the gross profit' : 'Costs take most of the gross profit';
    yield { level: costs > gross ? 'serious' : 'caution', run, title, text };
  }
  if (config.costs.feeBps === 0 && config.costs.slippageBps === 0) {
    yield { level: 'serious', run, title: 'No costs', text: 'Neither fees nor slippage are charged.' };
  }
  if (config.intrabar === 'best') {
    const text = 'Where a bar reaches both stop and target, the target is assumed: an upper bound, not an estimate.';
    yield { level: 'caution', run, title: 'Optimistic intrabar rule', text };
  }
  if (config.equity === 'realised') {
    const text = 'Equity counts closed trades only: drawdown, volatility and Sharpe ratio look better than they were.';
    yield { level: 'caution', run, title: 'Open losses are hidden', text };
  }
  const signals = figures.positions + result.rejections.length;
  if (result.rejections.length > signals / 10) {
    const text = `${count(result.rejections.length, 'entry', 'entries')} of ${formatNumber(signals, 0)} could not be filled; see the reasons under costs and execution.`;
    yield { level: 'caution', run, title: 'Refused entries', text };
  }
  if (result.cutEntries > figures.positions / 10) {
    const text = `${count(result.cutEntries, 'entry was', 'entries were')} cut down to the leverage limit, so positions are smaller than the sizing rule asks.`;
    yield { level: 'caution', run, title: 'Cut entries', text };
  }
  if (result.open !== null) {
    const { side, unrealisedPnl, entryBar } = result.open;
    const text = `A ${side > 0 ? 'long' : 'short'} position entered on ${formatDay(bars.time[entryBar])} is still open with ${formatSignedMoney(unrealisedPnl)} unrealised; the final equity includes it${config.equity === 'realised' ? ' only once it closes' : ' at the last close'}.`;
    yield { level: 'caution', run, title: 'Open at the end', text };
  }
};
