import type { EfficiencyRatio } from '../efficiency.ts';
import type { TTest } from '../out-of-sample-test.ts';
import type { FoldPeriod, FoldResult, WalkForwardResult } from './result.ts';

const HEADER = ['fold', 'train', 'test', 'chosen', 'IS Sharpe', 'OOS Sharpe', 'OOS return', 'positions'];
const NUMBERS = HEADER.indexOf('IS Sharpe');

/**
 * A walk-forward result for a terminal: a line per fold, the stitched figures, and last what to decide on.
 *
 * @returns Lines joined by `\n`, without a last line break; days in UTC, `-` for figures that do not exist.
 *
 * @example
 * ```ts no-run
 * import { formatWalkForward, type WalkForwardResult } from '@quantblocks/walk-forward';
 *
 * declare const result: WalkForwardResult<unknown, unknown>;
 * console.log(formatWalkForward(result));
 * ```
 */
export function formatWalkForward<Params, Point>(result: WalkForwardResult<Params, Point>): string {
  const table = [HEADER, ...result.folds.map(cellsOf)];
  const widths = HEADER.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column < NUMBERS ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', stitchedLine(result), decisiveLine(result)].join('\n');
}

function cellsOf<Params, Point>({ index, train, test, choice, outOfSample }: FoldResult<Params, Point>): string[] {
  return [
    String(index),
    days(train),
    days(test),
    choice === null ? 'nothing' : pointText(choice.point as Record<string, unknown>),
    fixed(choice?.inSample.sharpe ?? Number.NaN),
    fixed(outOfSample.sharpe),
    percent(outOfSample.totalReturn),
    String(outOfSample.positions),
  ];
}

function stitchedLine<Params, Point>(result: WalkForwardResult<Params, Point>): string {
  const { folds, counts, sharpe, totalReturn, maxDrawdown, positions, profitableFolds, foldsAboveBuyAndHold } = result;
  const of = (share: number): string => `${Math.round(share * folds.length)} of ${folds.length}`;
  const parts = [
    `${counts.trials} trials`,
    `out of sample: Sharpe ${fixed(sharpe)}`,
    `return ${percent(totalReturn)}`,
    `drawdown ${percent(maxDrawdown)}`,
    `${positions} positions`,
    `${of(profitableFolds)} folds earned`,
    `${of(foldsAboveBuyAndHold)} beat buy and hold`,
  ];
  return parts.join(', ');
}

function decisiveLine<Params, Point>({ test, efficiency }: WalkForwardResult<Params, Point>): string {
  return `t ${testText(test.neweyWest)}; efficiency ${ratioText(efficiency.pardo)}`;
}

function testText(test: TTest): string {
  if (test.status !== 'ok') return `undefined: ${test.reason}`;
  const p = test.pValue < 0.0001 ? 'below 0.0001' : test.pValue.toFixed(4);
  return `${fixed(test.t)} (Newey-West, ${test.lags} lags), p ${p}`;
}

function ratioText(ratio: EfficiencyRatio): string {
  return ratio.status === 'ok' ? `${fixed(ratio.value)} (Pardo)` : `undefined: ${ratio.reason}`;
}

function pointText(point: Readonly<Record<string, unknown>>): string {
  const text = (value: unknown): string =>
    typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value);
  return Object.entries(point)
    .map(([name, value]) => `${name} ${text(value)}`)
    .join(', ');
}

function days({ from, to }: FoldPeriod): string {
  const day = (stamp: number): string => new Date(stamp).toISOString().slice(0, 10);
  return `${day(from)} .. ${day(to)}`;
}

function fixed(value: number): string {
  return Number.isNaN(value) ? '-' : value.toFixed(2);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)}%`;
}
