import { simulate } from '@quantblocks/engine';
import {
  createFinalTrigger,
  defaultParams,
  type FinalTriggerParams,
  parseFinalTriggerParams,
  runSignalMachine,
  simulationConfig,
} from '@quantblocks/final-trigger';
import { benchmarkBars } from './benchmark-bars.ts';
import { compare } from './harness.ts';

const bars = benchmarkBars();
const strategy = createFinalTrigger('compat');
const defaults = defaultParams('compat');
const allFilters = parseFinalTriggerParams({
  priceTolerance: 1e-4,
  maFilter: true,
  fiveInOne: { distance: true, volume: { kind: 'adLine' }, regressionCloud: true, kamaOscillator: {} },
});
const config = simulationConfig(defaults, 'compat');

const cold = (params: FinalTriggerParams) => () =>
  simulate(bars, strategy.prepare(bars).plan(params), config).finalEquity;

const prepared = strategy.prepare(bars);
const conditions = prepared.conditions(defaults);
const averaged = prepared.conditions(allFilters);
let trial = 0;
const exitTrial = (): number => {
  const stopAtr = 2 + (trial++ % 100) / 50;
  return simulate(bars, prepared.plan({ ...defaults, stopAtr }), config).finalEquity;
};
const grid = (): number => {
  const fresh = strategy.prepare(bars);
  let best = Number.NEGATIVE_INFINITY;
  for (let tenkan = 7; tenkan <= 11; tenkan++)
    for (let kijun = 24; kijun <= 28; kijun++)
      for (let fiveTenkan = 7; fiveTenkan <= 11; fiveTenkan++)
        for (let fiveKijun = 24; fiveKijun <= 28; fiveKijun++) {
          const params: FinalTriggerParams = {
            ...defaults,
            ichimoku: { tenkan, kijun, senkouB: 52 },
            fiveInOne: {
              ...defaults.fiveInOne,
              ichimoku: { tenkan: fiveTenkan, kijun: fiveKijun, senkouB: 52, bear: 'light' },
            },
          };
          best = Math.max(best, simulate(bars, fresh.plan(params), config).finalEquity);
        }
  return best;
};

compare(
  `FINAL TRIGGER on ${bars.length} bars of ${bars.symbol}, one backtest`,
  [
    { name: 'default filters, fresh bars', run: cold(defaults) },
    { name: 'all filters and MAMA/KAMA, fresh bars', run: cold(allFilters) },
    { name: 'other exit parameters only', run: exitTrial },
    { name: 'state machine alone', run: () => runSignalMachine(conditions, defaults) },
    { name: 'state machine alone, MAMA/KAMA on', run: () => runSignalMachine(averaged, allFilters) },
  ],
  { unit: 'ms' },
);
compare('sensitivity grid: 625 backtests, fresh bars', [{ name: '5 x 5 x 5 x 5 lengths', run: grid }], {
  unit: 'ms',
  rounds: 5,
  repeats: 1,
});

compare(
  'series of the default and of all filters, fresh bars',
  (
    [
      ['ATR', (fresh) => fresh.series.atr(14)],
      ['Ichimoku 9/26/52', (fresh) => fresh.series.ichimoku(defaults.ichimoku)],
      ['MAMA, FAMA, KAMA', (fresh) => fresh.series.averages(20)],
      ['distance', (fresh) => fresh.series.distance()],
      ['A/D line', (fresh) => fresh.series.volume({ kind: 'adLine', period: 50 })],
      ['regression cloud', (fresh) => fresh.series.regressionCloud()],
      [
        'KAMA oscillator',
        (fresh) => fresh.series.kamaOscillator({ erPeriod: 8, fast: 7, slow: 19, normPeriod: 50, normalise: true }),
      ],
      ['regime labels', (fresh) => fresh.series.regimes()],
    ] as const satisfies readonly (readonly [string, (fresh: ReturnType<typeof strategy.prepare>) => unknown])[]
  ).map(([name, run]) => ({ name, run: () => run(strategy.prepare(bars)) })),
  { unit: 'ms' },
);
