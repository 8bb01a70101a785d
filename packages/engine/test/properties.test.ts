import { createRng, sliceBars } from '@quantblocks/core';
import {
  type BacktestResult,
  type BarContext,
  EXIT_REASONS,
  type ExitRules,
  type OrderPlan,
  runStrategy,
  simulate,
  simulatePortfolio,
} from '@quantblocks/engine';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RandomCase, randomBars, randomCase } from './arbitraries.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const runs = { numRuns: 500 };

function exitsOf({ stop, targets, trail, maxBars }: OrderPlan): ExitRules {
  return {
    ...(stop === undefined ? {} : { stop }),
    ...(targets === undefined ? {} : { targets }),
    ...(trail === undefined ? {} : { trail }),
    ...(maxBars === undefined ? {} : { maxBars }),
  };
}

/** Answers every bar with what the plan says: the event twin of a batch run. */
function replay(plan: OrderPlan): (bar: BarContext) => void {
  const exits = exitsOf(plan);
  return (bar) => {
    const i = bar.index;
    const signal = plan.signal[i];
    if (signal !== 0) bar.enter(signal > 0 ? 1 : -1, exits, plan.weight?.[i] ?? 1);
    const exit = plan.exit?.[i] ?? 0;
    if (exit === 2 || (exit !== 0 && exit === bar.side)) bar.exit();
  };
}

function rowsOf(result: BacktestResult): unknown {
  const table = ({ length, ...columns }: Record<string, unknown> & { length: number }) =>
    Object.entries(columns).map(([name, column]) => [name, Array.from(column as Float64Array).slice(0, length)]);
  const { equity, positions, legs, rejections, config: _, ...rest } = result;
  return [Array.from(equity), table({ ...positions }), table({ ...legs }), table({ ...rejections }), rest];
}

// One exit code of a plan speaks to a side; an event strategy only knows the side it has at the decision. The two agree unless
// the position turns between decision and fill, so side-specific codes are left to positions that cannot turn.
function isComparable({ plan, config }: RandomCase): boolean {
  return plan.exit === undefined || plan.exit.every((code) => code === 0 || code === 2) || config.entry === 'close';
}

describe('one kernel', () => {
  it('batch and event form agree bit for bit', () => {
    fc.assert(
      fc.property(seeds.map(randomCase).filter(isComparable), ({ bars, plan, config }) => {
        const batch = simulate(bars, plan, config);
        const events = runStrategy(bars, replay(plan), config);
        expect(rowsOf(events)).toEqual(rowsOf(batch));
      }),
      runs,
    );
  });

  it('a portfolio of one asset is the simulation of that asset', () => {
    fc.assert(
      fc.property(seeds.map(randomCase), ({ bars, plan, config: { funding, magnifier, ...config } }) => {
        if (config.barOrder === 'stopsFirst') return;
        const shared = { ...config, ...(magnifier === undefined ? {} : { magnifier }) };
        const alone = simulate(bars, plan, { ...shared, ...(funding === undefined ? {} : { funding }) });
        const asset = {
          bars,
          plan,
          ...(funding === undefined ? {} : { funding }),
          ...(magnifier === undefined ? {} : { magnifier }),
        };
        const portfolio = simulatePortfolio([asset], shared);
        expect(Array.from(portfolio.equity)).toEqual(Array.from(alone.equity));
        expect(portfolio.finalEquity).toBe(alone.finalEquity);
        const [{ positions }] = portfolio.assets;
        expect(Array.from(positions.netPnl)).toEqual(Array.from(alone.positions.netPnl));
      }),
      { numRuns: 200 },
    );
  });

  it('the fast form without equity finds the same positions', () => {
    fc.assert(
      fc.property(seeds.map(randomCase), ({ bars, plan, config }) => {
        const marked = simulate(bars, plan, { ...config, equity: 'markToMarket' });
        const fast = simulate(bars, plan, { ...config, equity: 'none' });
        expect(Array.from(fast.positions.netPnl)).toEqual(Array.from(marked.positions.netPnl));
        expect(fast.finalEquity).toBe(marked.finalEquity);
        expect(fast.exposureBars).toBe(marked.exposureBars);
      }),
      runs,
    );
  });
});

