import { join } from 'node:path';
import { type BacktestResult, EXIT_REASONS, type OpenPosition, simulate } from '@quantblocks/engine';
import { describeGolden, expectClose, readJson, readTable } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { explainSignals } from '../src/explain-signals.ts';
import { fromLegacyParams } from '../src/legacy-params.ts';
import type { FinalTriggerParams } from '../src/params.ts';
import type { IchimokuSeries } from '../src/series.ts';
import { createFinalTrigger, type PreparedFinalTrigger } from '../src/strategy.ts';
import { firstDifference, goldenBars, goldenSet } from './golden-files.ts';

const compat = createFinalTrigger('compat');

describeGolden('final-trigger/sets', {}, ({ path }) => {
  const set = goldenSet(path);
  const bars = goldenBars(set.file.ohlcv);
  const { params, simulation } = fromLegacyParams(set.file);
  const prepared = compat.prepare(bars);

  const explained = explainSignals(prepared, params);
  const flags: Record<string, ArrayLike<number>> = {
    signal: explained.signal,
    ichi_buy: explained.buy,
    ichi_sell: explained.sell,
  };
  for (const side of ['long', 'short'] as const) {
    const columns = explained[side];
    flags[`ichi_${side}Active`] = columns.active;
    flags[`st_allow_${side}`] = columns.allowed;
    flags[`st_armed_${side}_grace_ok`] = columns.armedGrace;
    flags[`st_armed_${side}_strict`] = columns.armed;
    flags[`st_cond_mk_${side}`] = columns.aligned;
    flags[`st_cross_${side}_ok`] = columns.crossed;
    flags[`st_final_${side}_active`] = columns.final;
    flags[`st_lock_${side}_cycle`] = columns.locked;
    flags[`st_pending_${side}`] = columns.pending;
    flags[`st_trigger_${side}`] = columns.triggered;
  }
  const values: Record<string, Float64Array> = {};
  const { series } = prepared;
  const external = series.ichimoku(params.ichimoku);
  Object.assign(flags, { ichi_allBullish: external.bull, ichi_allBearish: external.bearLight });
  Object.assign(values, lines('ichi', external));
  const { ichimoku, distance, volume, regressionCloud, kamaOscillator } = params.fiveInOne;
  if (ichimoku !== null) {
    Object.assign(values, lines('five', series.ichimoku(ichimoku)));
    flags.five_ichi = series.ichimokuVote(ichimoku).vote;
    flags.five_ichi_light = series.ichimokuVote({ ...ichimoku, bear: 'light' }).vote;
    flags.five_ichi_strict = series.ichimokuVote({ ...ichimoku, bear: 'strict' }).vote;
  }
  flags.five_signal = explained.long.voted.map((vote, i) => (vote !== 0 ? 1 : -explained.short.voted[i]));
  flags.five_signal = Int8Array.from(flags.five_signal);
  if (distance) values.five_totalDistance = series.distance().line as Float64Array;
  if (volume) flags.five_volume = series.volume(volume).vote;
  if (regressionCloud) {
    flags.five_regCloud = series.regressionCloud().vote;
    values.five_regTotal = series.regressionCloud().line as Float64Array;
  }
  if (kamaOscillator) flags.five_kamaOsc = series.kamaOscillator(kamaOscillator).vote;

  let compared = 0;
  for (const file of set.file.series) {
    const [name, type] = file.split('.');
    if (name === 'equity') continue;
    if (type === 'i8' && flags[name] !== undefined) {
      expect(firstDifference(flags[name], set.flags(name)), name).toBeNull();
      compared++;
    } else if (type === 'f64' && values[name] !== undefined) {
      const tolerance = name === 'five_regTotal' ? 1e-13 * Math.max(...bars.close) : 1e-14;
      expectClose(values[name], set.values(name), { rtol: 1e-9, atol: tolerance, label: name });
      compared++;
    } else if (ichimoku !== null || !name.startsWith('five_')) expect.fail(`${file} is not compared`);
  }
  expect(compared).toBeGreaterThan(20);

  const result = simulate(bars, prepared.plan(params), simulation);
  checkSignalTable(readTable(join(path, 'signals.csv')), prepared, params);
  checkLegs(readTable(join(path, 'trades.csv')), result);
  expectClose(result.equity, set.values('equity'), { rtol: 1e-9, label: 'equity' });

  const metrics = readJson<Record<string, number>>(join(path, 'metrics.json'));
  expectClose(result.equity[bars.length - 1] / result.initialCapital - 1, metrics.total_return, { rtol: 1e-9 });
  expect(result.legs.length).toBe(metrics.n_legs);
  expect(explained.signal.reduce((count, signal) => count + Math.abs(signal), 0)).toBe(metrics.n_final_signals);
  expect(new Set(readTable(join(path, 'trades.csv')).entry_bar).size).toBe(metrics.n_signals_entered);
});

