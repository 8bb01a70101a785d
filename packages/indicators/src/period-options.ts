import { checkInteger } from './checks.ts';
import { type NanOptions, nanPolicy } from './nan-policy.ts';

/** Options of every indicator that only has a window. */
export interface PeriodOptions extends NanOptions {
  /** Bars in the window. @defaultValue `20` */
  period?: number;
}

/** The options, checked; `min` is the shortest window and `preset` the default. */
export function periodOptions(options: PeriodOptions, min = 1, preset = 20): Required<PeriodOptions> {
  const { period = preset, nan } = options;
  checkInteger('period', period, min);
  return { period, nan: nanPolicy(nan) };
}
