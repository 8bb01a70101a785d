import { CONDITION } from './conditions.ts';
import type { FinalTriggerParams } from './params.ts';
import { SignalMachine } from './signal-machine.ts';
import type { PreparedFinalTrigger } from './strategy.ts';

/** What one side of the machine held after each bar; 0 or 1. */
export interface SideExplanation {
  /** The last external event was on this side. */
  readonly active: Uint8Array;
  /** The five-in-one voted for the side. */
  readonly voted: Uint8Array;
  /** Price, MAMA and KAMA were in order (computed whether or not the filter is on). */
  readonly aligned: Uint8Array;
  readonly crossed: Uint8Array;
  readonly armed: Uint8Array;
  readonly armedGrace: Uint8Array;
  readonly pending: Uint8Array;
  readonly locked: Uint8Array;
  readonly allowed: Uint8Array;
  readonly triggered: Uint8Array;
  readonly final: Uint8Array;
}

/** Why there was, or was not, a signal on each bar. */
export interface SignalExplanation {
  /** External events. */
  readonly buy: Uint8Array;
  readonly sell: Uint8Array;
  readonly long: SideExplanation;
  readonly short: SideExplanation;
  /** What the machine signalled, before the ADX, regime and volatility filters. */
  readonly unfiltered: Int8Array;
  /** What the plan trades. */
  readonly signal: Int8Array;
}

const SIDE_COLUMNS = ['active', 'armed', 'armedGrace', 'pending', 'locked', 'allowed', 'triggered', 'final'] as const;

/** Runs the state machine once more and records every variable, for charts and for finding out why. */
export function explainSignals(prepared: PreparedFinalTrigger, params: FinalTriggerParams): SignalExplanation {
  const { external, fiveInOne, averages = new Uint8Array(0) } = prepared.conditions(params, true);
  const n = external.length;
  const machine = new SignalMachine(params);
  const bits = new Uint8Array(n);
  const unfiltered = new Int8Array(n);
  const buy = new Uint8Array(n);
  const sell = new Uint8Array(n);
  const recorded = (['long', 'short'] as const).map((name) => {
    const columns = Object.fromEntries(SIDE_COLUMNS.map((column) => [column, new Uint8Array(n)]));
    return { side: machine[name], columns: columns as Record<(typeof SIDE_COLUMNS)[number], Uint8Array> };
  });
  for (let i = 0; i < n; i++) {
    bits[i] = external[i] | fiveInOne[i] | averages[i];
    unfiltered[i] = machine.step(bits[i]);
    buy[i] = Number(machine.buy);
    sell[i] = Number(machine.sell);
    for (const { side, columns } of recorded) for (const name of SIDE_COLUMNS) columns[name][i] = Number(side[name]);
  }
  const column = (bit: number): Uint8Array => bits.map((value) => Number((value & bit) !== 0));
  const { voteLong, voteShort, alignedLong, alignedShort, crossedLong, crossedShort } = CONDITION;
  const [long, short] = recorded;
  return {
    buy,
    sell,
    long: { ...long.columns, voted: column(voteLong), aligned: column(alignedLong), crossed: column(crossedLong) },
    short: { ...short.columns, voted: column(voteShort), aligned: column(alignedShort), crossed: column(crossedShort) },
    unfiltered,
    signal: prepared.signals(params),
  };
}
