import { type Bars, DataError, ParameterError } from '@quantblocks/core';
import { Account } from './account.ts';
import { assignChildren } from './child-bars.ts';
import type { SimulationConfig } from './config.ts';
import { type CompiledExits, compileExits } from './exits.ts';
import type { OrderPlan } from './order-plan.ts';
import { type ResolvedConfig, resolveConfig } from './resolve-config.ts';
import type { BacktestResult } from './result.ts';
import { Simulator } from './simulator.ts';
import { closeAtEnd, summariseRun } from './summarise-run.ts';
import { createWorkspace, prepareWorkspace, type Workspace } from './workspace.ts';

/**
 * Simulates a plan on bars: one position at a time, every fill inside its bar, every assumption in the result.
 *
 * Order inside a bar: funding and the decision of the bar before fill at the open; then liquidation, stop and targets as
 * the intrabar policy says; then trail and break-even move the stop for the next bar; decisions that fill at the close come
 * last, and equity is taken at the close.
 *
 * @param bars - At least one bar.
 * @param plan - Signals as long as the bars, decided at each bar's close, and the exit rules.
 * @param config - Assumptions; see {@link SimulationConfig} for the defaults.
 * @param workspace - Memory to reuse between runs; the result is then only good until the next one.
 * @returns Positions (the samples of every statistic), their legs, equity at each close, what is still open, and counts of
 * everything the simulation had to decide on thin information.
 * @throws a {@link ParameterError} if plan or configuration cannot be meant: wrong lengths, a ladder out of order, a fraction above 1.
 * @remarks Time is proportional to the bars in position plus the events; `equity: 'none'` skips flat stretches altogether.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { simulate } from '@quantblocks/engine';
 *
 * const bars = createBars({
 *   time: [0, 1, 2, 3],
 *   open: [10, 10, 11, 12],
 *   high: [10, 11, 12, 13],
 *   low: [10, 10, 11, 12],
 *   close: [10, 11, 12, 13],
 * });
 * const signal = Int8Array.of(1, 0, 0, 0); // decided at the close of bar 0, filled at the open of bar 1
 * const result = simulate(
 *   bars,
 *   { signal, targets: [{ unit: 'fraction', value: 0.2, fraction: 1 }] },
 *   { sizing: { kind: 'units', value: 1 }, costs: { feeBps: 0, slippageBps: 0 } },
 * );
 * result.positions.entryPrice[0]; // => 10
 * result.positions.exitPrice[0]; // => 12
 * result.finalEquity; // => 10002
 * ```
 */
export function simulate(
  bars: Bars,
  plan: OrderPlan,
  config: SimulationConfig = {},
  workspace: Workspace = createWorkspace(),
): BacktestResult {
  const resolved = resolveConfig(config, bars.length);
  const exits = checkPlan(bars, plan, resolved);
  const { magnifier, funding = null } = config;
  const children = magnifier === undefined || !resolved.hasMagnifier ? null : assignChildren(bars, magnifier);
  const equity = prepareWorkspace(workspace, resolved.equity === 'none' ? 0 : bars.length);
  const simulator = new Simulator(resolved, workspace, new Account(resolved.initialCapital), funding, children);
  if (resolved.equity === 'none') skipThrough(simulator, bars, plan, exits);
  else scanThrough(simulator, bars, plan, exits, equity);
  closeAtEnd(simulator, bars, equity);
  return summariseRun(simulator, workspace, bars, equity);
}

function checkPlan(bars: Bars, plan: OrderPlan, config: ResolvedConfig): CompiledExits {
  const n = bars.length;
  if (n === 0) throw new DataError('at least one bar', 0, { source: bars.symbol });
  if (!(plan.signal instanceof Int8Array)) throw new ParameterError('plan.signal', 'an Int8Array', plan.signal);
  if (plan.signal.length !== n) throw new ParameterError('plan.signal', `one value per bar (${n})`, plan.signal.length);
  for (const name of ['exit', 'weight'] as const) {
    const series = plan[name];
    if (series !== undefined && series.length !== n) {
      throw new ParameterError(`plan.${name}`, `one value per bar (${n})`, series.length);
    }
  }
  return compileExits(plan, n, config.ladder === 'strict');
}

