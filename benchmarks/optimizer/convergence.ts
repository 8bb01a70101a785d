import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRng, quantile } from '@quantblocks/core';
import { auto, cmaEs, gaussianProcess, random, type Sampler, sobol, tpe } from '@quantblocks/optimizer';
import { bestAt } from '../../packages/optimizer/test/convergence/best-so-far.ts';
import { type Problem, readProblems } from '../../packages/optimizer/test/convergence/golden-function.ts';
import { type BestAt, type Reference, readReferences } from '../../packages/optimizer/test/convergence/reference.ts';
import {
  bootstrapMedianDifference,
  type Comparison,
  overallWorseShare,
  permutationPValue,
  worseShare,
} from '../../packages/optimizer/test/convergence/statistics.ts';

const CHECKPOINTS = [100, 200, 300];

interface Contest {
  readonly name: string;
  readonly sampler: () => Sampler;
  readonly reference: string;
  readonly trials?: number;
  /** @defaultValue as many as asked for */
  readonly seeds?: number;
}

const CONTESTS: readonly Contest[] = [
  { name: 'tpe', sampler: () => tpe(), reference: 'v5_tpe_default' },
  { name: 'tpe, neighbour-split', sampler: () => tpe({ bandwidth: 'neighbour-split' }), reference: 'v5_tpe_default' },
  { name: 'tpe, scott', sampler: () => tpe({ bandwidth: 'scott' }), reference: 'v4.9.0_tpe_ft' },
  { name: 'auto', sampler: auto, reference: 'v5_tpe_default' },
  { name: 'cma-es', sampler: () => cmaEs(), reference: 'v5_cma' },
  { name: 'sobol', sampler: sobol, reference: 'v5_qmc' },
  { name: 'random', sampler: random, reference: 'v5_random' },
];
// Minutes of fitting: only when asked for.
const GAUSSIAN: Contest = {
  name: 'gaussian process',
  sampler: () => gaussianProcess(),
  reference: 'v5_tpe_default',
  trials: 100,
  seeds: 10,
};

/** Convergence on the golden functions against the stored runs of Optuna: `--seeds=N`, `--gaussian-process`. */
export function printConvergence(): void {
  const shared = process.env.QUANTBLOCKS_GOLDEN ?? fileURLToPath(new URL('../../../shared/golden', import.meta.url));
  const committed = fileURLToPath(new URL('../../packages/optimizer/test/golden', import.meta.url));
  const root = existsSync(join(shared, 'optimizer')) ? join(shared, 'optimizer') : committed;
  const problems = readProblems(join(root, 'functions'));
  const references = readReferences(join(root, 'convergence')).filter(({ batch }) => batch === 1);
  const seeds = Number(process.argv.find((flag) => flag.startsWith('--seeds='))?.slice(8) ?? 60);
  const contests = process.argv.includes('--gaussian-process') ? [GAUSSIAN, ...CONTESTS] : CONTESTS;
  console.log(`medians of ${seeds} seeds, ours (reference); A: share of pairs of seeds in which ours is worse`);
  console.log('ok: 95 % upper bound of the difference of medians within 10 % of what random search is worse by');
  for (const contest of contests) printContest(contest, problems, references, seeds);
}

function printContest(
  contest: Contest,
  problems: Map<string, Problem>,
  all: readonly Reference[],
  seeds: number,
): void {
  const { name, sampler, trials = 300 } = contest;
  const rivals = all.filter(({ reference }) => reference === contest.reference);
  const comparisons: Comparison[] = [];
  let proven = 0;
  let cells = 0;
  console.log(`\n${name} against Optuna ${contest.reference}`);
  for (const rival of rivals) {
    const problem = problems.get(rival.function);
    if (problem === undefined) continue;
    const checkpoints = CHECKPOINTS.filter((n) => n <= trials && rival.checkpoints.includes(n));
    const options = { seeds: contest.seeds ?? seeds, batch: 1, trials: Math.max(...checkpoints) };
    const ours = bestAt(problem, sampler(), checkpoints, options);
    comparisons.push({ ours, reference: rival.bestAt, checkpoints });
    const randomly = all.find((set) => set.function === rival.function && set.reference === 'v5_random')?.bestAt;
    const row = checkpoints.map((n) => {
      const isProven = randomly !== undefined && isNear(ours, rival.bestAt, randomly, n);
      cells++;
      if (isProven) proven++;
      const share = worseShare(ours[n], rival.bestAt[n]).toFixed(2);
      return `${digits(median(ours[n]))} (${digits(median(rival.bestAt[n]))}) A ${share} ${isProven ? 'ok' : '- '}`;
    });
    console.log(`  ${rival.function.padEnd(12)} ${row.map((cell) => cell.padEnd(34)).join('')}`);
  }
  const p = permutationPValue(comparisons, { permutations: 2000, rng: createRng('permutations', name) });
  const overall = overallWorseShare(comparisons).toFixed(3);
  console.log(`  overall A ${overall}, p that ours is worse ${p.toFixed(3)}; ${proven} of ${cells} cells ok`);
}

function isNear(ours: BestAt, reference: BestAt, randomly: BestAt, n: number): boolean {
  const rng = createRng('bootstrap', n);
  const upper = bootstrapMedianDifference(ours[n], reference[n], { resamples: 1000, rng })(0.95);
  return upper <= 0.1 * (median(randomly[n]) - median(reference[n]));
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function digits(value: number): string {
  return value.toPrecision(4);
}
