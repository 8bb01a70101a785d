import { readdirSync } from 'node:fs';
import { REGIMES, regimeLabels } from '@quantblocks/final-trigger';
import { describeGolden, expectClose, readFloat64, readInt32 } from '@quantblocks/test-kit';
import { expect } from 'vitest';
import { type OriginalResampledStatistic, originalBootstrap } from '../../src/original/original-bootstrap.ts';
import { originalConcentration } from '../../src/original/original-concentration.ts';
import { originalCostStress } from '../../src/original/original-cost-stress.ts';
import { originalCpcv } from '../../src/original/original-cpcv.ts';
import {
  originalCscvDeflatedSharpe,
  originalLegDeflatedSharpe,
  originalProbabilisticSharpe,
} from '../../src/original/original-deflation.ts';
import { type OriginalCheck, originalDiagnosis } from '../../src/original/original-diagnosis.ts';
import { originalLegacyPbo } from '../../src/original/original-legacy-pbo.ts';
import { equityChanges, originalLegs, originalSharpe, realisedEquity } from '../../src/original/original-legs.ts';
import { originalMonteCarlo } from '../../src/original/original-monte-carlo.ts';
import { originalMultiPeriod } from '../../src/original/original-multi-period.ts';
import { originalPbo } from '../../src/original/original-pbo.ts';
import { originalRegime } from '../../src/original/original-regime.ts';
import { originalWalkForward } from '../../src/original/original-walk-forward.ts';
import { GoldenSuite } from './golden-suite.ts';

const PER_YEAR = 8766;
const exact = { rtol: 1e-10 };

// Portfolio goldens are the portfolio package's; a file that neither knows must not go unread.
const KNOWN = new Set([
  'base.json',
  'base_trades.csv',
  'bootstrap.json',
  'bootstrap_indices.i32',
  'diagnostics.json',
  'mc_u.f64',
  'monte_carlo.json',
  'multi_period.json',
  'overfitting.json',
  'pbo.json',
  'pbo_matrix.f64',
  'portfolio_returns.f64',
  'portfolio_weights.json',
  'regime_reconciliation.json',
  'stress.json',
  'trade_distribution.json',
  'wfe.json',
]);

describeGolden('final-trigger/guards', {}, ({ path }) => {
  expect(readdirSync(path).filter((file) => !KNOWN.has(file))).toEqual([]);
  const suite = new GoldenSuite(path);
  checkLegs(suite);
  checkMonteCarlo(suite);
  checkBootstrap(suite);
  checkConcentration(suite);
  checkCostStress(suite);
  checkRegime(suite);
  checkPbo(suite);
  checkDeflation(suite);
  checkMultiPeriod(suite);
  checkWalkForward(suite);
  checkDiagnosis(suite);
});

/** Return per bar of the realised equity of the stored legs. */
function barReturns(suite: GoldenSuite): Float64Array {
  const { n_bars, backtest } = suite.base;
  return equityChanges(realisedEquity(suite.storedLegs(), n_bars, backtest.initial_capital));
}

function checkLegs(suite: GoldenSuite): void {
  const stored = suite.storedLegs();
  const legs = originalLegs(suite.runner()().result);
  expect(Array.from(legs.entryBar)).toEqual(Array.from(stored.entryBar));
  expect(Array.from(legs.exitBar)).toEqual(Array.from(stored.exitBar));
  expect(Array.from(legs.side)).toEqual(Array.from(stored.side));
  expectClose(legs.quantity, stored.quantity, { rtol: 0, atol: 1e-8, label: 'quantity' });
  expectClose(legs.netPnl, stored.netPnl, { rtol: 0, atol: 1e-8, label: 'net PnL' });
  expectClose(originalSharpe(barReturns(suite), PER_YEAR), suite.base.metrics.sharpe_ratio, exact);
}

