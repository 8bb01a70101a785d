import type { TradingViewExport } from './tradingview-export.ts';

/** A column of the export that is not compared. */
export interface LeftOutColumn {
  readonly name: string;
  readonly status: 'left out' | 'no information';
  readonly reason: string;
}

const UNEXPLAINED = 'not a FINAL TRIGGER column: onset of All Confimed plus a condition that is not known';
const EXECUTED = "depends on TradingView's execution of orders";
const DEBUG = 'a debug column without a known definition';
const LEFT_OUT: Readonly<Record<string, string>> = {
  'Buy Signal': UNEXPLAINED,
  'Sell Signal': UNEXPLAINED,
  Entry_Long: EXECUTED,
  Entry_Short: EXECUTED,
  '5in1 → BULL': DEBUG,
  '5in1 → BEAR': DEBUG,
  'GRACE LONG': DEBUG,
  'GRACE SHORT': DEBUG,
};

/** The columns of an export that are known but not compared, and why. */
export function leftOutColumns({ names, columns }: TradingViewExport): LeftOutColumn[] {
  return names.flatMap((name): LeftOutColumn[] => {
    const reason = LEFT_OUT[name];
    if (reason === undefined) return [];
    const isZero = columns[name]?.every((value) => value === 0 || Number.isNaN(value)) ?? false;
    if (reason === DEBUG && isZero) return [{ name, status: 'no information', reason: 'zero on every bar' }];
    return [{ name, status: 'left out', reason }];
  });
}
