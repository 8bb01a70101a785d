import { createRng } from '@quantblocks/core';
import type { PortfolioAsset, PortfolioLine, PortfolioTogether, PortfolioView } from '../../src/index.ts';
import { sampleSearch } from '../search/sample-search.ts';

const START = Date.UTC(2024, 2, 10);
const DAY = 864e5;

/** Growth that wanders, one value per day. */
export function sampleCurve(days: number, key: string, drift = 0): NonNullable<PortfolioAsset['curve']> {
  const rng = createRng(3, key);
  const walk = (mean: number, size: number): Float64Array => {
    let wealth = 1;
    return Float64Array.from({ length: days }, () => {
      wealth *= 1 + mean + size * rng.normal();
      return wealth;
    });
  };
  const time = Float64Array.from({ length: days }, (_, day) => START + day * DAY);
  return { time, value: walk(drift, 0.002), benchmark: walk(0, 0.03) };
}

export function sampleLine(name: string, overrides: Partial<PortfolioLine> = {}): PortfolioLine {
  return {
    name,
    role: 'evidence',
    status: 'fail',
    question: `Is ${name} what it seems?`,
    pValue: 0.25,
    explanation: 'A quarter of all noise does as well.',
    warnings: [],
    wouldChange: 'About 900 bars more.',
    ...overrides,
  };
}

/** An asset that was tested. */
export function sampleAsset(name: string, overrides: Partial<PortfolioAsset> = {}): PortfolioAsset {
  const curve = sampleCurve(400, name);
  return {
    name,
    status: 'fail',
    reason: '3 of 5 deciding lines passed; not so outOfSample.',
    phase: 'rescue',
    trials: 1200,
    inSampleSharpe: 2.5,
    deflated: 0.4,
    figures: {
      sharpe: 0.5,
      totalReturn: 0.04,
      buyAndHold: 0.2,
      maxDrawdown: -0.06,
      exposure: 0.4,
      profitFactor: 1.2,
      positions: 61,
      efficiency: 0.2,
    },
    verdict: {
      status: 'fail',
      explanation: '3 of 5 deciding lines passed.',
      warnings: ['Answered by the caller: costs.'],
      lines: [
        sampleLine('outOfSample'),
        sampleLine('lookAhead', { role: 'condition', status: 'pass', pValue: Number.NaN, wouldChange: '' }),
        sampleLine('plateau', { role: 'advice', status: 'insufficient', pValue: Number.NaN }),
      ],
    },
    curve,
    folds: [0, 1, 2].map((fold) => ({
      from: curve.time[fold * 133],
      to: curve.time[fold * 133 + 132],
      variant: fold === 1 ? 'senkouB 26' : '',
      params: { 'exits.stop': fold === 2 ? 4 : 3, tenkan: 9 },
      inSampleSharpe: 2 + fold,
      sharpe: 1 - fold,
      totalReturn: 0.03 - 0.02 * fold,
      buyAndHold: 0.1,
      exposure: 0.4,
      positions: fold === 2 ? 0 : 30,
    })),
    costs: {
      curve: [0, 4, 7, 10, 14].map((costBps) => ({ costBps, value: 0.08 - 0.01 * costBps })),
      assumedBps: 7,
      explanation: 'It earns up to 8 bps.',
    },
    searches: [sampleSearch(60)],
    ...overrides,
  };
}

/** A portfolio of the given names. */
export function sampleTogether(assets: readonly string[]): PortfolioTogether {
  const curve = sampleCurve(300, 'together', 0.0005);
  return {
    status: 'pass',
    reason: '',
    assets,
    weights: Float64Array.from(assets, () => 1 / assets.length),
    curve,
    figures: [
      { name: 'Walk-forward weights', sharpe: 1.1, totalReturn: 0.15, maxDrawdown: -0.04 },
      { name: 'Equal weights', sharpe: 1.2, totalReturn: 0.16, maxDrawdown: -0.05 },
    ],
    diversificationRatio: 1.4,
    effectiveBets: 1.8,
    correlation: Float64Array.from({ length: assets.length ** 2 }, (_, k) =>
      k % (assets.length + 1) === 0 ? 1 : -0.3,
    ),
    drawdown: {
      time: curve.time,
      down: Int32Array.from({ length: 300 }, (_, day) => (day > 100 && day < 140 ? 2 : 0)),
      explanation: 'The portfolio falls by 4 % at most.',
    },
  };
}

/** Two that passed, one that did not, one that was given up after screening. */
export function samplePortfolio(overrides: Partial<PortfolioView> = {}): PortfolioView {
  const screened = { figures: null, verdict: null, curve: null, folds: [], costs: null, searches: [] };
  const assets = [
    sampleAsset('BTC', { status: 'pass', reason: '' }),
    sampleAsset('ETH', { status: 'pass', reason: '', inSampleSharpe: 3.5 }),
    sampleAsset('SOL', { deflated: 0.7 }),
    sampleAsset('XRP', {
      ...screened,
      phase: 'screen',
      trials: 400,
      reason: 'not so: wfe > 0.5',
      deflated: Number.NaN,
    }),
  ];
  return {
    title: 'A sample',
    strategy: 'demo',
    assets,
    together: sampleTogether(['BTC', 'ETH']),
    data: assets.map(({ name }) => ({
      asset: name,
      file: `data/${name}.csv`,
      bars: 9600,
      from: '2024-03-10T00:00:00.000Z',
      to: '2025-04-13T23:00:00.000Z',
      hash: '3bbf440a2b3b3135eea74df74ec75de546f52524036c67ad83e3cc5eede71bb0',
    })),
    config: [
      ['seed', '1'],
      ['validate.folds', '3'],
    ],
    ...overrides,
  };
}
