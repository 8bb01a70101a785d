import { describeGolden } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONDITION } from '../src/conditions.ts';
import { runSignalMachine } from '../src/run-signal-machine.ts';
import { SignalMachine, type SignalMachineOptions } from '../src/signal-machine.ts';
import { firstDifference, goldenSet } from './golden-files.ts';

const C = CONDITION;
const plain: SignalMachineOptions = { sides: 'both', maFilter: false, strictLock: false, graceBars: 1 };

function signals(bars: readonly number[], options: Partial<SignalMachineOptions> = {}): number[] {
  const machine = new SignalMachine({ ...plain, ...options });
  return bars.map((conditions) => machine.step(conditions));
}

describe('SignalMachine', () => {
  it('signals once per activation', () => {
    expect(signals([C.externalBull, C.voteLong, C.voteLong, 0, C.voteLong])).toEqual([0, 1, 0, 0, 0]);
  });

  it('signals on the bar of the external event itself', () => {
    expect(signals([C.externalBull | C.voteLong])).toEqual([1]);
  });

  it('needs a long activation before the first short', () => {
    const bear = C.externalBear | C.voteShort;
    expect(signals([bear, bear])).toEqual([0, 0]);
    expect(signals([bear, C.externalBull, bear])).toEqual([0, 0, -1]);
  });

  it('ignores votes against the active side', () => {
    expect(signals([C.externalBull, C.voteShort, C.voteLong])).toEqual([0, 0, 1]);
  });

  it('waits for the averages when the filter is on', () => {
    const bars = [C.externalBull | C.voteLong, C.voteLong, C.voteLong | C.alignedLong];
    expect(signals(bars)).toEqual([1, 0, 0]);
    expect(signals(bars, { maFilter: true })).toEqual([0, 0, 1]);
  });

  it('locks a side whose vote came before it was armed, until the next external event', () => {
    const strict = { maFilter: true, strictLock: true, graceBars: 0 } as const;
    const early = [C.externalBull | C.voteLong, C.alignedLong | C.voteLong];
    expect(signals(early, strict)).toEqual([0, 0]);
    expect(signals([...early, C.externalBear, C.externalBull | C.alignedLong | C.voteLong], strict)).toEqual([
      0, 0, 0, 1,
    ]);
  });

  it('forgives a vote one bar early with a grace bar, armed by a crossing', () => {
    const strict = { maFilter: true, strictLock: true, graceBars: 1 } as const;
    expect(signals([C.externalBull | C.voteLong, C.crossedLong], strict)).toEqual([0, 1]);
    expect(signals([C.externalBull | C.voteLong, 0, C.alignedLong | C.voteLong], strict)).toEqual([0, 0, 0]);
  });

  it('a disabled side never signals, and the other side is unchanged', () => {
    const bars = [C.externalBull | C.voteLong, C.externalBear | C.voteShort, C.externalBull | C.voteLong];
    expect(signals(bars, { sides: 'long' })).toEqual([1, 0, 1]);
    expect(signals(bars, { sides: 'short' })).toEqual([0, -1, 0]);
  });

  it('continues from a snapshot as if nothing had happened', () => {
    fc.assert(
      fc.property(scenario, fc.nat(), ({ bars, options }, at) => {
        const cut = at % (bars.length + 1);
        const first = new SignalMachine(options);
        for (const conditions of bars.slice(0, cut)) first.step(conditions);
        const second = new SignalMachine(options);
        second.restore(first.snapshot());
        for (const conditions of bars.slice(cut)) expect(second.step(conditions)).toBe(first.step(conditions));
      }),
    );
  });

  it('the batch form, which looks transitions up, gives the same signals', () => {
    fc.assert(
      fc.property(scenario, ({ bars, options }) => {
        const machine = new SignalMachine(options);
        const pick = (mask: number) => Uint8Array.from(bars, (conditions) => conditions & mask);
        const series = { external: pick(0x03), fiveInOne: pick(0x0c), averages: pick(0xf0) };
        expect(runSignalMachine(series, options)).toEqual(
          Int8Array.from(bars, (conditions) => machine.step(conditions)),
        );
      }),
    );
  });

  it('agrees with a literal reading of the rules for any conditions and options', () => {
    fc.assert(
      fc.property(scenario, ({ bars, options }) => {
        const machine = new SignalMachine(options);
        const reference = literalMachine(options);
        for (const conditions of bars) {
          const expected = reference(conditions);
          const signal = machine.step(conditions);
          expect({ signal, ...columns(machine) }).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
  });
});

const scenario = fc.record({
  bars: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 60 }),
  options: fc.record({
    sides: fc.constantFrom('both' as const, 'long' as const, 'short' as const),
    maFilter: fc.boolean(),
    strictLock: fc.boolean(),
    graceBars: fc.constantFrom(0 as const, 1 as const),
  }),
});

function columns({ long, short }: SignalMachine): Record<string, boolean> {
  return {
    stateLong: long.active,
    stateShort: short.active,
    armedLong: long.armed,
    armedShort: short.armed,
    armedGraceLong: long.armedGrace,
    armedGraceShort: short.armedGrace,
    pendingLong: long.pending,
    pendingShort: short.pending,
    lockLong: long.locked,
    lockShort: short.locked,
    allowLong: long.allowed,
    allowShort: short.allowed,
    triggerLong: long.triggered,
    triggerShort: short.triggered,
    finalLong: long.final,
    finalShort: short.final,
  };
}

/** The rules written out once more, both sides by hand and step by step, as a second opinion. */
function literalMachine({ sides, maFilter, strictLock, graceBars }: SignalMachineOptions) {
  const enableLong = sides !== 'short';
  const enableShort = sides !== 'long';
  let tradeOp = false;
  let state = 0;
  let pendingLong = false;
  let pendingShort = false;
  let lockLong = false;
  let lockShort = false;
  let finalLong = false;
  let finalShort = false;
  return (bits: number): Record<string, unknown> => {
    const on = (bit: number): boolean => (bits & bit) > 0;
    // 1
    const buyRaw = on(C.externalBull) && !tradeOp;
    const sellRaw = on(C.externalBear) && tradeOp;
    if (buyRaw) {
      tradeOp = true;
      state = 1;
    } else if (sellRaw) {
      tradeOp = false;
      state = -1;
    }
    // 3
    const armedLong = enableLong && state === 1 && (!maFilter || on(C.alignedLong));
    const armedShort = enableShort && state === -1 && (!maFilter || on(C.alignedShort));
    const armedGraceLong = enableLong && state === 1 && (!maFilter || on(C.alignedLong) || on(C.crossedLong));
    const armedGraceShort = enableShort && state === -1 && (!maFilter || on(C.alignedShort) || on(C.crossedShort));
    const pendPrevLong = pendingLong;
    const pendPrevShort = pendingShort;
    // 4
    if (buyRaw || sellRaw) {
      lockLong = false;
      lockShort = false;
      pendingLong = false;
      pendingShort = false;
    }
    if (state !== 1) finalLong = false;
    if (state !== -1) finalShort = false;
    let allowLong = false;
    let allowShort = false;
    let triggerLong = false;
    let triggerShort = false;
    if (enableLong) {
      // 5
      if (strictLock && on(C.voteLong) && state === 1 && !armedLong) {
        if (graceBars === 1) pendingLong = true;
        else lockLong = true;
      }
      // 6
      if (pendPrevLong && !armedGraceLong) {
        pendingLong = false;
        if (strictLock) lockLong = true;
      }
      // 7
      allowLong = !strictLock || !lockLong;
      triggerLong = (on(C.voteLong) && armedLong) || (graceBars === 1 && pendPrevLong && armedGraceLong);
    }
    if (enableShort) {
      if (strictLock && on(C.voteShort) && state === -1 && !armedShort) {
        if (graceBars === 1) pendingShort = true;
        else lockShort = true;
      }
      if (pendPrevShort && !armedGraceShort) {
        pendingShort = false;
        if (strictLock) lockShort = true;
      }
      allowShort = !strictLock || !lockShort;
      triggerShort = (on(C.voteShort) && armedShort) || (graceBars === 1 && pendPrevShort && armedGraceShort);
    }
    const newLong = triggerLong && allowLong && !finalLong;
    const newShort = triggerShort && allowShort && !finalShort;
    // 8
    if (newLong) {
      finalLong = true;
      finalShort = false;
      pendingLong = false;
    }
    if (newShort) {
      finalShort = true;
      finalLong = false;
      pendingShort = false;
    }
    return {
      signal: newLong ? 1 : newShort ? -1 : 0,
      stateLong: state === 1,
      stateShort: state === -1,
      armedLong,
      armedShort,
      armedGraceLong,
      armedGraceShort,
      pendingLong,
      pendingShort,
      lockLong,
      lockShort,
      allowLong,
      allowShort,
      triggerLong,
      triggerShort,
      finalLong,
      finalShort,
    };
  };
}

describeGolden('final-trigger/sets', {}, ({ path }) => {
  const { file, flags } = goldenSet(path);
  const { params } = file;
  const bull = flags('ichi_allBullish');
  const bear = flags('ichi_allBearish');
  const five = flags('five_signal');
  const averages = [
    [flags('st_cond_mk_long'), C.alignedLong],
    [flags('st_cond_mk_short'), C.alignedShort],
    [flags('st_cross_long_ok'), C.crossedLong],
    [flags('st_cross_short_ok'), C.crossedShort],
  ] as const;
  const bits = (...parts: readonly (readonly [Int8Array, number])[]): Uint8Array =>
    Uint8Array.from(bull, (_, i) => parts.reduce((sum, [flag, bit]) => sum | (flag[i] > 0 ? bit : 0), 0));
  const signal = runSignalMachine(
    {
      external: bits([bull, C.externalBull], [bear, C.externalBear]),
      fiveInOne: bits([five, C.voteLong], [five.map((vote) => -vote), C.voteShort]),
      averages: bits(...averages),
    },
    {
      sides: params.enable_long ? (params.enable_short ? 'both' : 'long') : 'short',
      maFilter: params.use_mama_kama_filter,
      strictLock: params.strict_lock_5in1_last,
      graceBars: params.grace_bars,
    },
  );
  expect(firstDifference(signal, flags('signal')), 'signal').toBeNull();
});
