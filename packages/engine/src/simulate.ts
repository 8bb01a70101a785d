import { type Bars, DataError, ParameterError } from '@quantblocks/core';
import { Account } from './account.ts';
import { assignChildren } from './child-bars.ts';
import type { SimulationConfig } from './config.ts';
import { type CompiledExits, compileExits } from './exits.ts';
import type { OrderPlan } from './order-plan.ts';
import { type ResolvedConfig, resolveConfig } from './resolve-config.ts';
import type { BacktestResult } from './result.ts';
import { Simulator } from './simulator.ts';
import { summariseRun } from './summarise-run.ts';

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
export function simulate(bars: Bars, plan: OrderPlan, config: SimulationConfig = {}): BacktestResult {
  const resolved = resolveConfig(config, bars.length);
  const exits = checkPlan(bars, plan, resolved);
  const { magnifier } = resolved;
  const children = magnifier === undefined ? null : assignChildren(bars, magnifier);
  const simulator = new Simulator(resolved, new Account(resolved.initialCapital), children);
  const equity = resolved.equity === 'none' ? new Float64Array(0) : new Float64Array(bars.length);
  if (resolved.equity === 'none') skipThrough(simulator, bars, plan, exits);
  else scanThrough(simulator, bars, plan, exits, equity);
  return summariseRun(simulator, bars, equity);
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

/** Every bar leaves a value of equity; bars on which nothing can happen cost a comparison and a multiplication. */
function scanThrough(sim: Simulator, bars: Bars, plan: OrderPlan, exits: CompiledExits, equity: Float64Array): void {
  const { open, high, low, close } = bars;
  const { signal, exit, weight } = plan;
  const n = bars.length;
  const lag = sim.config.entry === 'nextOpen' ? 1 : 0;
  const isMarked = sim.config.equity === 'markToMarket';
  const ignoresOpposite = sim.config.onOpposite === 'ignore';
  const { account } = sim;
  let { lower, upper, wake } = sim;
  let base = account.cash;
  let held = 0;
  // Signals that change nothing: the held side's own, or both while opposite ones are ignored.
  let idle = 0;
  let idleToo = 0;
  if (lag === 1) equity[0] = base;
  for (let i = lag; i < n; i++) {
    const s = signal[i - lag];
    const isQuiet = low[i] > lower && high[i] < upper && i < wake;
    if (isQuiet && (s === 0 || s === idle || s === idleToo) && (exit === undefined || exit[i - lag] === 0)) {
      equity[i] = base + held * close[i];
      continue;
    }
    const decided = i - lag;
    sim.step(
      i,
      open[i],
      high[i],
      low[i],
      close[i],
      s,
      exit === undefined ? 0 : exit[decided],
      decided,
      exits,
      weight === undefined ? 1 : weight[decided],
    );
    lower = sim.lower;
    upper = sim.upper;
    wake = sim.wake;
    const { side } = sim;
    idle = ignoresOpposite ? Math.abs(side) : side;
    idleToo = ignoresOpposite ? -idle : idle;
    base = isMarked ? account.cash : account.realised;
    held = isMarked ? side * sim.quantity : 0;
    equity[i] = base + held * close[i];
  }
}

/** The same steps without equity: flat stretches are jumped over, looking at signals only. */
function skipThrough(sim: Simulator, bars: Bars, plan: OrderPlan, exits: CompiledExits): void {
  const { open, high, low, close } = bars;
  const { signal, exit, weight } = plan;
  const n = bars.length;
  const lag = sim.config.entry === 'nextOpen' ? 1 : 0;
  const ignoresOpposite = sim.config.onOpposite === 'ignore';
  let i = lag;
  while (i < n) {
    if (sim.side === 0) {
      while (i < n && signal[i - lag] === 0) i++;
    } else {
      const { lower, upper, wake, side } = sim;
      const idle = ignoresOpposite ? Math.abs(side) : side;
      const idleToo = ignoresOpposite ? -idle : idle;
      while (i < n) {
        const s = signal[i - lag];
        const isQuiet = low[i] > lower && high[i] < upper && i < wake;
        if (!isQuiet || (s !== 0 && s !== idle && s !== idleToo) || (exit !== undefined && exit[i - lag] !== 0)) break;
        i++;
      }
    }
    if (i >= n) break;
    const decided = i - lag;
    sim.step(
      i,
      open[i],
      high[i],
      low[i],
      close[i],
      signal[decided],
      exit === undefined ? 0 : exit[decided],
      decided,
      exits,
      weight === undefined ? 1 : weight[decided],
    );
    i++;
  }
}
