import type { ScanRow } from '@quantblocks/pipeline';
import { type Column, figure, paintStatus, percent, table } from './table.ts';

/** What else is known, and how much room there is. */
export interface ScanTableOptions {
  /** Of each asset, for a synthetic market. */
  readonly truth?: Readonly<Record<string, string>> | undefined;
  /** Columns of the terminal. @defaultValue no limit */
  readonly width?: number | undefined;
}

/** The scan of a run as a table, with the reasons below it. */
export function scanTable(rows: readonly ScanRow[], { truth, width }: ScanTableOptions = {}): string {
  const text = (head: string, cell: (row: ScanRow) => string): Column => ({ head, cells: rows.map(cell) });
  const number = (head: string, cell: (row: ScanRow) => string, spare = 0): Column => ({
    ...text(head, cell),
    align: 'right',
    spare,
  });
  const counts = table(
    [
      text('asset', ({ asset }) => asset),
      { ...text('verdict', ({ status, error }) => status || (error && 'error')), paint: paintStatus },
      text('truth', ({ asset }) => truth?.[asset] ?? ''),
      text('last phase', ({ phase }) => phase),
      { ...text('variant', ({ filter_mode }) => filter_mode), spare: 2 },
      number('IS Sharpe', ({ is_sharpe }) => figure(is_sharpe), 1),
      number('val Sharpe', ({ val_sharpe }) => figure(val_sharpe), 3),
      number('OOS Sharpe', ({ oos_sharpe }) => figure(oos_sharpe)),
      number('WFE', ({ wfe_sharpe }) => figure(wfe_sharpe), 4),
      number('OOS return', ({ oos_return }) => percent(oos_return)),
      number('hold', ({ buy_and_hold_return }) => percent(buy_and_hold_return), 6),
      number('max DD', ({ oos_max_dd }) => percent(oos_max_dd), 5),
      number('positions', ({ oos_trades }) => figure(oos_trades, 0)),
      number('p', ({ oos_p_value }) => figure(oos_p_value, 4)),
      number('trials', ({ trials }) => figure(trials, 0), 7),
    ],
    width,
  );
  const reasons = rows.flatMap(({ asset, fail_reason, error }) => {
    const reason = error || fail_reason;
    return reason === '' ? [] : [`  ${asset}: ${reason}`];
  });
  return reasons.length === 0 ? counts : `${counts}\n\n${reasons.join('\n')}`;
}
