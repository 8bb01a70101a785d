import { crowdingDistance } from '../../pareto/crowding-distance.ts';
import { nonDominatedSort } from '../../pareto/non-dominated-sort.ts';
import { COMPLETE, type History } from '../../study/history.ts';

/** A trial that may have children, and what it is worth in a tournament. */
export interface Parent {
  readonly trial: number;
  readonly rank: number;
  readonly crowding: number;
}

/**
 * The best trials, front after front; of the last front that is only partly needed, the least crowded ones, then the earlier.
 *
 * Fronts are those of constraint domination: first the feasible trials by non-domination, then the infeasible ones by
 * violation, in the end those that were pruned.
 *
 * @param trials - Numbers of complete and pruned trials, ascending.
 */
export function eliteOf(history: History, trials: readonly number[], size: number): Parent[] {
  const elite: Parent[] = [];
  frontsOf(history, trials).forEach((front, rank) => {
    if (elite.length >= size) return;
    const isRanked = history.state[front[0]] === COMPLETE;
    const crowding = isRanked ? crowdingDistance(lossesOf(history, front)) : new Float64Array(front.length);
    const parents = front.map((trial, i) => ({ trial, rank, crowding: crowding[i] }));
    // Infinity - Infinity is NaN, which leaves it to the trials' numbers like a 0.
    if (elite.length + front.length > size) parents.sort((a, b) => b.crowding - a.crowding || a.trial - b.trial);
    elite.push(...parents.slice(0, size - elite.length));
  });
  return elite;
}

function frontsOf(history: History, trials: readonly number[]): number[][] {
  const { state, violation } = history;
  const complete = trials.filter((id) => state[id] === COMPLETE);
  const pruned = trials.filter((id) => state[id] !== COMPLETE);
  const feasible = complete.filter((id) => violation[id] === 0);
  const infeasible = complete.filter((id) => violation[id] > 0);
  return [
    ...groupBy(feasible, nonDominatedSort(lossesOf(history, feasible))),
    ...groupBy(
      infeasible,
      infeasible.map((id) => violation[id]),
    ),
    ...(pruned.length > 0 ? [pruned] : []),
  ];
}

// One group per distinct key, the smallest key first.
function groupBy(trials: readonly number[], keys: ArrayLike<number>): number[][] {
  const groups = new Map<number, number[]>();
  trials.forEach((trial, i) => {
    const group = groups.get(keys[i]);
    if (group === undefined) groups.set(keys[i], [trial]);
    else group.push(trial);
  });
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function lossesOf(history: History, trials: readonly number[]): number[][] {
  return trials.map((id) => history.losses.map((column) => column[id]));
}