function checkMonteCarlo(suite: GoldenSuite): void {
  interface Draws {
    readonly sharpes: number[];
    readonly p_value: number;
  }
  const golden = suite.json<{
    iterations: number;
    n_legs_mapped: number;
    actual_sharpe: number;
    cost_rate: number;
    results: { original_all_long_signs: Draws; true_signs: Draws };
  }>('monte_carlo');
  const guard = originalMonteCarlo(suite.storedLegs(), suite.bars.close, {
    initialCapital: suite.base.backtest.initial_capital,
    periodsPerYear: PER_YEAR,
    costBps: golden.cost_rate * 10_000,
    simulations: golden.iterations,
    draws: readFloat64(suite.file('mc_u.f64')),
  });
  expect(guard.n).toBe(golden.n_legs_mapped);
  expectClose(guard.sharpe, golden.actual_sharpe, exact);
  // A Sharpe ratio near 0 is a difference of sums a thousand times its size.
  const close = { rtol: 1e-10, atol: 1e-13 };
  const { original_all_long_signs: faulty, true_signs: correct } = golden.results;
  expectClose(guard.sharpes, faulty.sharpes, { ...close, label: 'all long' });
  expectClose(guard.trueSides.sharpes, correct.sharpes, { ...close, label: 'true sides' });
  expectClose([guard.value, guard.trueSides.pValue], [faulty.p_value, correct.p_value], exact);
  expect(guard.pass).toBe(faulty.p_value < 0.05);
}

function checkBootstrap(suite: GoldenSuite): void {
  const golden = suite.json<{
    iterations: number;
    n: number;
    summary: Record<string, { mean: number; std: number; ci_lower_95: number; ci_upper_95: number }>;
  }>('bootstrap');
  const guard = originalBootstrap(suite.storedLegs(), {
    initialCapital: suite.base.backtest.initial_capital,
    resamples: golden.iterations,
    indices: readInt32(suite.file('bootstrap_indices.i32')),
  });
  const figures = ({ mean, standardDeviation, lower, upper }: OriginalResampledStatistic, scale = 1): number[] =>
    [mean, standardDeviation, lower, upper].map((value) => scale * value);
  const expected = (name: string): number[] => {
    const { mean, std, ci_lower_95, ci_upper_95 } = golden.summary[name];
    return [mean, std, ci_lower_95, ci_upper_95];
  };
  expect(guard.n).toBe(golden.n);
  expectClose(figures(guard.sharpe), expected('sharpe'), exact);
  expectClose(figures(guard.totalReturn, 100), expected('total_return'), exact);
  expectClose(figures(guard.profitFactor), expected('profit_factor'), exact);
  expect(guard.value).toBe(guard.sharpe.lower);
}

function checkConcentration(suite: GoldenSuite): void {
  interface Shares {
    readonly total_pnl: number;
    readonly pct_return_top_5: number;
    readonly pct_return_top_10: number;
  }
  const golden = suite.json<{ by_leg_original: Shares; by_signal: Shares; n_legs: number; n_signals: number }>(
    'trade_distribution',
  );
  const { byLeg, bySignal, totalPnl } = originalConcentration(suite.storedLegs());
  expect([byLeg.n, bySignal.n]).toEqual([golden.n_legs, golden.n_signals]);
  const percent = [byLeg.top5, byLeg.top10, bySignal.top5, bySignal.top10].map((share) => 100 * share);
  const { by_leg_original: leg, by_signal: signal } = golden;
  expectClose(
    [totalPnl, ...percent],
    [leg.total_pnl, leg.pct_return_top_5, leg.pct_return_top_10, signal.pct_return_top_5, signal.pct_return_top_10],
    exact,
  );
}

function checkCostStress(suite: GoldenSuite): void {
  const golden = suite.json<{
    scenarios: Record<
      'fees_bps' | 'slippage_bps' | 'total_return_pct' | 'sharpe' | 'max_drawdown_pct' | 'profit_factor' | 'legs',
      number
    >[];
    break_even_fees_bps: number;
    edge_buffer_bps: number;
    curve_fees_return_sharpe: [number, number, number][];
  }>('stress');
  const run = suite.runner();
  const stress = originalCostStress((feeBps, slippageBps) => run({ feeBps, slippageBps }));
  expect([stress.breakEvenFeeBps, stress.edgeBufferBps]).toEqual([golden.break_even_fees_bps, golden.edge_buffer_bps]);
  expectClose(
    stress.curve.flatMap(({ feeBps, totalReturn, sharpe }) => [feeBps, 100 * totalReturn, sharpe]),
    golden.curve_fees_return_sharpe.flat(),
    exact,
  );
  expectClose(
    stress.scenarios.flatMap(({ feeBps, slippageBps, totalReturn, sharpe }) => [
      feeBps,
      slippageBps,
      100 * totalReturn,
      sharpe,
    ]),
    golden.scenarios.flatMap((row) => [row.fees_bps, row.slippage_bps, row.total_return_pct, row.sharpe]),
    exact,
  );
  for (const row of golden.scenarios) {
    const { maxDrawdown, profitFactor, result } = run({ feeBps: row.fees_bps, slippageBps: row.slippage_bps });
    expectClose(
      [100 * maxDrawdown, profitFactor, result.legs.length],
      [row.max_drawdown_pct, row.profit_factor, row.legs],
      exact,
    );
  }
  const guarded = golden.scenarios.find((row) => row.fees_bps === 10 && row.slippage_bps === 5);
  expect(stress.pass).toBe((guarded?.sharpe ?? Number.NaN) > 1);
}

