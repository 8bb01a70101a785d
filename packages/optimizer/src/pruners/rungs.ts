import type { TrialCurve } from './pruner.ts';

/** Largest step a complete trial has reported, or -1: what the resources of `'auto'` are derived from. */
export function lastCompleteStep(finished: readonly TrialCurve[]): number {
  let last = -1;
  for (const { state, steps } of finished) {
    if (state === 'complete' && steps.length > 0) last = Math.max(last, steps[steps.length - 1]);
  }
  return last;
}

/**
 * Whether a trial's latest report takes it to a rung at which it is not among the best.
 *
 * A trial reaches the rungs `first`, `first * factor`, `first * factor^2`, ... with its first report at or beyond them,
 * and competes with the loss it has there. Of `c` trials that reached a rung with a number, itself included, it must be
 * among the best
 * `max(1, floor(c / factor))`; equals are equally good.
 */
export function failsRung(trial: TrialCurve, rivals: readonly TrialCurve[], first: number, factor: number): boolean {
  const last = trial.steps.length - 1;
  if (last < 0) return false;
  const loss = trial.values[last];
  for (let rung = first; rung <= trial.steps[last]; rung *= factor) {
    if (last > 0 && rung <= trial.steps[last - 1]) continue;
    if (Number.isNaN(loss)) return true;
    let reached = 1;
    let better = 0;
    for (const rival of rivals) {
      const other = lossAtRung(rival, rung);
      if (Number.isNaN(other)) continue;
      reached++;
      if (other < loss) better++;
    }
    if (better >= Math.max(1, Math.floor(reached / factor))) return true;
  }
  return false;
}

function lossAtRung({ steps, values }: TrialCurve, rung: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < rung) low = middle + 1;
    else high = middle;
  }
  return low < steps.length ? values[low] : Number.NaN;
}