function lines(prefix: string, { tenkan, kijun, spanA, spanB }: IchimokuSeries): Record<string, Float64Array> {
  return {
    [`${prefix}_tenkan`]: tenkan,
    [`${prefix}_kijun`]: kijun,
    [`${prefix}_kumo_a`]: spanA,
    [`${prefix}_kumo_b`]: spanB,
  };
}

/** `signals.csv`: every signal with the prices its entry at the close would have. */
function checkSignalTable(
  table: Record<string, string[]>,
  prepared: PreparedFinalTrigger,
  params: FinalTriggerParams,
): void {
  const signal = prepared.signals(params);
  const bars = [...signal.keys()].filter((i) => signal[i] !== 0);
  expect(bars).toEqual(table.bar.map(Number));
  expect(bars.map((i) => signal[i])).toEqual(table.signal.map(Number));
  const { stop, targets = [] } = prepared.plan(params);
  const { close } = prepared.bars;
  const levels = [
    ['entry_price', 0],
    ['sl_price', -(stop?.value ?? Number.NaN)],
    ...targets.map(({ value }, k) => [`tp${k + 1}_price`, value] as const),
  ] as const;
  const atr = stop?.series ?? new Float64Array(0);
  for (const [name, multiple] of levels) {
    const prices = bars.map((i) => close[i] + signal[i] * multiple * atr[i]);
    expectClose(prices, table[name].map(Number), { rtol: 0, atol: 1e-8, label: name });
  }
}

/** `trades.csv`: one row per leg in closing order. */
function checkLegs(table: Record<string, string[]>, result: BacktestResult): void {
  const { legs, positions, open } = result;
  const rows = [...Array(legs.length).keys()];
  // A position that is still open has legs but no row in the table of closed positions.
  const position = <T>(row: number, closed: (p: number) => T, pending: (o: OpenPosition) => T): T =>
    legs.position[row] < positions.length ? closed(legs.position[row]) : pending(open as OpenPosition);
  const numbers = (name: string): number[] => table[name].map(Number);
  const reason = (row: number): string =>
    EXIT_REASONS[legs.reason[row]] === 'target' ? `tp${legs.leg[row]}` : EXIT_REASONS[legs.reason[row]];

  expect(
    rows.map((row) =>
      position(
        row,
        (p) => positions.entryBar[p],
        (o) => o.entryBar,
      ),
    ),
  ).toEqual(numbers('entry_bar'));
  expect(
    rows.map((row) =>
      position<number>(
        row,
        (p) => positions.side[p],
        (o) => o.side,
      ),
    ),
  ).toEqual(numbers('direction'));
  expect(rows.map((row) => legs.exitBar[row])).toEqual(numbers('exit_bar'));
  expect(rows.map(reason)).toEqual(table.exit_reason);
  expect(rows.map((row) => [2, 6, 10][legs.leg[row] - 1])).toEqual(numbers('tp_multiple'));
  const exact = { rtol: 0, atol: 1e-8 };
  expectClose(
    rows.map((row) =>
      position(
        row,
        (p) => positions.entryPrice[p],
        (o) => o.entryPrice,
      ),
    ),
    numbers('entry_price'),
    { ...exact, label: 'entry price' },
  );
  for (const [name, column] of [
    ['exit_price', legs.exitPrice],
    ['quantity', legs.quantity],
    ['gross_pnl', legs.grossPnl],
    ['costs', legs.costs],
    ['net_pnl', legs.netPnl],
  ] as const) {
    expectClose(column.subarray(0, legs.length), numbers(name), { ...exact, label: name });
  }
}
