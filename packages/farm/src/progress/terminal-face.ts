import { textWidth } from './fit-text.ts';
import type { ProgressFace, ProgressStream } from './progress-face.ts';
import { renderFrame } from './render-frame.ts';
import type { ProgressSnapshot, RowState } from './snapshot.ts';

const FRAME_MS = 100;
const COLOURS: Readonly<Record<RowState, number>> = { waiting: 90, running: 39, done: 32, failed: 31 };
const HIDE_CURSOR = '\u001b[?25l';
const SHOW_CURSOR = '\u001b[?25h';
const CLEAR_BELOW = '\u001b[J';
const CLEAR_LINE = '\u001b[K';

/** Redraws one frame in place. The last one stays. */
export class TerminalFace implements ProgressFace {
  private readonly stream: ProgressStream;
  private readonly release: () => void;
  private readonly paint: ((state: RowState, text: string) => string) | undefined;
  private readonly onResize = (): void => {
    this.isResized = true;
  };
  private widths: number[] = [];
  private shown = '';
  private drawnAt = Number.NEGATIVE_INFINITY;
  private isResized = false;

  /** `atExit` is told what to do when the program ends without closing, and returns how to call that off. */
  constructor(stream: ProgressStream, atExit: (restore: () => void) => () => void) {
    this.stream = stream;
    // Terminals know NO_COLOR and its like.
    if (stream.hasColors?.()) this.paint = (state, text) => `\u001b[${COLOURS[state]}m${text}\u001b[39m`;
    this.release = atExit(() => stream.write(SHOW_CURSOR));
    stream.on?.('resize', this.onResize);
    stream.write(HIDE_CURSOR);
  }

  show(snapshot: () => ProgressSnapshot, now: number): void {
    if (now - this.drawnAt < FRAME_MS) return;
    this.drawnAt = now;
    this.draw(snapshot());
  }

  close(snapshot: ProgressSnapshot): void {
    this.draw(snapshot);
    this.stream.off?.('resize', this.onResize);
    this.release();
    this.stream.write(SHOW_CURSOR);
  }

  private draw(snapshot: ProgressSnapshot): void {
    const { columns = 80, rows = 24 } = this.stream;
    // The last column and line stay free: terminals wrap and scroll as soon as they are written to.
    const paint = this.paint === undefined ? {} : { paint: this.paint };
    const lines = renderFrame(snapshot, { width: Math.max(1, columns - 1), height: Math.max(1, rows - 1), ...paint });
    const text = lines.map((line) => `${line}${CLEAR_LINE}\n`).join('');
    if (text === this.shown && !this.isResized) return;
    this.stream.write(`${this.backToTop(columns)}${this.isResized ? CLEAR_BELOW : ''}${text}${CLEAR_BELOW}`);
    this.shown = text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours have no width
    this.widths = lines.map((line) => textWidth(line.replace(/\u001b\[\d+m/g, '')));
    this.isResized = false;
  }

  /** A terminal that was made narrower has wrapped our lines, so that there are more of them to go back. */
  private backToTop(columns: number): string {
    const up = this.widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return up === 0 ? '' : `\r\u001b[${up}A`;
  }
}
