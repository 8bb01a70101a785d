import { type Bars, mean, sliceBars, standardDeviation } from '@quantblocks/core';
import { type AssetTruth, type EdgeKind, edgePositions, syntheticMarket } from '@quantblocks/data';
import { createWorkspace, type SimulationConfig, simulate } from '@quantblocks/engine';
import { equityToReturns, riskReturnRatio } from '@quantblocks/metrics';
import { createStudy, optimize, TrialLedger } from '@quantblocks/optimizer';
import { afterAll, describe, expect, it } from 'vitest';
import { suite } from '../../src/suite/suite.ts';
import type { SuiteLineName } from '../../src/suite/suite-line.ts';
import { MAX_LOOKBACK, type MoveRule, moveRules, moveSpace } from './move-rules.ts';
import { RateTable } from './rate.ts';
import { isSlow, markdownTable, writeSection } from './report.ts';

/** Trends of the reduced form are short, so that its few bars see some. */
const { markets, inSample, outOfSample, trials, strengths, trendBars } = isSlow
  ? { markets: 40, inSample: 17_532, outOfSample: 8_766, trials: 40, strengths: [2, 4, 8], trendBars: 240 }
  : { markets: 5, inSample: 6_000, outOfSample: 3_000, trials: 15, strengths: [9], trendBars: 60 };
const RESAMPLES = 499;
/** Of a liquid future: three basis points a fill. */
const COSTS = { feeBps: 2, slippageBps: 1 };

interface Cell {
  readonly name: string;
  readonly edge: EdgeKind;
  readonly strength: number;
}
const NONE: Cell = { name: 'none', edge: 'none', strength: 1 };
const CELLS: readonly Cell[] = [
  NONE,
  ...(['trend', 'meanReversion'] as const).flatMap((edge) =>
    strengths.map((strength) => ({ name: `${edge} ${strength}`, edge, strength })),
  ),
];

const SUITE = 'suite';
const LINES = ['selection', 'outOfSample', 'lookAhead', 'warmUp', 'costs'] as const satisfies readonly SuiteLineName[];
/** The costs line asks for ten closed positions. */
const FEW = 'too few positions';
const YARDSTICK = 'best rule t > 1.645';
const rates = new RateTable(
  CELLS.map(({ name }) => name),
  [SUITE, ...LINES, FEW, YARDSTICK],
);
/** t statistics out of sample, of the best causal rule and of the chosen strategy. */
const found = new Map<string, { best: number[]; chosen: number[] }>(
  CELLS.map(({ name }) => [name, { best: [], chosen: [] }]),
);

async function judge({ name, edge, strength }: Cell, seed: number): Promise<void> {
  const asset = { symbol: 'ALFA', edge, strength, ...(edge === 'trend' && { edgeBars: trendBars }) };
  const market = syntheticMarket({ seed, assets: [asset], bars: inSample + outOfSample });
  const bars = market.bars[0];
  const { params, ledger } = await search(sliceBars(bars, 0, inSample), seed);
  // Held out, after as many bars as the longest rule needs.
  const tested = sliceBars(bars, inSample - MAX_LOOKBACK - 1);
  const config: SimulationConfig = { costs: COSTS, tradeFrom: MAX_LOOKBACK + 1 };
  const returns = returnsOf(tested, params, config).slice(MAX_LOOKBACK + 1);
  const verdict = await suite(
    ledger,
    { returns },
    {
      resamples: RESAMPLES,
      seed,
      strategy: { definition: moveRules, params, bars: tested, config },
      waive: ['overfitting', 'deflatedSharpe', 'delay', 'missedFills', 'noise', 'concentration'],
    },
  );
  rates.at(name, SUITE).add(verdict.status === 'pass');
  for (const line of LINES) {
    rates.at(name, line).add(verdict.lines.find((other) => other.line === line)?.details?.status === 'pass');
  }
  const costs = verdict.lines.find(({ line }) => line === 'costs');
  rates.at(name, FEW).add(costs?.status === 'insufficient');
  found.get(name)?.chosen.push(tOf(returns));
  // Without an edge no rule is better than another.
  if (edge === 'none') return;
  const best = tOf(yardstick(bars, market.truth.assets[0]));
  rates.at(name, YARDSTICK).add(best > 1.645);
  found.get(name)?.best.push(best);
}

