import {
  backtestingPy,
  createWorkspace,
  finalTriggerV2,
  runStrategy,
  type SimulationConfig,
  simulate,
} from '@quantblocks/engine';
import { atr } from '@quantblocks/indicators';
import { DataFrame } from 'data-forge';
import { backtest } from 'grademark';
import { benchmarkBars } from './benchmark-bars.ts';
import { crossings, movingAverage } from './crossings.ts';
import { compare, requireEqual } from './harness.ts';
import { minimalLoop } from './minimal-loop.ts';

const bars = benchmarkBars();
const n = bars.length;
const workspace = createWorkspace(n);
const equity = new Float64Array(n);
const FEE_BPS = 5;
const STOP = 0.02;
const TARGET = 0.04;
const CAPITAL = 1e7;
const exits = {
  stop: { unit: 'fraction', value: STOP },
  targets: [{ unit: 'fraction', value: TARGET, fraction: 1 }],
} as const;
const config: SimulationConfig = {
  ...backtestingPy,
  initialCapital: CAPITAL,
  sides: 'long',
  costs: { feeBps: FEE_BPS, slippageBps: 0 },
};
const fast: SimulationConfig = { ...config, equity: 'none' };
const minimal = (signal: Int8Array) => minimalLoop(bars, signal, STOP, TARGET, FEE_BPS / 1e4, CAPITAL, equity);

// ---- kernel: signals given ----

const signal = crossings(movingAverage(bars.close, 20), movingAverage(bars.close, 50), new Int8Array(n));
const ours = simulate(bars, { signal, ...exits }, config);
const theirs = minimal(signal);
requireEqual('positions of the minimal loop', theirs.trades, ours.positions.length);
requireEqual('equity of the minimal loop', theirs.finalEquity, ours.finalEquity);
compare(
  `kernel: stop, target, trades, equity; ${n} bars, ${ours.positions.length} positions, reused memory`,
  [
    { name: 'minimal hand-written loop', run: () => minimal(signal) },
    { name: 'simulate', run: () => simulate(bars, { signal, ...exits }, config, workspace) },
    { name: 'simulate, fresh memory', run: () => simulate(bars, { signal, ...exits }, config) },
    { name: 'simulate, no equity series', run: () => simulate(bars, { signal, ...exits }, fast, workspace) },
  ],
  { items: n, rounds: 31 },
);

// ---- end to end: indicators and signals as well ----

const signalsOf = (period: number, slowPeriod: number): Int8Array =>
  crossings(movingAverage(bars.close, period), movingAverage(bars.close, slowPeriod), signal);
compare(
  'end to end: two moving averages, crossings, kernel',
  [
    { name: 'minimal hand-written loop', run: () => minimal(signalsOf(20, 50)) },
    { name: 'simulate', run: () => simulate(bars, { signal: signalsOf(20, 50), ...exits }, config, workspace) },
  ],
  { items: n, rounds: 31 },
);

// ---- grid of 1,000 pairs over cached averages ----

const averages = new Map(Array.from({ length: 100 }, (_, k) => [2 * k + 4, movingAverage(bars.close, 2 * k + 4)]));
const pairs = [...averages.keys()]
  .flatMap((quick) => [...averages.keys()].filter((slow) => slow > quick).map((slow) => [quick, slow] as const))
  .filter((_, k) => k % 4 === 0)
  .slice(0, 1000);
const grid = (run: (signal: Int8Array) => number) => (): number => {
  let total = 0;
  for (const [quick, slow] of pairs) {
    total += run(crossings(averages.get(quick) as Float64Array, averages.get(slow) as Float64Array, signal));
  }
  return total;
};
const gridOf = {
  minimal: grid((s) => minimal(s).finalEquity),
  full: grid((s) => simulate(bars, { signal: s, ...exits }, config, workspace).finalEquity),
  skip: grid((s) => simulate(bars, { signal: s, ...exits }, fast, workspace).finalEquity),
};
requireEqual('grid of the minimal loop', gridOf.minimal(), gridOf.full());
requireEqual('grid without equity', gridOf.skip(), gridOf.full());
compare(
  `grid of ${pairs.length} pairs of moving averages`,
  [
    { name: 'minimal hand-written loop', run: gridOf.minimal },
    { name: 'simulate', run: gridOf.full },
    { name: 'simulate, no equity series', run: gridOf.skip },
  ],
  { unit: 'ms', rounds: 9, repeats: 1 },
);

// ---- three legs with break-even, and the event form ----

signalsOf(20, 50);
const range = atr(bars, { period: 14 });
const ladder = {
  stop: { unit: 'distance', value: 3, series: range },
  targets: [
    { unit: 'distance', value: 2, series: range, fraction: 0.5, stopTo: 'entry' },
    { unit: 'distance', value: 6, series: range, fraction: 0.3, stopTo: 'previousTarget' },
    { unit: 'distance', value: 10, series: range, fraction: 0.2 },
  ],
} as const;
const asEvents = () =>
  runStrategy(
    bars,
    (bar) => {
      const s = signal[bar.index];
      if (s !== 0) bar.enter(s > 0 ? 1 : -1);
    },
    { ...config, exits },
  );
requireEqual('equity of the event form', asEvents().finalEquity, ours.finalEquity, 0);
const legs = simulate(bars, { signal, ...ladder }, finalTriggerV2).legs.length;
compare(
  `three-leg positions with break-even (${legs} legs), and the event form of the kernel job`,
  [
    { name: 'three legs', run: () => simulate(bars, { signal, ...ladder }, finalTriggerV2, workspace) },
    { name: 'event form', run: asEvents },
  ],
  { items: n },
);

// ---- grademark: signals only, because its stops follow other rules ----

// grademark does not ask for an exit on the bar it enters, nor for an entry on the bar it exits: taken out for both.
const spaced = signal.map((s, i) => (s !== 0 && s === -signal[i - 1] ? 0 : s));
const free: SimulationConfig = { ...config, costs: { feeBps: 0, slippageBps: 0 }, closeAtEnd: true };
const rows = Array.from({ length: n }, (_, i) => ({
  time: new Date(bars.time[i]),
  open: bars.open[i],
  high: bars.high[i],
  low: bars.low[i],
  close: bars.close[i],
  volume: bars.volume[i],
  signal: spaced[i],
}));
const frame = new DataFrame<number, (typeof rows)[number]>(rows);
const graded = () =>
  backtest<(typeof rows)[number], (typeof rows)[number], object, number>(
    {
      entryRule: (enter, { bar }) => {
        if (bar.signal === 1) enter();
      },
      exitRule: (exit, { bar }) => {
        if (bar.signal === -1) exit();
      },
    },
    frame,
  );
const grade = graded();
const plain = simulate(bars, { signal: spaced }, free);
requireEqual('positions of grademark', grade.length, plain.positions.length);
requireEqual(
  'profit of grademark',
  grade.reduce((sum, { profit }) => sum + profit, 0),
  plain.finalEquity - CAPITAL,
);
compare(
  'signals only, no costs: against grademark (which keeps no equity series)',
  [
    { name: 'simulate', run: () => simulate(bars, { signal: spaced }, free, workspace) },
    {
      name: 'event form',
      run: () =>
        runStrategy(
          bars,
          (bar) => {
            if (spaced[bar.index] > 0) bar.enter(1);
            else if (spaced[bar.index] < 0) bar.exit();
          },
          free,
        ),
    },
    { name: 'grademark 0.3.0', run: graded },
  ],
  { items: n },
);
