import { ParameterError, type Rng } from '@quantblocks/core';
import { requireInteger } from '../require-integer.ts';
import { ABORTED, abortable, type Evaluation, evaluateTrial, OUT_OF_TIME } from './evaluate-trial.ts';
import { messageOf, ObjectiveError } from './objective-error.ts';
import { toOutcome } from './outcome-event.ts';
import type { Study } from './study.ts';
import type { Terminator } from './terminators.ts';
import type { Outcome, Trial } from './trial.ts';

/** What an objective may use beside its params. */
export interface RunningTrial {
  readonly number: number;
  /** Random numbers of this trial alone. */
  readonly rng: Rng;
  /** Aborted when the search is, or when the trial's time is up: pass it on to whatever takes long. */
  readonly signal: AbortSignal;
  /** An intermediate value, for example of one fold; steps are integers >= 0 that rise. */
  report(step: number, value: number): void;
  /** Whether the study's pruner would stop here. */
  shouldPrune(): boolean;
}

/** Turns params into one value, one per objective, or an {@link Outcome}; `{ pruned: true }` if it stopped early. */
export type Objective<Params> = (
  params: Params,
  trial: RunningTrial,
) => number | readonly number[] | Outcome | Promise<number | readonly number[] | Outcome>;

/** How far a search is. */
export interface Progress<Params> {
  /** Trials that have ended, and how many there shall be. */
  readonly ended: number;
  readonly trials: number;
  readonly complete: number;
  readonly pruned: number;
  readonly failed: number;
  readonly best: Trial<Params> | null;
}

/** Options of {@link optimize}. */
export interface OptimizeOptions<Params> {
  /** Trials the study shall have in the end, those it has already included: the same call finishes an interrupted search. */
  readonly trials: number;
  /**
   * Trials asked at once and evaluated concurrently; the next ones are asked when all have ended. Part of what determines the
   * result, as the number of workers is not: keep it when a search is resumed. @defaultValue `1`
   */
  readonly batch?: number;
  /** Called after each batch. */
  readonly onProgress?: (progress: Progress<Params>) => void;
  /** Ends the search; trials that run are forgotten, and run again when it is resumed. */
  readonly signal?: AbortSignal;
  /** A trial that takes longer fails. Works for asynchronous objectives; a thread that does not return can only be killed. */
  readonly timeoutMs?: number;
  /**
   * What an exception in the objective does: `throw` an {@link ObjectiveError} after its batch, or `fail` the trial and go on.
   * @defaultValue `'throw'`
   */
  readonly onError?: 'throw' | 'fail';
  /** Reasons to end early. @defaultValue none */
  readonly stop?: readonly Terminator[];
  /** Measures durations, for example `() => performance.now()`. Logs with durations differ from run to run. @defaultValue none */
  readonly clock?: () => number;
}

/** How a search ended. */
export interface OptimizeResult {
  /** `'trials'`: all are done; `'exhausted'`: no point is left; `'aborted'`; else the words of a {@link Terminator}. */
  readonly stopped: string;
}

/** Timers fire at once beyond it. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** Studies being run: two runs of one would tell each other's trials. */
const IN_USE = new WeakSet<object>();

/**
 * Runs a study: asks for a batch of trials, evaluates them concurrently, and tells their results in order of their numbers,
 * whatever the order in which they came. So the log depends on the seed and the batch, never on how many workers there are.
 *
 * @param study - A new one, or one that is to go on.
 * @param objective - May be asynchronous; where trials run (here, on threads, elsewhere) is its own business.
 * @returns How it ended; the results are in the study.
 * @throws a {@link ParameterError} if an option is out of range, an {@link ObjectiveError} if the objective threw.
 *
 * @example
 * ```ts
 * import { createStudy, float, optimize, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(-3, 3), y: float(-3, 3) }), seed: 1 });
 * await optimize(study, ({ x, y }) => (x - 1) ** 2 + (y + 2) ** 2, { trials: 100 });
 * (study.best?.values?.[0] ?? 1) < 0.1; // => true
 * ```
 */
