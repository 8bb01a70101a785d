import type { Choice } from '@quantblocks/optimizer';
import type { EfficiencyRatio } from '../efficiency.ts';
import type { TTest } from '../out-of-sample-test.ts';
import type { FoldPeriod, FoldResult, WalkForwardResult } from './result.ts';

const PERIODS = ['fold', 'train', 'test'];
const FIGURES = ['IS Sharpe', 'OOS Sharpe', 'OOS return', 'closed'];

/**
 * A walk-forward result for a terminal: a line per fold with what it chose, the stitched figures, and last what to decide on.
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
  const { folds, stability } = result;
  const rows = folds.map((fold, i) => [
    ...periodCells(fold),
    ...stability.map(({ values }) => choiceText(values[i])),
    ...figureCells(fold),
  ]);
  const table = [[...PERIODS, ...stability.map(({ name }) => name), ...FIGURES], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
  const lines = table.map((row) =>
    row
      .map((cell, column) => (column < PERIODS.length ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
      .join('  '),
  );
  return [...lines, '', stitchedLine(result), decisiveLine(result)].join('\n');
}

function periodCells<Params, Point>({ index, train, test }: FoldResult<Params, Point>): string[] {
  return [String(index), days(train), days(test)];
}

function figureCells<Params, Point>({ choice, outOfSample }: FoldResult<Params, Point>): string[] {
  const { sharpe, totalReturn, positions } = outOfSample;
  return [fixed(choice?.inSample.sharpe ?? Number.NaN), fixed(sharpe), percent(totalReturn), String(positions)];
}

function stitchedLine<Params, Point>(result: WalkForwardResult<Params, Point>): string {
  const { folds, counts, sharpe, totalReturn, maxDrawdown, positions, profitableFolds, foldsAboveBuyAndHold } = result;
  const of = (share: number): string => `${Math.round(share * folds.length)} of ${folds.length}`;
  const nothing = folds.filter(({ choice }) => choice === null).length;
  const parts = [
    `${counts.trials} trials`,
    ...(counts.failed > 0 ? [`of which ${counts.failed} failed`] : []),
    ...(nothing > 0 ? [`${nothing} of ${folds.length} folds chose nothing`] : []),
    `out of sample: Sharpe ${fixed(sharpe)}`,
    `return ${percent(totalReturn)}`,
    `drawdown ${percent(maxDrawdown)}`,
    `${positions} positions closed`,
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

function choiceText(value: Choice | null): string {
  return typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value ?? '-');
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