function checkRegime(suite: GoldenSuite): void {
  const golden = suite.json<{
    rows: { regime: string; trades: number; net_pnl: number; pct_of_total_pnl: number; avg_pnl_per_trade: number }[];
    mismatch_pct: number;
  }>('regime_reconciliation');
  const guard = originalRegime(suite.storedLegs(), { labels: regimeLabels(suite.bars), names: REGIMES });
  expect(guard.regimes.map(({ regime, legs }) => [regime, legs])).toEqual(
    golden.rows.map(({ regime, trades }) => [regime, trades]),
  );
  expectClose(
    guard.regimes.flatMap(({ netPnl, share, average }) => [netPnl, 100 * share, average]),
    golden.rows.flatMap((row) => [row.net_pnl, row.pct_of_total_pnl, row.avg_pnl_per_trade]),
    exact,
  );
  // Both are rounding errors of one sum in two orders.
  expectClose(100 * guard.value, golden.mismatch_pct, { rtol: 0, atol: 1e-12 });
}

function checkPbo(suite: GoldenSuite): void {
  interface Cscv {
    readonly pbo: number;
    readonly pass: boolean;
    readonly omega_mean: number;
    readonly omega_median: number;
    readonly lambda_mean: number;
    readonly lambda_median: number;
    readonly n_paths: number;
    readonly n_trials: number;
    readonly n_bars: number;
    readonly degradation: number;
    readonly details: Record<
      'n_folds' | 'purge_gap' | 'threshold' | 'omega_std' | 'omega_q25' | 'omega_q75' | 'lambda_std',
      number
    >;
    readonly omega_head: number[];
    readonly lambda_head: number[];
  }
  const golden = suite.json<Record<string, unknown> & { shape: [number, number] }>('pbo');
  const [trials, bars] = golden.shape;
  const values = readFloat64(suite.file('pbo_matrix.f64'));
  const matrix = Array.from({ length: trials }, (_, trial) => values.subarray(trial * bars, (trial + 1) * bars));
  const first = (count: number): Float64Array[] => matrix.map((row) => row.subarray(0, count));
  let compared = 0;
  for (const [name, entry] of Object.entries(golden)) {
    if (name === 'shape') continue;
    compared++;
    const firstBars = Number(/_first(\d+)$/.exec(name)?.[1] ?? bars);
    if (name.startsWith('cscv_')) {
      const expected = entry as Cscv;
      const guard = originalPbo(matrix, { folds: expected.details.n_folds, purge: expected.details.purge_gap });
      expect([guard.n, guard.trials, guard.bars, guard.pass, guard.threshold]).toEqual([
        expected.n_paths,
        expected.n_trials,
        expected.n_bars,
        expected.pass,
        expected.details.threshold,
      ]);
      const { omegaSummary: omega, lambdaSummary: lambda } = guard;
      expectClose(
        [guard.value, omega.mean, omega.median, omega.standardDeviation, omega.lowerQuartile, omega.upperQuartile],
        [
          expected.pbo,
          expected.omega_mean,
          expected.omega_median,
          expected.details.omega_std,
          expected.details.omega_q25,
          expected.details.omega_q75,
        ],
        exact,
      );
      expectClose(
        [lambda.mean, lambda.median, lambda.standardDeviation, guard.degradation],
        [expected.lambda_mean, expected.lambda_median, expected.details.lambda_std, expected.degradation],
        exact,
      );
      expectClose(guard.omega.subarray(0, expected.omega_head.length), expected.omega_head, exact);
      expectClose(guard.lambda.subarray(0, expected.lambda_head.length), expected.lambda_head, exact);
    } else if (name.startsWith('legacy_')) {
      const expected = entry as { pbo: number; n: number; ranks_head: number[] };
      const { pbo, ranks } = originalLegacyPbo(matrix, { splits: Number(name.slice('legacy_'.length)) });
      expect(ranks.length).toBe(expected.n);
      expectClose(pbo, expected.pbo, exact);
      expectClose(ranks.subarray(0, expected.ranks_head.length), expected.ranks_head, exact);
    } else if (name.startsWith('cpcv_6_2')) {
      const expected = entry as Record<string, number> & { passed: boolean; logits: number[] };
      const cpcv = originalCpcv(first(firstBars));
      expect([cpcv.ranks.length, cpcv.pass]).toEqual([expected.n_combinations, expected.passed]);
      expectClose(cpcv.ranks, expected.logits, exact);
      expectClose(
        [cpcv.pbo, cpcv.medianRank, cpcv.inSampleSharpe, cpcv.outOfSampleSharpe, cpcv.walkForwardEfficiency],
        [
          expected.pbo,
          expected.pbo_median_rank,
          expected.is_sharpes_mean,
          expected.oos_sharpes_mean,
          expected.wfe_cpcv,
        ],
        exact,
      );
    } else if (name.startsWith('worst_case')) {
      const expected = entry as {
        worst_sharpe: number;
        fragility_score: number;
        verdict: string;
        oos_sharpes: number[];
      };
      const { worstCase } = originalCpcv(first(firstBars));
      expectClose(worstCase.sharpes, expected.oos_sharpes, exact);
      expectClose([worstCase.worst, worstCase.fragility], [expected.worst_sharpe, expected.fragility_score], exact);
      expect(worstCase.verdict).toBe(expected.verdict);
    } else expect.fail(`${name} of pbo.json is not compared`);
  }
  expect(compared).toBeGreaterThan(0);
}

