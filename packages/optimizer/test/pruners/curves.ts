import type { TrialCurve } from '../../src/pruners/pruner.ts';

/** A curve with a report at each of the steps 0, 1, 2, ... unless other steps are given. */
function curve(
  number: number,
  state: TrialCurve['state'],
  loss: number,
  values: number[],
  steps?: number[],
): TrialCurve {
  return { number, state, loss, steps: steps ?? values.map((_, i) => i), values };
}

export const complete = (number: number, values: number[], loss = values.at(-1) ?? 0, steps?: number[]): TrialCurve =>
  curve(number, 'complete', loss, values, steps);

export const pruned = (number: number, values: number[], steps?: number[]): TrialCurve =>
  curve(number, 'pruned', Number.NaN, values, steps);

export const failed = (number: number, values: number[], steps?: number[]): TrialCurve =>
  curve(number, 'failed', Number.NaN, values, steps);

export const running = (values: number[], steps?: number[], number = 99): TrialCurve =>
  curve(number, 'running', Number.NaN, values, steps);
