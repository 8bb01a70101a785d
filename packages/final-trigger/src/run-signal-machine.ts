import { SignalMachine, type SignalMachineOptions } from './signal-machine.ts';

/** Condition bits of whole series, as the functions of `conditions.ts` make them. */
export interface ConditionSeries {
  readonly external: Uint8Array;
  readonly fiveInOne: Uint8Array;
  /** Needed only with `maFilter`. */
  readonly averages?: Uint8Array;
}

/**
 * Runs a {@link SignalMachine} over whole series.
 *
 * @returns +1, -1 or 0 per bar.
 * @remarks The machine remembers 8 bits and reads 8 more, so a bar is one look-up in a table of transitions, which the
 * machine itself fills in as they first occur.
 */
export function runSignalMachine(conditions: ConditionSeries, options: SignalMachineOptions): Int8Array {
  const { external, fiveInOne, averages = fiveInOne } = conditions;
  const signal = new Int8Array(external.length);
  const { transitions, fill } = tableFor(options);
  let state = 0;
  for (let i = 0; i < signal.length; i++) {
    const at = state | external[i] | fiveInOne[i] | averages[i];
    const known = transitions[at];
    const transition = known === UNKNOWN ? fill(at) : known;
    state = transition & 0xff00;
    signal[i] = (transition & 0xff) - 1;
  }
  return signal;
}

interface Table {
  /** By `state << 8 | conditions`: the next state in the high byte, the signal plus 1 in the low one. */
  readonly transitions: Uint16Array;
  fill(at: number): number;
}

const UNKNOWN = 0xffff;
const tables = new Map<string, Table>();

/** Tables are shared by every run with the same options: at most 24 of 128 kB. */
function tableFor({ sides, maFilter, strictLock, graceBars }: SignalMachineOptions): Table {
  const key = `${sides} ${maFilter} ${strictLock} ${graceBars}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const machine = new SignalMachine({ sides, maFilter, strictLock, graceBars });
  const transitions = new Uint16Array(0x10000).fill(UNKNOWN);
  const table: Table = {
    transitions,
    fill(at) {
      machine.restore(at >> 8);
      const signal = machine.step(at & 0xff);
      transitions[at] = (machine.snapshot() << 8) | (signal + 1);
      return transitions[at];
    },
  };
  tables.set(key, table);
  return table;
}