function checkDeflation(suite: GoldenSuite): void {
  interface Report {
    readonly n: number;
    readonly periods_per_year: number;
    readonly sr_period: number;
    readonly sr_annualized: number;
    readonly psr: number;
    readonly dsr: number | null;
    readonly sr_star: number | null;
  }
  const golden = suite.json<{
    psr_dsr_report_bar_returns: Record<string, Report>;
    'dsr_module_on_leg_returns(dsr,sr0)': Record<string, [number, number]>;
    dsr_cscv_module: {
      dsr: number;
      dsr_pvalue: number;
      expected_max_sharpe: number;
      pass: boolean;
      observed_sharpe: number;
      n_trials: number;
    };
  }>('overfitting');
  const returns = barReturns(suite);
  for (const [trials, row] of Object.entries(golden.psr_dsr_report_bar_returns)) {
    const answer = originalProbabilisticSharpe(returns, {
      ...(trials !== 'None' && { trials: Number(trials) }),
      periodsPerYear: row.periods_per_year,
    });
    expect(answer.n).toBe(row.n);
    expectClose(
      [answer.sharpe, answer.sharpePerYear, answer.psr, answer.dsr, answer.threshold],
      [row.sr_period, row.sr_annualized, row.psr, row.dsr ?? Number.NaN, row.sr_star ?? Number.NaN],
      exact,
    );
  }
  const legs = suite.storedLegs();
  const pnl = Float64Array.from(legs.netPnl, (value) => value / suite.base.backtest.initial_capital);
  for (const [trials, expected] of Object.entries(golden['dsr_module_on_leg_returns(dsr,sr0)'])) {
    const { dsr, threshold } = originalLegDeflatedSharpe(pnl, { trials: Number(trials) });
    expectClose([dsr, threshold], expected, exact);
  }
  const { dsr_cscv_module: module } = golden;
  const cscv = originalCscvDeflatedSharpe(returns, {
    sharpePerYear: originalSharpe(returns, PER_YEAR),
    trials: module.n_trials,
  });
  expectClose([cscv.dsr, cscv.threshold], [module.dsr, module.expected_max_sharpe], exact);
  expectClose(cscv.pValue, module.dsr_pvalue, { rtol: 1e-10, atol: 1e-15 });
  expect(cscv.pass).toBe(module.pass);
}

function checkMultiPeriod(suite: GoldenSuite): void {
  const golden = suite.json<{
    n_windows: number;
    consistency_ratio: number;
    verdict: string;
    oos_sharpes: number[];
  }>('multi_period');
  const answer = originalMultiPeriod(barReturns(suite), { windows: golden.n_windows });
  expectClose(answer.sharpes, golden.oos_sharpes, exact);
  expectClose(answer.consistency, golden.consistency_ratio, exact);
  expect(answer.verdict).toBe(golden.verdict);
}

