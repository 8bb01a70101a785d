import { ParameterError } from '@quantblocks/core';
import { atExit } from './at-exit.ts';
import { type ProgressClock, systemClock } from './clock.ts';
import { type ProgressEvent, toEvent } from './events.ts';
import { LogFace } from './log-face.ts';
import type { ProgressFace, ProgressStream } from './progress-face.ts';
import { ProgressFile } from './progress-file.ts';
import { ProgressModel, type ProgressPlan } from './progress-model.ts';
import type { ProgressSnapshot } from './snapshot.ts';
import { TerminalFace } from './terminal-face.ts';

/** Options of {@link progress}. Without a plan there are counts and rates, but no time that is left. */
export interface ProgressOptions extends ProgressPlan {
  /** Workers in all, or who knows; a crew does: `() => crew.workers`. @defaultValue not shown */
  readonly workers?: number | (() => number) | undefined;
  /** A JSON file for other programs ({@link ProgressFileContent}), replaced at most once a second. @defaultValue none */
  readonly file?: string | undefined;
  /** Where to show it; `null`: nowhere. @defaultValue `process.stderr` */
  readonly stream?: ProgressStream | null | undefined;
  /** Lines for a log instead of a frame that is redrawn. @defaultValue unless the stream is a terminal that can, and outside of CI */
  readonly isPlain?: boolean | undefined;
  /** @defaultValue the system's */
  readonly clock?: ProgressClock | undefined;
}

/** Shows how far work is. */
export interface Progress extends Disposable {
  /** Takes note of an event. May be handed over as it is: `onProgress: view.update`. */
  readonly update: (event: ProgressEvent) => void;
  /** How far work is now. */
  snapshot(): ProgressSnapshot;
  /** Shows the last state, and lets go of the terminal and the file. Closing again does nothing. */
  close(): void;
}

const TICK_MS = 100;

/**
 * A live view of work: in a terminal a frame that is redrawn in place, with a line per seed and fold, speed, time that is left, workers
 * and failures; elsewhere a line every few seconds and for each failure; for other programs a JSON file.
 *
 * It takes what `onProgress` of `walkForward` and `optimize` gives (with a seed added, where there are several), outcomes of
 * `Crew.stream`, and events; {@link withProgress} lets a crew tell them.
 *
 * The time that is left comes with a range of about 90 %, from how evenly work has gone so far, and is unknown until four
 * moments of progress, a second or more apart, are known.
 *
 * @param options - How much work there is, and where to show it.
 * @returns A view; close it when the work is done.
 * @throws a {@link ParameterError} if an option is out of range, the error of the file system if `file` cannot be written.
 *
 * @example
 * ```ts
 * import { defineJob, inline, progress } from '@quantblocks/farm';
 *
 * const tasks = [1, 2, 3].map((seed) => ({ key: `seed ${seed} fold 0`, input: seed }));
 * const crew = await inline().open(defineJob({ start: () => (seed: number) => seed ** 2 }), undefined);
 * const view = progress({ tasks: tasks.map(({ key }) => key), workers: crew.workers, stream: null });
 * for await (const outcome of crew.stream(tasks)) view.update(outcome);
 * view.close();
 * view.snapshot().rows.map(({ seed, state }) => `${seed} ${state}`); // => ['1 done', '2 done', '3 done']
 * await crew.close();
 * ```
 */
export function progress(options: ProgressOptions = {}): Progress {
  const { workers, file, stream = process.stderr, clock = systemClock } = options;
  if (typeof workers === 'number' && !(Number.isInteger(workers) && workers >= 0)) {
    throw new ParameterError('workers', 'an integer >= 0, or a function', workers);
  }
  const model = new ProgressModel(options, clock.now());
  const countWorkers = (): number | null => (typeof workers === 'function' ? workers() : (workers ?? null));
  const take = (now: number): ProgressSnapshot => model.snapshot(now, countWorkers());
  const { isPlain = !canRedraw(stream) } = options;
  const warnings: string[] = [];
  const log = stream !== null && isPlain ? new LogFace(stream) : undefined;
  const warn = (error: Error): void => {
    const line = `progress file: ${error.message}\n`;
    // Between two frames there is no room for it.
    if (log === undefined) warnings.push(line);
    else stream?.write(line);
  };
  const faces: ProgressFace[] = [];
  if (file !== undefined) faces.push(new ProgressFile(file, take(clock.now()), () => clock.date(), warn));
  if (log !== undefined) faces.push(log);
  else if (stream !== null) faces.push(new TerminalFace(stream, atExit));

  const show = (): void => {
    const now = clock.now();
    let taken: ProgressSnapshot | undefined;
    const snapshot = (): ProgressSnapshot => {
      taken ??= take(now);
      return taken;
    };
    for (const face of faces) face.show(snapshot, now);
  };
  const stop = clock.every(TICK_MS, show);
  let last: ProgressSnapshot | undefined;
  const update = (given: ProgressEvent): void => {
    if (last !== undefined) return;
    const event = toEvent(given);
    model.apply(event, clock.now());
    if ('type' in event && event.type === 'failed') {
      log?.failed({ key: event.key, message: event.error?.message ?? 'failed' });
    }
    show();
  };
  const close = (): void => {
    if (last !== undefined) return;
    stop();
    last = take(clock.now());
    for (const face of faces) face.close(last);
    for (const line of warnings) stream?.write(line);
  };
  show();
  return { update, snapshot: () => last ?? take(clock.now()), close, [Symbol.dispose]: close };
}

function canRedraw(stream: ProgressStream | null): boolean {
  const { CI, TERM } = process.env;
  return stream?.isTTY === true && TERM !== 'dumb' && (CI === undefined || CI === '' || CI === 'false');
}
