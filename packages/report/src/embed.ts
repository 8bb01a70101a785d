import { EXIT_REASONS } from '@quantblocks/engine';
import { rMultiples } from '@quantblocks/metrics';
import type { Column, ReportPayload, RunPayload } from './client/payload.ts';
import { priceDigits } from './format.ts';
import type { ReportModel, RunModel } from './report-model.ts';

const ROLLING_POINTS = 2000;

/** What the browser draws from: typed columns as base64, little-endian. */
export function createPayload(model: ReportModel): ReportPayload {
  const { bars, runs, benchmark } = model;
  const size = Math.ceil(bars.length / model.maxPoints);
  const base = runs[0].initialCapital;
  const lines = benchmark === null ? runs : [...runs, benchmark];
  const rolling = spread(bars.length, ROLLING_POINTS);
  return {
    symbol: bars.symbol,
    timeframeMs: bars.timeframeMs,
    priceDigits: priceDigits(bars.close[bars.length - 1]),
    barsPerPoint: size,
    time: f64(group(bars.time, size, first)),
    open: f32(group(bars.open, size, first)),
    high: f32(group(bars.high, size, highest)),
    low: f32(group(bars.low, size, lowest)),
    close: f32(group(bars.close, size, last)),
    lines: lines.map(({ name, equity, drawdown, initialCapital }, i) => ({
      name,
      benchmark: i >= runs.length,
      equity: f32(group(equity, size, last).map((value) => (value / initialCapital) * base)),
      drawdown: f32(group(drawdown, size, lowest)),
    })),
    rollingTime: f64(Float64Array.from(rolling, (i) => bars.time[i])),
    rolling: lines.map(({ sharpe }) => f32(Float64Array.from(rolling, (i) => sharpe[i]))),
    runs: runs.map((run) => trades(run, bars.time)),
    reasons: EXIT_REASONS,
  };
}

function trades(run: RunModel, time: Float64Array): RunPayload {
  const { positions, legs } = run.result;
  const n = positions.length;
  const at = (index: Int32Array, length: number): Column =>
    f64(Float64Array.from(index.subarray(0, length), (bar) => time[bar]));
  return {
    name: run.name,
    positions: {
      side: column('i8', positions.side.subarray(0, n)),
      entryTime: at(positions.entryBar, n),
      entryPrice: f64(positions.entryPrice.subarray(0, n)),
      exitTime: at(positions.exitBar, n),
      exitPrice: f64(positions.exitPrice.subarray(0, n)),
      quantity: f64(positions.quantity.subarray(0, n)),
      grossPnl: f64(positions.grossPnl.subarray(0, n)),
      fees: f64(positions.fees.subarray(0, n)),
      slippage: f64(positions.slippage.subarray(0, n)),
      funding: f64(positions.funding.subarray(0, n)),
      netPnl: f64(positions.netPnl.subarray(0, n)),
      r: f64(rMultiples(positions)),
      mae: f64(run.excursions.mae),
      mfe: f64(run.excursions.mfe),
      reason: column('u8', positions.reason.subarray(0, n)),
      ambiguous: column('u8', positions.ambiguous.subarray(0, n)),
    },
    legs: {
      position: column('i32', legs.position.subarray(0, legs.length)),
      time: at(legs.exitBar, legs.length),
      price: f64(legs.exitPrice.subarray(0, legs.length)),
      reason: column('u8', legs.reason.subarray(0, legs.length)),
    },
  };
}

/** One value per group of `size` neighbours. */
function group(
  values: Float64Array,
  size: number,
  pick: (values: Float64Array, from: number, to: number) => number,
): Float64Array {
  if (size === 1) return values;
  const out = new Float64Array(Math.ceil(values.length / size));
  for (let g = 0; g < out.length; g++) out[g] = pick(values, g * size, Math.min(values.length, (g + 1) * size));
  return out;
}

const first = (values: Float64Array, from: number): number => values[from];
const last = (values: Float64Array, _from: number, to: number): number => values[to - 1];
const highest = (values: Float64Array, from: number, to: number): number => Math.max(...values.subarray(from, to));
const lowest = (values: Float64Array, from: number, to: number): number => Math.min(...values.subarray(from, to));

/** At most `most` indices of `0 .. length - 1`, evenly spread, with both ends. */
function spread(length: number, most: number): number[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}

const f64 = (values: Float64Array): Column => column('f64', values);
const f32 = (values: Float64Array): Column => column('f32', Float32Array.from(values));

function column(type: Column['type'], values: ArrayBufferView): Column {
  return { type, data: Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64') };
}
