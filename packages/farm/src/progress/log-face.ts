import { failureLine, plainLine } from './plain-lines.ts';
import type { ProgressFace, ProgressStream } from './progress-face.ts';
import type { ProgressSnapshot } from './snapshot.ts';

const LINE_MS = 5000;
/** A line without news, so that nobody takes a long task for a dead program. */
const SILENCE_MS = 60_000;

/** Lines for logs and pipes: now and then one with the state. */
export class LogFace implements ProgressFace {
  private readonly stream: ProgressStream;
  private shownAt = Number.NEGATIVE_INFINITY;
  private news = '';
  private lastLine = '';

  constructor(stream: ProgressStream) {
    this.stream = stream;
  }

  /** A failure is worth a line of its own at once. */
  failed(failure: ProgressSnapshot['failures'][number]): void {
    this.stream.write(`failed: ${failureLine(failure)}\n`);
  }

  show(snapshot: () => ProgressSnapshot, now: number): void {
    const silence = now - this.shownAt;
    if (silence < LINE_MS) return;
    const state = snapshot();
    const news = newsOf(state);
    if (news === this.news && silence < SILENCE_MS) return;
    this.shownAt = now;
    this.news = news;
    this.print(state);
  }

  close(snapshot: ProgressSnapshot): void {
    if (plainLine(snapshot) !== this.lastLine) this.print(snapshot);
  }

  private print(snapshot: ProgressSnapshot): void {
    this.lastLine = plainLine(snapshot);
    this.stream.write(`${this.lastLine}\n`);
  }
}

function newsOf({ ended, failed, retried, workers }: ProgressSnapshot): string {
  return [ended, failed, retried, workers].join();
}
