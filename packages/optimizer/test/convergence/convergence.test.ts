import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRng, quantile } from '@quantblocks/core';
import { goldenRoot } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { bestAt, bestSoFar } from './best-so-far.ts';
import { type Problem, readProblems } from './golden-function.ts';
import { KINDS, type Kind, MORE_KINDS } from './kinds.ts';
import { type BestAt, type Reference, readReferences } from './reference.ts';
import { bootstrapMedianDifference, type Comparison, overallWorseShare, permutationPValue } from './statistics.ts';

const isSlow = Boolean(process.env.QUANTBLOCKS_SLOW);
/** The short form sees gross regressions; an equal sampler fails either form once in a thousand times. */
const { seeds, trials, timeout } = isSlow
  ? { seeds: 60, trials: 300, timeout: 600_000 }
  : { seeds: 20, trials: 100, timeout: 60_000 };
const COMPARED: readonly number[] = [100, 200, 300];
const P_VALUE = 0.001;
/** Share of what random search is worse by that a sampler may be worse, function by function. */
const MARGIN = 0.1;

const committed = fileURLToPath(new URL('../golden/', import.meta.url));
const shared = join(goldenRoot, 'optimizer');

compareAll('committed', committed);
if (existsSync(goldenRoot)) compareAll('shared', shared);
else it.skip('golden: skipped, because there is no golden folder; set QUANTBLOCKS_GOLDEN to run these tests', () => {});

function compareAll(origin: string, folder: string): void {
  const problems = readProblems(join(folder, 'functions'));
  const references = readReferences(join(folder, 'convergence'));

  describe(`golden: ${origin} convergence`, () => {
    it(`golden: ${references.length} sets found on ${problems.size} functions`, () => {
      expect(references.length, folder).toBeGreaterThan(0);
      for (const set of references) expect(problems.has(set.function), set.function).toBe(true);
    });

    const kinds = [...KINDS, ...MORE_KINDS];
    for (const name of new Set(references.map(({ reference }) => reference))) {
      if (!kinds.some((kind) => isOfKind(kind, name))) it.skip(`golden: ${name}: no sampler of this kind`, () => {});
    }

    for (const kind of isSlow ? kinds : KINDS) {
      for (const name of new Set(references.map(({ reference }) => reference))) {
        const sets = references.filter(({ reference }) => reference === name);
        if (!isOfKind(kind, name) || (!isSlow && sets.some(({ batch }) => batch > 1))) continue;
        it(
          `golden: ${kind.name} is as good as ${name}`,
          async ({ annotate }) => {
            const comparisons = sets.map((set) => comparisonOf(kind, problems.get(set.function) as Problem, set));
            const rng = createRng('permutations', name);
            const p = permutationPValue(comparisons, { permutations: 4000, rng });
            const verdict = `A = ${overallWorseShare(comparisons).toFixed(3)}, p = ${p.toFixed(4)}`;
            await annotate(`${kind.name} against ${name}: ${verdict}`);
            expect(p, verdict).toBeGreaterThanOrEqual(P_VALUE);
          },
          timeout,
        );
        if (!isSlow || kind.reference === 'v5_random') continue;
        it.each(sets.map((set) => [set.function, set] as const))(
          `golden: ${kind.name} does not fall behind ${name} on %s`,
          (_, set) => {
            const random = references.find(
              (other) => other.function === set.function && other.reference === 'v5_random',
            );
            const comparison = comparisonOf(kind, problems.get(set.function) as Problem, set);
            for (const checkpoint of comparison.checkpoints) requireNear(comparison, checkpoint, random?.bestAt);
          },
          timeout,
        );
      }
    }
  });
}

function isOfKind(kind: Kind, reference: string): boolean {
  return reference.replace(/_b\d+$/, '') === kind.reference;
}

function requireNear({ ours, reference }: Comparison, checkpoint: number, random: BestAt | undefined): void {
  if (random?.[checkpoint] === undefined) return;
  const rng = createRng('bootstrap', checkpoint);
  const difference = bootstrapMedianDifference(ours[checkpoint], reference[checkpoint], { resamples: 2000, rng });
  const allowed = MARGIN * (quantile(random[checkpoint], 0.5) - quantile(reference[checkpoint], 0.5));
  expect(difference(0.05), `5 % quantile after ${checkpoint} trials`).toBeLessThanOrEqual(allowed);
}

/** Both folders mostly hold the same functions; a sampler is run on each but once. */
const known = new Map<string, BestAt>();

function comparisonOf(kind: Kind, problem: Problem, set: Reference): Comparison {
  const { batch, bestAt: reference, checkpoints } = set;
  const compared = COMPARED.filter((checkpoint) => checkpoint <= trials && checkpoints.includes(checkpoint));
  const options = { seeds, batch, trials: Math.max(...compared) };
  const key = JSON.stringify([kind.name, problem, compared, options]);
  const ours = known.get(key) ?? bestAt(problem, kind.sampler(), compared, options);
  known.set(key, ours);
  return { ours, reference, checkpoints: compared };
}

describe('bestSoFar', () => {
  const problems = readProblems(join(committed, 'functions'));

  it.each([...problems])('on %s never rises, and never falls below the optimum', (_, problem) => {
    const best = bestSoFar(problem, KINDS[0].sampler(), { trials: 40, batch: 3, seed: 1 });
    for (let i = 1; i < best.length; i++) expect(best[i]).toBeLessThanOrEqual(best[i - 1]);
    expect(best[39]).toBeGreaterThanOrEqual(problem.optimum.value - 1e-9);
    // Literature gives rounded points; the value there is within 1e-6 of the value given.
    expect(Math.abs(problem.objective(problem.optimum.params) - problem.optimum.value)).toBeLessThan(1e-6);
  });
});
