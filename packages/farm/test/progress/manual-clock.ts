import type { ProgressClock } from '../../src/progress/clock.ts';
import type { ProgressStream } from '../../src/progress/progress-face.ts';

/** A clock that goes on when it is told to. */
export class ManualClock implements ProgressClock {
  time = 0;
  private readonly calls = new Map<object, { ms: number; due: number; call: () => void }>();

  now(): number {
    return this.time;
  }

  date(): number {
    return 1_700_000_000_000 + this.time;
  }

  every(ms: number, call: () => void): () => void {
    const id = {};
    this.calls.set(id, { ms, due: this.time + ms, call });
    return () => this.calls.delete(id);
  }

  get timers(): number {
    return this.calls.size;
  }

  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = [...this.calls.values()].sort((a, b) => a.due - b.due)[0];
      if (next === undefined || next.due > end) break;
      this.time = next.due;
      next.due += next.ms;
      next.call();
    }
    this.time = end;
  }
}

/** Remembers what was written, and plays the terminal: a screen of endless height on which lines wrap. */
export class Screen implements ProgressStream {
  readonly isTTY: boolean;
  columns = 60;
  rows = 12;
  readonly written: string[] = [];
  readonly listeners = new Set<() => void>();

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string): void {
    this.written.push(text);
  }

  on(_: 'resize', listener: () => void): void {
    this.listeners.add(listener);
  }

  off(_: 'resize', listener: () => void): void {
    this.listeners.delete(listener);
  }

  resize(columns: number): void {
    this.columns = columns;
    for (const listener of this.listeners) listener();
  }

  /** What a terminal shows that has understood the sequences a frame uses. */
  get lines(): string[] {
    const lines: string[] = [''];
    let [row, column] = [0, 0];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is played
    for (const [token] of this.written.join('').matchAll(/\u001b\[\??(\d*)[A-Za-z]|[\s\S]/g)) {
      if (token === '\n') {
        row++;
        column = 0;
        lines[row] ??= '';
      } else if (token === '\r') column = 0;
      else if (token.startsWith('\u001b[') && token.endsWith('A')) row -= Number.parseInt(token.slice(2), 10);
      else if (token === '\u001b[K') lines[row] = lines[row].slice(0, column);
      else if (token === '\u001b[J') {
        lines.length = row + 1;
        lines[row] = lines[row].slice(0, column);
      } else if (!token.startsWith('\u001b')) {
        lines[row] = lines[row].slice(0, column).padEnd(column) + token + lines[row].slice(column + 1);
        column++;
      }
    }
    return lines;
  }
}