/** Every trial leaves its returns in the ledger; the best by Sharpe ratio is chosen. */
async function search(bars: Bars, seed: number): Promise<{ params: MoveRule; ledger: TrialLedger }> {
  const study = createStudy({ space: moveSpace, seed, direction: 'maximize' });
  const workspace = createWorkspace(bars.length);
  const config: SimulationConfig = { costs: COSTS, tradeFrom: MAX_LOOKBACK };
  await optimize(
    study,
    (params) => {
      const returns = returnsOf(bars, params, config, workspace).slice(MAX_LOOKBACK);
      const ratio = riskReturnRatio(returns);
      return { value: Number.isFinite(ratio) ? ratio : 0, returns };
    },
    { trials },
  );
  return { params: study.best?.params ?? moveRules.defaults, ledger: new TrialLedger({ rules: study }) };
}

function returnsOf(
  bars: Bars,
  params: MoveRule,
  config: SimulationConfig,
  workspace = createWorkspace(bars.length),
): Float64Array {
  const result = simulate(bars, moveRules.prepare(bars).plan(params), config, workspace);
  return equityToReturns(result.equity, result);
}

/** What the best causal rule earns out of sample, in standard deviations of each bar. */
function yardstick(bars: Bars, truth: AssetTruth): Float64Array {
  const positions = edgePositions(bars, truth);
  return Float64Array.from({ length: outOfSample }, (_, k) => {
    const i = inSample + k;
    return (positions[i] * Math.log(bars.close[i] / bars.close[i - 1])) / truth.volatility[i];
  });
}

function tOf(returns: Float64Array): number {
  const deviation = standardDeviation(returns);
  return deviation > 0 ? (mean(returns) / deviation) * Math.sqrt(returns.length) : 0;
}

describe('a search, its held-out bars and the suite', () => {
  it.each(CELLS.map((cell) => [cell.name, cell] as const))(
    'say what is there in markets with the edge: %s',
    async (name, cell) => {
      for (let seed = 1; seed <= markets; seed++) await judge(cell, seed);
      const rate = rates.at(name, SUITE);
      if (cell === NONE) expect(rate.isWithin(0, 0.05, 2), `${rate}`).toBe(true);
      expect(rates.at(name, 'lookAhead').hits).toBe(markets);
      expect(rates.at(name, 'warmUp').hits).toBe(markets);
      if (cell.strength < Math.max(...strengths)) return;
      for (const line of ['selection', 'outOfSample']) {
        expect(rates.at(name, line).value, line).toBeGreaterThanOrEqual(isSlow ? 0.8 : 0.5);
      }
      expect(rate.value).toBeGreaterThanOrEqual(0.5);
    },
    3_600_000,
  );
});

afterAll(() => {
  if (!isSlow || rates.cells().length === 0) return;
  const average = (values: readonly number[] = []): string => (values.length > 0 ? mean(values).toFixed(1) : '');
  const rows = CELLS.map(({ name }) => [
    name,
    ...rates.columns.map((column) => `${rates.at(name, column)}`),
    average(found.get(name)?.chosen),
    average(found.get(name)?.best),
  ]);
  writeSection('The whole chain on markets with a planted edge', [
    `Hourly \`syntheticMarket\` of one asset: ${inSample} bars in sample, where a search of ${trials} trials chooses momentum or reversal, lookback (4 to ${MAX_LOOKBACK} bars) and threshold by Sharpe ratio, and ${outOfSample} bars held out. Costs: ${COSTS.feeBps} bps fee and ${COSTS.slippageBps} bps slippage a fill. The suite has the ledger, the held-out returns and the strategy; ${markets} markets per cell, ${RESAMPLES} resamples. The number behind an edge is the Sharpe ratio per year of the best causal rule before costs, a concession no strategy gets: it knows volatility and the parameters of the edge.`,
    markdownTable(['edge', ...rates.columns.map((column) => `${column}, %`), 'chosen t', 'best rule t'], rows),
    `Without an edge the chain passes ${rates.at('none', SUITE)} % of markets (specificity ${(100 * (1 - rates.at('none', SUITE).value)).toFixed(1)} %). t is that of the mean over the held-out bars, averaged over markets: a year that gives the best rule a t of 2 cannot give a search with costs a pass in most markets.`,
    `The costs line is insufficient, and the suite with it, where fewer than ten positions closed ("${FEW}").`,
  ]);
});
