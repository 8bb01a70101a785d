import type { Bars } from '@quantblocks/core';
import type { PipelineConfig } from '../config/pipeline-config.ts';
import { guardsRow } from '../diagnostics/guards-of-row.ts';
import type { PortfolioResult } from '../phases/portfolio-phase.ts';
import type { AssetOutcome } from '../phases/run-phases.ts';
import { assetFileName, type Run } from '../run-store/run.ts';
import { GUARDS_COLUMNS, SCAN_COLUMNS } from '../run-store/tables.ts';
import type { PipelineStrategy } from '../strategy/pipeline-strategy.ts';
import { plain } from './plain.ts';
import { scanRow } from './scan-row.ts';

/** What files are made of. */
export interface Results {
  readonly config: PipelineConfig;
  readonly configHash: string;
  readonly bars: readonly Bars[];
  readonly strategy: PipelineStrategy<unknown>;
  readonly outcomes: readonly AssetOutcome[];
  readonly portfolio: PortfolioResult;
}

/** Writes every file of a run from its results: the same bytes for the same results, whenever and however often. */
export function writeResults(run: Run, { config, configHash, bars, strategy, outcomes, portfolio }: Results): void {
  run.writeTable(
    'scan.csv',
    SCAN_COLUMNS,
    outcomes.map((outcome, i) => scanRow(outcome, bars[i], strategy, config, configHash)),
  );
  run.writeTable(
    'guards.csv',
    GUARDS_COLUMNS,
    outcomes.flatMap(({ asset, validate, rescue }) => {
      const last = rescue ?? validate;
      return last === undefined ? [] : [{ ...guardsRow(asset, last.verdict), base_sharpe: last.figures.sharpe }];
    }),
  );
  for (const { asset, screen, validate, rescue } of outcomes) {
    const last = rescue ?? validate;
    const file = assetFileName(asset);
    for (const [phase, ledger] of Object.entries({
      screen: screen?.ledger,
      validate: validate?.ledger,
      rescue: rescue?.ledger,
    }))
      if (ledger !== undefined) run.writeText(`trials/${file}.${phase}.csv`, ledger);
    const params = last?.params ?? screen?.params ?? null;
    if (params !== null) {
      const status = last?.status ?? screen?.status;
      run.writeJson(`params/${file}.json`, {
        asset,
        strategy: strategy.name,
        status,
        variant: last?.variant ?? '',
        params,
      });
    }
    if (last === undefined) continue;
    run.writeJson(`folds/${file}.json`, plain(last.folds, 'drop'));
    run.writeJson(`verdicts/${file}.json`, plain(last.verdict, 'drop'));
    if (last.status === 'PASS' && last.params !== null && strategy.scripts !== undefined) {
      const about = { asset, run: run.id, verdict: last.verdict.status };
      for (const [extension, text] of Object.entries(strategy.scripts(last.params, about)))
        run.writeText(`${extension}/${file}.${extension}`, text);
    }
  }
  const { correlation, drawdown, days, returns, net, ...summary } = portfolio;
  run.writeJson(
    'portfolio/portfolio.json',
    plain({ ...summary, correlation, drawdown: drawdown?.explanation ?? null }, 'list'),
  );
  const asset = Object.fromEntries(portfolio.assets.map((name) => [name, 'number' as const]));
  run.writeTable(
    'portfolio/daily.csv',
    { day: 'text', ...asset, portfolio: 'number' } as const,
    Array.from(days, (day, row) => ({
      day: new Date(day).toISOString().slice(0, 10),
      ...Object.fromEntries(portfolio.assets.map((name, i) => [name, returns[i][row]])),
      portfolio: net[row] ?? Number.NaN,
    })) as never,
  );
}
