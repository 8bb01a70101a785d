import type { Bars } from '@quantblocks/core';
import type { StrategyDefinition } from '@quantblocks/engine';
import { categorical, float, int, space } from '@quantblocks/optimizer';

/** Follows, or opposes, large moves of the price. */
export interface MoveRule {
  readonly kind: 'momentum' | 'reversal';
  /** Bars of the move. */
  readonly lookback: number;
  /** The least move that is acted on, in those a random walk of the same bars makes. */
  readonly threshold: number;
}

export const MAX_LOOKBACK = 300;

export const moveRules: StrategyDefinition<MoveRule> = {
  name: 'move rules',
  defaults: { kind: 'momentum', lookback: 50, threshold: 0.5 },
  prepare: (bars) => ({ bars, plan: (rule) => ({ signal: signalsOf(bars, rule) }) }),
};

export const moveSpace = space({
  kind: categorical(['momentum', 'reversal']),
  lookback: int(4, MAX_LOOKBACK, { log: true }),
  threshold: float(0, 1),
});

function signalsOf({ close }: Bars, { kind, lookback, threshold }: MoveRule): Int8Array {
  const way = kind === 'momentum' ? 1 : -1;
  const signal = new Int8Array(close.length);
  let path = 0;
  for (let i = 1; i < close.length; i++) {
    path += Math.abs(Math.log(close[i] / close[i - 1]));
    if (i < lookback) continue;
    const move = Math.log(close[i] / close[i - lookback]);
    const usual = path / Math.sqrt(lookback);
    if (Math.abs(move) > threshold * usual) signal[i] = way * Math.sign(move);
    path -= Math.abs(Math.log(close[i - lookback + 1] / close[i - lookback]));
  }
  return signal;
}
