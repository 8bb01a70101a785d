import type { RobustRunner } from '../../src/index.ts';

const TRIALS = 5;

/**
 * A small search over two seeds, two folds and two phases, whose every trial depends on all before it: what a resume forgets changes
 * the result. Stops as soon as `isOver` says so after a save.
 */
export async function search(runner: RobustRunner, isOver: () => boolean): Promise<void> {
  for (const seed of await runner.getSeedsToRun([1, 2])) {
    const results: unknown[] = [];
    let equity = 1;
    for (const fold of [2020, 2021]) {
      for (const phase of ['global', 'bull']) {
        const where = { seed, fold, phase };
        let done = await runner.getCompletedPhase(where);
        if (done === undefined) {
          const state = await runner.getResumeState(where);
          let study = state?.progress?.study ?? `study ${seed} ${fold} ${phase} ${equity}\n`;
          for (let trial = state?.progress?.trial ?? 0; trial < TRIALS; trial++) {
            study += `${trial} ${score(study)}\n`;
            await runner.saveProgress({ ...where, trial: trial + 1, totalTrials: TRIALS, study });
            if (isOver()) return;
          }
          const result = score(study) - 0.5;
          await runner.completePhase(where, result);
          if (isOver()) return;
          done = { ...where, result };
        }
        equity += done.result as number;
        results.push(done.result);
      }
    }
    await runner.completeSeed(seed, { equity, results, worst: Number.NEGATIVE_INFINITY });
    if (isOver()) return;
  }
}

/** A number in [0, 1) that depends on every character. */
function score(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash / 2 ** 32;
}
