import { type Bars, createBars, createRng, type Rng } from '@quantblocks/core';
import type { ExitRules, IntrabarPolicy, Level, OrderPlan, SimulationConfig, Sizing } from '@quantblocks/engine';

/** Everything one random simulation needs, derived from one seed so that a failing case is one number. */
export interface RandomCase {
  bars: Bars;
  plan: OrderPlan;
  config: SimulationConfig;
}

const pick = <T>(rng: Rng, choices: readonly T[]): T => choices[rng.int(choices.length)];
const chance = (rng: Rng, probability: number): boolean => rng.next() < probability;

/** Bars with gaps, flat bars and long wicks; prices stay positive. */
export function randomBars(rng: Rng, length: number, symbol: string = 'RANDOM', timeframeMs: number = 60_000): Bars {
  const columns = {
    time: [] as number[],
    open: [] as number[],
    high: [] as number[],
    low: [] as number[],
    close: [] as number[],
  };
  let price = 100;
  let time = 0;
  for (let i = 0; i < length; i++) {
    const open = chance(rng, 0.2) ? price * Math.exp(0.05 * rng.normal()) : price;
    const close = chance(rng, 0.1) ? open : open * Math.exp(0.03 * rng.normal());
    const high = Math.max(open, close) * (chance(rng, 0.2) ? 1 : 1 + 0.03 * Math.abs(rng.normal()));
    const low = Math.min(open, close) / (chance(rng, 0.2) ? 1 : 1 + 0.03 * Math.abs(rng.normal()));
    columns.time.push(time);
    columns.open.push(open);
    columns.high.push(high);
    columns.low.push(low);
    columns.close.push(close);
    time += timeframeMs * (chance(rng, 0.05) ? 3 : 1);
    price = close;
  }
  return createBars({ symbol, timeframeMs, ...columns });
}

function randomLevel(rng: Rng, series: Float64Array, scale: number, hasStop: boolean): Level {
  const value = scale * (0.2 + rng.next());
  const unit = pick(rng, hasStop ? (['fraction', 'distance', 'risk'] as const) : (['fraction', 'distance'] as const));
  if (chance(rng, 0.1)) return { unit: 'price', value: 100 * (0.8 + 0.4 * rng.next()) };
  if (unit === 'risk') return { unit, value: value * 40 };
  if (unit === 'distance') return chance(rng, 0.5) ? { unit, value: value * 40, series } : { unit, value: value * 100 };
  return { unit, value };
}

/** Random exit rules; a ladder of random units may be refused at the fill, which is part of the test. */
export function randomExits(rng: Rng, series: Float64Array): ExitRules {
  const hasStop = chance(rng, 0.7);
  const count = rng.int(4);
  const unit = pick(rng, hasStop ? (['fraction', 'risk'] as const) : (['fraction'] as const));
  let value = 0;
  const targets = Array.from({ length: count }, (_, k) => {
    value += (unit === 'risk' ? 1 : 0.02) * (0.1 + rng.next());
    const stopTo = pick(rng, [
      undefined,
      'entry',
      k === 0 ? 'entry' : 'previousTarget',
      { unit: 'fraction', value: 0.001 },
    ] as const);
    return { unit, value, fraction: (chance(rng, 0.5) ? 1 : 0.8) / count, ...(stopTo === undefined ? {} : { stopTo }) };
  });
  return {
    ...(hasStop ? { stop: randomLevel(rng, series, 0.05, false) } : {}),
    ...(count > 0 ? { targets } : {}),
    ...(chance(rng, 0.4)
      ? {
          trail: {
            unit: 'distance' as const,
            value: 1 + rng.next(),
            ...(chance(rng, 0.7) ? { series } : {}),
            refresh: pick(rng, ['entry', 'bar'] as const),
            follow: pick(rng, ['extreme', 'close'] as const),
            ...(chance(rng, 0.5) ? { activation: randomLevel(rng, series, 0.02, hasStop) } : {}),
          },
        }
      : {}),
    ...(chance(rng, 0.3) ? { maxBars: 1 + rng.int(10) } : {}),
  };
}

/** A random plan and configuration on random bars. */
export function randomCase(seed: number): RandomCase {
  const rng = createRng(seed, 'engine case');
  const length = 2 + rng.int(80);
  const bars = randomBars(rng, length);
  const series = Float64Array.from({ length }, () => (chance(rng, 0.02) ? Number.NaN : 0.5 + 2 * rng.next()));
  const hasStop = chance(rng, 0.7);
  const exits = randomExits(rng, series);
  const sizings: Sizing[] = [
    { kind: 'units', value: 3 },
    { kind: 'cash', value: 5000 },
    { kind: 'fraction', value: 1 },
    { kind: 'fraction', value: 2.5 },
    { kind: 'risk', value: 0.02, base: pick(rng, ['equity', 'initial'] as const) },
  ];
  const stopsFirst = chance(rng, 0.15);
  const intrabar: IntrabarPolicy = pick(rng, [
    'worst',
    'worst',
    'best',
    'ohlc',
    'olhc',
    'nearestExtreme',
    'magnifier',
  ] as const);
  return {
    bars,
    plan: {
      signal: Int8Array.from({ length }, () => pick(rng, [0, 0, 0, 1, -1])),
      ...(chance(rng, 0.4) ? { exit: Int8Array.from({ length }, () => pick(rng, [0, 0, 0, 0, 1, -1, 2])) } : {}),
      ...(chance(rng, 0.3) ? { weight: Float64Array.from({ length }, () => pick(rng, [0, 0.5, 1, 2])) } : {}),
      ...exits,
    },
    config: {
      entry: pick(rng, ['nextOpen', 'nextOpen', 'close'] as const),
      sides: pick(rng, ['both', 'both', 'long', 'short'] as const),
      onOpposite: pick(rng, ['reverse', 'close', 'ignore'] as const),
      sizing: pick(rng, hasStop ? sizings : sizings.slice(0, 4)),
      costs: {
        feeBps: pick(rng, [0, 5, 30]),
        slippageBps: pick(rng, [0, 2, 20]),
        makerFeeBps: pick(rng, [-1, 0, 5]),
        slipTargets: chance(rng, 0.5),
        charge: pick(rng, ['perFill', 'perFill', 'entryNotional'] as const),
      },
      maxLeverage: pick(rng, [1, 5, 50]),
      maintenanceMargin: pick(rng, [0.005, 0.005, 0, null]),
      quantityStep: pick(rng, [0, 0, 0.1, 7]),
      intrabar,
      ...(intrabar === 'magnifier' ? { magnifier: randomBars(rng, length * 2, 'CHILD', 30_000) } : {}),
      entryBarStops: stopsFirst ? false : chance(rng, 0.7),
      gapFill: chance(rng, 0.7),
      movedStop: pick(rng, ['nextBar', 'sameBar'] as const),
      stopMoves: pick(rng, ['tighten', 'assign'] as const),
      ladder: pick(rng, ['strict', 'literal'] as const),
      barOrder: stopsFirst ? 'stopsFirst' : 'openFirst',
      trailEntryBar: chance(rng, 0.5),
      equity: pick(rng, ['markToMarket', 'markToMarket', 'realised'] as const),
      ...(chance(rng, 0.3)
        ? { funding: Float64Array.from({ length }, () => pick(rng, [0, 0, 0, 0.001, -0.002])) }
        : {}),
      closeAtEnd: chance(rng, 0.3),
      tradeFrom: chance(rng, 0.2) ? rng.int(length) : 0,
    },
  };
}
