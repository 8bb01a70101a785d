import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parsePipelineConfig } from '../../src/config/pipeline-config.ts';
import type { Results } from '../../src/output/write-results.ts';
import { portfolioPhase } from '../../src/phases/portfolio-phase.ts';
import type { ValidateResult } from '../../src/phases/validate-asset.ts';
import { portfolioView } from '../../src/report/portfolio-view.ts';
import { writePortfolioReport } from '../../src/report/write-portfolio-report.ts';
import { runPipeline } from '../../src/run-pipeline.ts';
import { openRunStore } from '../../src/run-store/run-store.ts';
import { market, SMALL } from '../programs/market.ts';
import { scratchStore } from '../run-store/scratch.ts';

const bars = market();

describe('the report of a run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pipeline-report-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const store = openRunStore(folder);
  const results = await runPipeline(bars, { store, config: SMALL });
  const view = portfolioView(results);
  const lastOf = ({ validate, rescue }: Results['outcomes'][number]): ValidateResult =>
    (rescue ?? validate) as ValidateResult;

  it('shows every asset with the figures of its last phase, and the trials of all', () => {
    expect(view.assets.map(({ name }) => name)).toEqual(['EDGE', 'NOISE/X']);
    for (const [i, asset] of view.assets.entries()) {
      const { screen, validate, rescue } = results.outcomes[i];
      const last = lastOf(results.outcomes[i]);
      expect(asset.phase).toBe(rescue === undefined ? 'validate' : 'rescue');
      expect(asset.trials).toBe((screen?.trials ?? 0) + (validate?.trials ?? 0) + (rescue?.trials ?? 0));
      expect(asset.figures).toMatchObject({ sharpe: last.figures.sharpe, efficiency: last.figures.wfe });
      expect(asset.verdict?.lines.map(({ name }) => name)).toEqual(last.verdict.lines.map(({ line }) => line));
      expect(asset.status === 'pass').toBe(last.status === 'PASS');
    }
  });

  it('stitches the tests, and holds the market over the same bars', () => {
    for (const [i, { curve }] of view.assets.entries()) {
      const { figures, folds } = lastOf(results.outcomes[i]);
      const n = curve?.time.length ?? 0;
      expect((curve?.value[n - 1] ?? 0) - 1).toBeCloseTo(figures.totalReturn, 12);
      const { open, close } = bars[i];
      const held = close[folds[folds.length - 1].test.end - 1] / open[folds[0].test.start];
      expect(curve?.benchmark[n - 1]).toBeCloseTo(held, 12);
      expect(curve?.time[0]).toBe(bars[i].time[folds[0].test.start]);
    }
  });

  it('tells of every fold what was chosen and what became of it', () => {
    const folds = lastOf(results.outcomes[0]).folds;
    expect(view.assets[0].folds.map(({ sharpe }) => sharpe)).toEqual(folds.map((fold) => fold.outOfSample.sharpe));
    expect(view.assets[0].folds.map(({ params }) => params)).toEqual(folds.map(({ params }) => params));
  });

  it('reads the searches of the last choice back from its ledger', () => {
    for (const [i, { searches = [] }] of view.assets.entries()) {
      const { params, variant } = lastOf(results.outcomes[i]);
      const fixed = variant === 'fixed';
      expect(searches.map(({ name }) => name)).toEqual(fixed ? ['band'] : ['lag', 'band']);
      const tried = searches[searches.length - 1].trials.map((trial) => trial.params.band);
      expect(tried).toContain((params as { band: number }).band);
    }
  });

  it('shows what was given up after screening without what it never had', async () => {
    const config = { ...SMALL, screen: { ...SMALL.screen, criteria: 'sharpe > 1000' } };
    const given = portfolioView(await runPipeline(bars, { store: scratchStore(), config }));
    expect(given.assets[0]).toMatchObject({ status: 'fail', phase: 'screen', figures: null, curve: null, folds: [] });
    expect(given.assets[0].reason).toBe('not so: sharpe > 1000');
    expect(given.together?.status).toBe('insufficient');
  });

  it('compares walk-forward weights with equal ones from the first day that has weights', () => {
    const day = (i: number): number => Date.UTC(2024, 0, 1) + i * 864e5;
    const asset = (name: string, phase: number) => ({
      asset: name,
      time: Float64Array.from({ length: 200 }, (_, i) => day(i)),
      returns: Float64Array.from({ length: 200 }, (_, i) => 0.01 * Math.sin(i + phase) + 0.001),
    });
    const portfolio = portfolioPhase([asset('A', 0), asset('B', 1.5)], parsePipelineConfig());
    const { together } = portfolioView({ ...results, portfolio });
    const curve = together?.curve;
    expect(curve?.time[0]).toBe(day(90));
    expect((curve?.value[109] ?? 0) - 1).toBeCloseTo(portfolio.totalReturn, 12);
    expect(together?.figures[1].sharpe).toBeCloseTo(portfolio.equalWeightSharpe, 12);
    expect(together?.correlation).toHaveLength(4);
  });

  it('is written into the folder, the same for the same results, with what earlier guards said', () => {
    writePortfolioReport(results.run, results);
    const page = results.run.readText('report.html');
    expect(page).toContain('NOISE/X');
    expect(page).not.toContain(results.run.id);
    writePortfolioReport(results.run, results);
    expect(results.run.readText('report.html')).toBe(page);
    const earlier = { EDGE: { pass: true, explanation: 'All guards passed.' } };
    writePortfolioReport(results.run, results, { title: 'Two assets', earlier });
    const other = results.run.readText('report.html');
    expect(other).toContain('<h1>Two assets</h1>');
    expect(other).toContain('would have passed the earlier guards');
  });
});
