import { createRng, type Rng } from '@quantblocks/core';
import { createStudy, random, type Space, type Study } from '@quantblocks/optimizer';
import { COMPLETE, FAILED, type History, PRUNED, RUNNING } from '../../../src/study/history.ts';

/** One random thing that happens to a study: trials begin, report, end well, badly, early or infeasibly, in any order. */
export function randomStep<Params>(study: Study<Params>, rng: Rng): void {
  const running = study.trials.filter(({ state }) => state === 'running');
  if (running.length === 0 || rng.next() < 0.3) {
    study.ask(1 + rng.int(3));
    return;
  }
  const { number, reports } = running[rng.int(running.length)];
  // Whole numbers now and then, so that values tie.
  const value = rng.next() < 0.3 ? rng.int(4) : rng.normal();
  const kind = rng.next();
  if (kind < 0.15)
    study.report(number, (reports.at(-1)?.step ?? -1) + 1 + rng.int(2), kind < 0.02 ? Number.NaN : value);
  else if (kind < 0.25) study.prune(number);
  else if (kind < 0.32) study.fail(number, 'bad luck');
  else if (kind < 0.42) study.tell(number, { value, constraints: [rng.int(3), -1] });
  else if (kind < 0.44) study.tell(number, Number.POSITIVE_INFINITY);
  else study.tell(number, value);
}

/** A study at random points, known ones among them, to which `steps` random things have happened. */
export function randomStudy<Params>(space: Space<Params>, seed: number, steps: number): Study<Params> {
  const study = createStudy({ space, sampler: random(), duplicates: 'allow', seed });
  const rng = createRng(seed, 'steps');
  for (let i = 0; i < steps; i++) randomStep(study, rng);
  return study;
}

/** The split of trials by its definition, one sort by one. */
export function plainSplit(history: History, has: (trial: number) => boolean, liar: boolean): number[][] {
  const all = Array.from({ length: history.length }, (_, trial) => trial).filter(has);
  const inState = (state: number): number[] => all.filter((trial) => history.state[trial] === state);
  const isFeasible = (trial: number): boolean => history.violation[trial] === 0;
  const by = (trials: number[], ...keys: ((trial: number) => number)[]): number[] =>
    trials.toSorted((a, b) => {
      for (const key of keys) if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
      return a - b;
    });
  const loss = (trial: number): number => history.losses[0][trial];
  const lastStep = (trial: number): number => history.lastStep[trial];
  const lastLoss = (trial: number): number => history.lastLoss[trial];
  const ranking = [
    ...by(inState(COMPLETE).filter(isFeasible), loss),
    ...by(
      inState(PRUNED),
      (trial) => (Number.isNaN(lastStep(trial)) ? Number.POSITIVE_INFINITY : -lastStep(trial)),
      (trial) => (Number.isNaN(lastLoss(trial)) ? Number.POSITIVE_INFINITY : lastLoss(trial)),
    ),
    ...by(
      inState(COMPLETE).filter((trial) => !isFeasible(trial)),
      (trial) => history.violation[trial],
    ),
  ];
  const below = new Set(ranking.slice(0, Math.min(25, Math.ceil(0.1 * ranking.length))));
  const isAbove = (trial: number): boolean =>
    !below.has(trial) && history.state[trial] !== FAILED && (liar || history.state[trial] !== RUNNING);
  return [all.filter((trial) => below.has(trial)), all.filter(isAbove)];
}
