import { COMPLETE, type History, PRUNED } from '../study/history.ts';

/**
 * Losses for samplers that rank: those of complete and feasible trials as they are; beyond the largest of them, in this order,
 * pruned trials, infeasible ones by violation, failed ones.
 */
export function meritOf(history: History, trials: readonly number[]): Float64Array {
  const scored = trials.filter((id) => isScored(history, id)).map((id) => history.losses[0][id]);
  const worst = scored.reduce(
    (most, loss) => (Number.isFinite(loss) ? Math.max(most, loss) : most),
    Number.NEGATIVE_INFINITY,
  );
  const base = Number.isFinite(worst) ? worst : 0;
  const others = trials.filter((id) => !isScored(history, id)).sort((a, b) => compareOthers(history, a, b));
  return Float64Array.from(trials, (id) => {
    if (isScored(history, id)) return history.losses[0][id];
    const rank = others.findIndex((other) => compareOthers(history, other, id) === 0);
    return base + (1 + Math.abs(base)) * (rank + 1);
  });
}

/** Whether a trial has a loss to learn from. */
export function isScored(history: History, id: number): boolean {
  return history.state[id] === COMPLETE && history.violation[id] === 0;
}

function compareOthers(history: History, a: number, b: number): number {
  const [kindA, valueA] = keyOf(history, a);
  const [kindB, valueB] = keyOf(history, b);
  return kindA - kindB || valueA - valueB;
}

function keyOf(history: History, id: number): readonly [kind: number, value: number] {
  if (history.state[id] === COMPLETE) return [1, history.violation[id]];
  return [history.state[id] === PRUNED ? 0 : 2, 0];
}
