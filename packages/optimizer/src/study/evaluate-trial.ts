import { createRng } from '@quantblocks/core';
import type { Objective, OptimizeOptions, RunningTrial } from './optimize.ts';
import { requireReport } from './reports.ts';
import type { Study } from './study.ts';
import type { Outcome, Report, Trial } from './trial.ts';

/** What evaluating a trial gave. */
export interface Evaluation {
  readonly reports: readonly Report[];
  readonly outcome?: number | readonly number[] | Outcome;
  readonly error?: unknown;
  readonly durationMs?: number;
}

/** In place of a result that nobody waited for. */
export const ABORTED: unique symbol = Symbol('aborted');
/** Why a trial failed that took too long. */
export const OUT_OF_TIME: DOMException = new DOMException('out of time', 'TimeoutError');

/** Runs the objective on one trial; never rejects. */
export async function evaluateTrial<Params>(
  study: Study<Params>,
  objective: Objective<Params>,
  trial: Trial<Params>,
  options: OptimizeOptions<Params> & { readonly before: number },
): Promise<Evaluation> {
  const { signal, timeoutMs, clock, before } = options;
  const reports: Report[] = [];
  const timeout = new AbortController();
  // Not AbortSignal.timeout, which lets a process end that waits for nothing else.
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => timeout.abort(OUT_OF_TIME), timeoutMs);
  const limit = AbortSignal.any(signal === undefined ? [timeout.signal] : [signal, timeout.signal]);
  const start = clock?.();
  const timing = (): { durationMs?: number } => (clock && start !== undefined ? { durationMs: clock() - start } : {});
  try {
    // A loop over synchronous objectives would never let a timer or a signal through.
    await new Promise<void>((resolve) => setImmediate(resolve));
    const running: RunningTrial = {
      number: trial.number,
      rng: createRng(study.seed, 'objective', trial.number),
      signal: limit,
      report(step, value) {
        requireReport(reports, step, value);
        reports.push({ step, value });
      },
      shouldPrune: () => study.shouldPrune(trial.number, reports, { before }),
    };
    const outcome = await abortable(Promise.resolve(objective(trial.params, running)), limit);
    if (outcome === ABORTED) return { reports, error: limit.reason, ...timing() };
    return { reports, outcome, ...timing() };
  } catch (error) {
    return { reports, error: error ?? new Error('the objective threw nothing'), ...timing() };
  } finally {
    clearTimeout(timer);
  }
}

/** Waits no longer than the signal allows. What was aborted may still reject later; nobody waits for it any more. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T | typeof ABORTED> {
  if (signal === undefined) return work;
  let onAbort = (): void => {};
  const aborted = new Promise<typeof ABORTED>((resolve) => {
    onAbort = () => resolve(ABORTED);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