function checkWalkForward(suite: GoldenSuite): void {
  interface Period {
    readonly bars: number;
    readonly legs: number;
    readonly signals: number;
    readonly sharpe: number;
    readonly total_return_pct: number;
    readonly max_drawdown_pct: number;
    readonly profit_factor: number;
  }
  const golden = suite.json<{
    is: Period;
    val: Period;
    oos: Period;
    wfe_pardo: number;
    return_efficiency: number;
  }>('wfe');
  const n = suite.bars.length;
  const ends = [0, Math.trunc(0.6 * n), Math.trunc(0.8 * n), n];
  const [inSample, , outOfSample] = [golden.is, golden.val, golden.oos].map((period, k) => {
    expect(ends[k + 1] - ends[k]).toBe(period.bars);
    const run = suite.runner(ends[k], ends[k + 1])();
    expectClose(
      [run.result.legs.length, run.signals, run.sharpe, 100 * run.totalReturn, 100 * run.maxDrawdown, run.profitFactor],
      [
        period.legs,
        period.signals,
        period.sharpe,
        period.total_return_pct,
        period.max_drawdown_pct,
        period.profit_factor,
      ],
      exact,
    );
    return run;
  });
  const guard = originalWalkForward({
    inSampleSharpe: inSample.sharpe,
    outOfSampleSharpe: outOfSample.sharpe,
    inSampleReturn: inSample.totalReturn,
    outOfSampleReturn: outOfSample.totalReturn,
  });
  expectClose([guard.value, guard.returnEfficiency], [golden.wfe_pardo, golden.return_efficiency], exact);
}

function checkDiagnosis(suite: GoldenSuite): void {
  interface Case {
    readonly row: Record<'oos_sharpe' | 'is_sharpe' | 'wfe' | 'oos_max_dd' | 'oos_trades', number>;
    readonly guards: {
      readonly guard001_pass: boolean;
      readonly guard001_p_value: number;
      readonly guard002_pass: boolean;
      readonly guard002_variance_pct: number;
      readonly guard003_pass: boolean;
      readonly guard003_sharpe_ci_lower: number;
    } | null;
    readonly overall: string;
    readonly checks: [string, string, string, string][];
    readonly recommended: {
      readonly trials_atr: number;
      readonly trials_ichi: number;
      readonly days_back: number;
      readonly test_displacement: boolean;
      readonly fix_displacement: number | null;
      readonly exclude_asset: boolean;
      readonly filter_mode: string;
    };
  }
  // Titles of the earlier system.
  const titles: Record<OriginalCheck['check'], string> = {
    sharpe: 'Sharpe Ratio OOS',
    walkForwardEfficiency: 'Walk-Forward Efficiency',
    drawdown: 'Max Drawdown OOS',
    legs: 'Nombre de Trades',
    degradation: 'Consistance IS/OOS',
    monteCarlo: 'Monte Carlo (GUARD-001)',
    sensitivity: 'Sensitivity (GUARD-002)',
    bootstrap: 'Bootstrap CI (GUARD-003)',
  };
  const cases = suite.json<Case[]>('diagnostics');
  expect(cases.length).toBeGreaterThan(0);
  for (const { row, guards, overall, checks, recommended } of cases) {
    const diagnosis = originalDiagnosis(
      {
        outOfSampleSharpe: row.oos_sharpe,
        inSampleSharpe: row.is_sharpe,
        walkForwardEfficiency: row.wfe,
        maxDrawdown: row.oos_max_dd / 100,
        legs: row.oos_trades,
      },
      guards === null
        ? undefined
        : {
            monteCarlo: { pass: guards.guard001_pass, pValue: guards.guard001_p_value },
            sensitivity: { pass: guards.guard002_pass, variation: guards.guard002_variance_pct / 100 },
            bootstrap: { pass: guards.guard003_pass, lower: guards.guard003_sharpe_ci_lower },
          },
    );
    expect(diagnosis.overall).toBe(overall);
    expect(
      diagnosis.checks.map(({ check, status, shown, threshold }) => [titles[check], status, shown, threshold]),
    ).toEqual(checks);
    expect(recommended.trials_atr).toBe(recommended.trials_ichi);
    expect(diagnosis.recommended).toEqual({
      trials: recommended.trials_atr,
      daysBack: recommended.days_back,
      tryDisplacements: recommended.test_displacement,
      displacement: recommended.fix_displacement,
      excludeAsset: recommended.exclude_asset,
      filterMode: recommended.filter_mode,
    });
  }
}