export async function optimize<Params>(
  study: Study<Params>,
  objective: Objective<Params>,
  options: OptimizeOptions<Params>,
): Promise<OptimizeResult> {
  const { trials, batch = 1, timeoutMs } = options;
  requireInteger('trials', trials, 1);
  requireInteger('batch', batch, 1);
  if (timeoutMs !== undefined && !(timeoutMs > 0 && timeoutMs <= MAX_TIMEOUT_MS)) {
    throw new ParameterError('timeoutMs', 'a number in (0, 2^31)', timeoutMs);
  }
  if (IN_USE.has(study)) throw new ParameterError('study', 'one that no other optimize is running', 'a study in use');
  IN_USE.add(study);
  try {
    return await run(study, objective, options);
  } finally {
    IN_USE.delete(study);
  }
}

async function run<Params>(
  study: Study<Params>,
  objective: Objective<Params>,
  options: OptimizeOptions<Params>,
): Promise<OptimizeResult> {
  const { trials, batch = 1, onProgress, signal, onError = 'throw', stop = [] } = options;
  for (;;) {
    let generation = study.trials.filter(({ state }) => state === 'running');
    if (signal?.aborted) return { stopped: 'aborted' };
    if (generation.length === 0) {
      const wanted = trials - study.trials.length;
      if (wanted <= 0) return { stopped: 'trials' };
      for (const terminator of stop) {
        const reason = terminator.reason(study as unknown as Study<never>);
        if (reason !== null) return { stopped: reason };
      }
      generation = study.ask(Math.min(batch, wanted));
      if (generation.length === 0) return { stopped: 'exhausted' };
    }
    const before = startOfBatch(study, generation[0].number);
    const evaluations = await abortable(
      Promise.all(generation.map((trial) => evaluateTrial(study, objective, trial, { ...options, before }))),
      signal,
    );
    if (evaluations === ABORTED) return { stopped: 'aborted' };
    const errors = generation.map((trial, i) => commit(study, trial, evaluations[i]));
    onProgress?.(progressOf(study, trials));
    const broken = errors.findIndex((error) => error !== undefined && error !== OUT_OF_TIME);
    if (broken >= 0 && onError === 'throw') {
      throw new ObjectiveError(generation[broken].number, generation[broken].params, errors[broken]);
    }
  }
}

/** Tells what became of a trial. Returns the error that made it fail, if one did. */
function commit<Params>(study: Study<Params>, trial: Trial<Params>, evaluation: Evaluation): unknown {
  const { reports, outcome, error, durationMs } = evaluation;
  const timing = durationMs === undefined ? {} : { durationMs };
  // A search that was cut off between a report and its result has some already.
  const known = trial.reports.at(-1)?.step ?? -1;
  if (trial.state !== 'running')
    return new ParameterError('trial', 'one that only optimize tells', `trial ${trial.number}, ${trial.state}`);
  for (const { step, value } of reports) if (step > known) study.report(trial.number, step, value);
  if (error !== undefined) {
    study.fail(trial.number, messageOf(error), timing);
    return error;
  }
  try {
    study.tell(trial.number, { ...timing, ...toOutcome(outcome) });
  } catch (misuse) {
    // A result of the wrong kind; unless the objective itself has told the trial.
    if (trial.state === 'running') study.fail(trial.number, messageOf(misuse), timing);
    return misuse;
  }
  return undefined;
}

// First trial of the question that asked for this one. A batch that is resumed halfway is judged by what was known then.
function startOfBatch<Params>(study: Study<Params>, trial: number): number {
  const asked = study.events.findLast((event) => event.type === 'ask' && event.trials[0].trial <= trial);
  return asked?.type === 'ask' ? asked.trials[0].trial : trial;
}

function progressOf<Params>(study: Study<Params>, trials: number): Progress<Params> {
  const counts = { complete: 0, pruned: 0, failed: 0, running: 0 };
  for (const { state } of study.trials) counts[state]++;
  const { running, ...ended } = counts;
  return { ended: study.trials.length - running, trials, ...ended, best: study.best };
}