describe('invariants on random bars', () => {
  const check = (title: string, property: (result: BacktestResult, input: RandomCase) => void): void => {
    it(title, () => {
      fc.assert(
        fc.property(seeds.map(randomCase), (input) => property(simulate(input.bars, input.plan, input.config), input)),
        runs,
      );
    });
  };

  check('cash is conserved: capital plus every net result plus the open position is the final equity', (result) => {
    const closed = result.positions.netPnl.reduce((total, pnl) => total + pnl, 0);
    if (result.config.equity === 'realised' && result.open !== null) return;
    const expected = result.initialCapital + closed + (result.open?.netPnl ?? 0);
    expectClose(result.finalEquity, expected, { rtol: 1e-9, atol: 1e-6 });
    expect(result.equity.at(-1)).toBe(result.finalEquity);
  });

  check('legs add up to their position', ({ positions, legs }) => {
    const gross = new Float64Array(positions.length);
    const costs = new Float64Array(positions.length);
    const quantity = new Float64Array(positions.length);
    for (let i = 0; i < legs.length; i++) {
      if (legs.position[i] >= positions.length) continue;
      gross[legs.position[i]] += legs.grossPnl[i];
      costs[legs.position[i]] += legs.costs[i];
      quantity[legs.position[i]] += legs.quantity[i];
    }
    expectClose(gross, positions.grossPnl, { rtol: 1e-9, atol: 1e-7 });
    expectClose(
      costs,
      positions.fees.map((fee, i) => fee + positions.slippage[i]),
      { rtol: 1e-9, atol: 1e-7 },
    );
    expectClose(quantity, positions.quantity, { rtol: 1e-9 });
  });

  check('no fill lies outside its bar where gaps fill at the open', ({ positions, legs, config }, { bars }) => {
    for (let p = 0; p < positions.length; p++) {
      const bar = positions.entryBar[p];
      expect(positions.entryPrice[p]).toBe(config.entry === 'close' ? bars.close[bar] : bars.open[bar]);
    }
    // A magnified fill lies in a child bar, which random children do not keep inside their parent.
    if (!config.gapFill || config.hasMagnifier) return;
    for (let i = 0; i < legs.length; i++) {
      const bar = legs.exitBar[i];
      const slack = 1e-12 * bars.high[bar];
      expect(legs.exitPrice[i]).toBeLessThanOrEqual(bars.high[bar] + slack);
      expect(legs.exitPrice[i]).toBeGreaterThanOrEqual(bars.low[bar] - slack);
    }
  });

  check('positions follow one another and never overlap', ({ positions, open }) => {
    for (let p = 0; p < positions.length; p++) {
      expect(positions.exitBar[p]).toBeGreaterThanOrEqual(positions.entryBar[p]);
      if (p > 0) expect(positions.entryBar[p]).toBeGreaterThanOrEqual(positions.exitBar[p - 1]);
    }
    if (open !== null && positions.length > 0)
      expect(open.entryBar).toBeGreaterThanOrEqual(positions.exitBar[positions.length - 1]);
  });

  check('marked equity is cash plus position at every close', (result, { bars }) => {
    if (result.config.equity !== 'markToMarket') return;
    // Rebuild equity bar by bar from fills alone: an account that knows nothing of the simulator.
    const { positions, legs } = result;
    if (result.config.hasFunding || result.open !== null) return;
    const flows = new Float64Array(bars.length);
    const held = new Float64Array(bars.length);
    for (let p = 0; p < positions.length; p++) {
      let left = positions.quantity[p];
      let bar = positions.entryBar[p];
      for (let i = 0; i < legs.length; i++) {
        if (legs.position[i] !== p) continue;
        for (; bar < legs.exitBar[i]; bar++)
          held[bar] += positions.side[p] * left * (bars.close[bar] - positions.entryPrice[p]);
        left -= legs.quantity[i];
        flows[legs.exitBar[i]] += legs.grossPnl[i];
      }
    }
    let realised = result.initialCapital;
    const gross = flows.map((flow, i) => {
      realised += flow;
      return realised + held[i];
    });
    // Costs only ever take away, and by the end they have taken exactly what was reported.
    const paid = gross.map((value, i) => value - result.equity[i]);
    if (result.config.costs.makerFeeBps >= 0) {
      for (let i = 1; i < paid.length; i++) expect(paid[i]).toBeGreaterThanOrEqual(paid[i - 1] - 1e-6);
    }
    expectClose(paid[paid.length - 1], result.fees + result.slippage, { rtol: 1e-9, atol: 1e-6 });
  });

  check('every stop-type exit has a stop to blame', ({ positions }, { plan }) => {
    for (let p = 0; p < positions.length; p++) {
      const reason = EXIT_REASONS[positions.reason[p]];
      if (reason === 'target') expect(plan.targets?.length).toBeGreaterThan(0);
      if (reason === 'time') expect(plan.maxBars).toBeDefined();
      if (reason === 'trail') expect(plan.trail).toBeDefined();
    }
  });

  it('the past does not change when the future becomes known', () => {
    fc.assert(
      fc.property(
        seeds.map(randomCase),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ bars, plan, config }, share) => {
          const cut = 1 + Math.floor(share * (bars.length - 1));
          const whole = simulate(bars, plan, { ...config, closeAtEnd: false, tradeFrom: 0 });
          const head = <T extends Int8Array | Float64Array>(series: T): T => series.slice(0, cut) as T;
          const cutLevel = <L extends { series?: Float64Array }>(level: L): L =>
            level.series === undefined ? level : { ...level, series: head(level.series) };
          const { stop, trail } = plan;
          const known = simulate(
            sliceBars(bars, 0, cut),
            {
              ...plan,
              signal: head(plan.signal),
              ...(plan.exit === undefined ? {} : { exit: head(plan.exit) }),
              ...(plan.weight === undefined ? {} : { weight: head(plan.weight) }),
              ...(stop === undefined ? {} : { stop: cutLevel(stop) }),
              ...(trail === undefined
                ? {}
                : {
                    trail: {
                      ...cutLevel(trail),
                      ...(trail.activation === undefined ? {} : { activation: cutLevel(trail.activation) }),
                    },
                  }),
            },
            {
              ...config,
              closeAtEnd: false,
              tradeFrom: 0,
              ...(config.funding === undefined ? {} : { funding: head(config.funding) }),
            },
          );
          expect(Array.from(known.equity)).toEqual(Array.from(whole.equity.subarray(0, cut)));
        },
      ),
      runs,
    );
  });
});

describe('simulatePortfolio', () => {
  it('conserves cash over several assets with their own stamps, whatever order they are given in', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const rng = createRng(seed, 'portfolio');
        const cases = ['A', 'B', 'C'].map((symbol, k) => {
          const { plan, bars } = randomCase(seed + k);
          return { plan, bars: { ...randomBars(rng, bars.length, symbol), symbol } };
        });
        const config = { sizing: { kind: 'fraction', value: 0.5 }, maxLeverage: 2 } as const;
        const result = simulatePortfolio(cases, config);
        const net = result.assets.reduce(
          (total, { positions, open }) =>
            total + positions.netPnl.reduce((sum, pnl) => sum + pnl, 0) + (open?.netPnl ?? 0),
          0,
        );
        expectClose(result.finalEquity, result.initialCapital + net, { rtol: 1e-9, atol: 1e-6 });
        const reversed = simulatePortfolio([...cases].reverse(), config);
        expect(Array.from(reversed.equity)).toEqual(Array.from(result.equity));
      }),
      { numRuns: 100 },
    );
  });
});