/**
 * Every bar leaves a value of equity. The inner loop runs over bars on which nothing can happen, which cost three comparisons
 * and a multiplication; the others go through the step.
 */
function scanThrough(sim: Simulator, bars: Bars, plan: OrderPlan, exits: CompiledExits, equity: Float64Array): void {
  const { close } = bars;
  const n = bars.length;
  const lag = sim.config.entry === 'nextOpen' ? 1 : 0;
  const isMarked = sim.config.equity === 'markToMarket';
  const { account, position } = sim;
  if (lag === 1) equity[0] = account.cash;
  let i = lag;
  while (i < n) {
    const base = isMarked ? account.cash : account.realised;
    const held = isMarked ? position.side * position.quantity : 0;
    const next = nextEvent(sim, bars, plan, i, lag);
    if (held === 0) equity.fill(base, i, next);
    else for (; i < next; i++) equity[i] = base + held * close[i];
    i = next;
    if (i >= n) break;
    stepAt(sim, bars, plan, exits, i, lag);
    equity[i] = isMarked ? account.cash + position.side * position.quantity * close[i] : account.realised;
    i++;
  }
}

/** The same steps without equity. */
function skipThrough(sim: Simulator, bars: Bars, plan: OrderPlan, exits: CompiledExits): void {
  const lag = sim.config.entry === 'nextOpen' ? 1 : 0;
  for (let i = nextEvent(sim, bars, plan, lag, lag); i < bars.length; i = nextEvent(sim, bars, plan, i + 1, lag)) {
    stepAt(sim, bars, plan, exits, i, lag);
  }
}

/** First bar from `from` on that needs a step: its prices leave the band, its time has come, or its decision matters. */
function nextEvent(sim: Simulator, bars: Bars, plan: OrderPlan, from: number, lag: number): number {
  return sim.position.side === 0
    ? nextEntry(plan.signal, from - lag, bars.length - lag, sim.config.sides) + lag
    : nextTouch(sim, bars, plan, from, lag);
}

function nextEntry(signal: Int8Array, from: number, end: number, sides: 'both' | 'long' | 'short'): number {
  if (sides === 'both') {
    let decided = from;
    while (decided < end && signal[decided] === 0) decided++;
    return decided;
  }
  const found = signal.indexOf(sides === 'long' ? 1 : -1, from);
  return found < 0 ? end : Math.min(found, end);
}

function nextTouch(sim: Simulator, bars: Bars, plan: OrderPlan, from: number, lag: number): number {
  const { low, high } = bars;
  const { signal, exit } = plan;
  const { lower, upper } = sim;
  const end = Math.min(bars.length, sim.wake);
  // Signals of the held side change nothing; nor do opposite ones where they are ignored.
  const opposite = sim.config.onOpposite === 'ignore' ? 2 : -sim.position.side;
  let i = from;
  if (exit === undefined) {
    while (i < end && low[i] > lower && high[i] < upper && signal[i - lag] !== opposite) i++;
  } else {
    while (i < end && low[i] > lower && high[i] < upper && signal[i - lag] !== opposite && exit[i - lag] === 0) i++;
  }
  return i;
}

function stepAt(sim: Simulator, bars: Bars, plan: OrderPlan, exits: CompiledExits, i: number, lag: number): void {
  const { exit, weight } = plan;
  const decided = i - lag;
  sim.open = bars.open[i];
  sim.high = bars.high[i];
  sim.low = bars.low[i];
  sim.close = bars.close[i];
  sim.signal = plan.signal[decided];
  sim.exit = exit === undefined ? 0 : exit[decided];
  sim.weight = weight === undefined ? 1 : weight[decided];
  sim.decisionBar = decided;
  sim.step(i, exits);
}
