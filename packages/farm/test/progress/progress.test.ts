import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ParameterError } from '@quantblocks/core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inline } from '../../src/inline.ts';
import { defineJob } from '../../src/job.ts';
import { type ProgressOptions, progress } from '../../src/progress/progress.ts';
import type { ProgressFileContent } from '../../src/progress/progress-file.ts';
import { withProgress } from '../../src/progress/with-progress.ts';
import { ManualClock, Screen } from './manual-clock.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function open(isTTY: boolean, options: ProgressOptions = {}) {
  const clock = new ManualClock();
  const stream = new Screen(isTTY);
  return { clock, stream, view: progress({ tasks: 10, stream, clock, isPlain: !isTTY, ...options }) };
}

describe('in a terminal', () => {
  it('redraws in place and leaves the last frame', () => {
    const { clock, stream, view } = open(true);
    for (let i = 0; i < 10; i++) {
      clock.advance(1000);
      view.update({ type: 'finished', key: `fold ${i}` });
    }
    view.close();
    expect(stream.lines).toEqual([
      expect.stringContaining('100 %, 10 of 10 tasks, 1.0 tasks/s'),
      '10 s, done',
      ...Array.from({ length: 8 }, () => expect.stringMatching(/^fold \d .* done /)),
      'and 2 done',
      '',
    ]);
  });

  it('draws at most ten times a second, whatever happens', () => {
    const { clock, stream, view } = open(true, { tasks: 100_000 });
    const before = stream.written.length;
    for (let i = 0; i < 3000; i++) {
      clock.advance(1);
      view.update({ type: 'finished', key: `${i}` });
    }
    expect(stream.written.length - before).toBeLessThanOrEqual(30);
    expect(stream.written.length - before).toBeGreaterThanOrEqual(25);
    view.close();
  });

  it('goes on while nothing is told, and stays silent while nothing changes', () => {
    const { clock, stream, view } = open(true);
    const before = stream.written.length;
    clock.advance(5000);
    // The time that has passed is shown in seconds.
    expect(stream.written.length - before).toBe(5);
    expect(stream.lines[1]).toBe('5 s, left unknown');
    view.close();
  });

  it('hides the cursor and gives it back, with its timer and its listeners', () => {
    const listeners = (): number[] =>
      ['exit', 'SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.listenerCount(name));
    const before = listeners();
    const { clock, stream, view } = open(true);
    expect(stream.written[0]).toBe('\u001b[?25l');
    expect(listeners()).toEqual(before.map((count) => count + 1));
    view.close();
    expect(stream.written.at(-1)).toBe('\u001b[?25h');
    expect(listeners()).toEqual(before);
    expect([clock.timers, stream.listeners.size]).toEqual([0, 0]);
    const { length } = stream.written;
    view.close();
    view.update({ type: 'finished', key: 'late' });
    expect(stream.written.length).toBe(length);
  });

  it('gives the cursor back when a signal ends the program', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const others = process.listeners('SIGHUP');
    process.removeAllListeners('SIGHUP');
    const { stream, view } = open(true);
    process.emit('SIGHUP', 'SIGHUP');
    expect(stream.written.at(-1)).toBe('\u001b[?25h');
    expect(kill).toHaveBeenCalledExactlyOnceWith(process.pid, 'SIGHUP');
    view.close();
    for (const listener of others) process.on('SIGHUP', listener);
    kill.mockRestore();
  });

  it('leaves a signal to whoever else wants it', () => {
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const drain = vi.fn();
    const { view } = open(true);
    process.on('SIGHUP', drain);
    process.emit('SIGHUP', 'SIGHUP');
    process.off('SIGHUP', drain);
    expect([drain.mock.calls.length, kill.mock.calls.length]).toEqual([1, 0]);
    view.close();
    kill.mockRestore();
  });

  it('clears what a narrower terminal has wrapped', () => {
    const { clock, stream, view } = open(true, { tasks: ['fold 0', 'fold 1'] });
    clock.advance(1000);
    stream.resize(25);
    clock.advance(100);
    // Lines of 59, 17, 49 and 49 columns take 3 + 1 + 2 + 2 of 25 columns.
    const [, up, rest] = stream.written.at(-1)?.split('\u001b[') ?? [];
    expect(up).toBe('8A');
    expect(rest).toMatch(/^J/);
    view.close();
  });
});

describe('elsewhere', () => {
  it('prints a line every few seconds, if there is news', () => {
    const { clock, stream, view } = open(false);
    for (let i = 0; i < 8; i++) {
      clock.advance(1000);
      view.update({ type: 'finished', key: `${i}` });
    }
    expect(stream.written).toEqual([
      '0 s: 0 %, 0 of 10 tasks, left unknown\n',
      '5 s: 40 %, 4 of 10 tasks, 1.0 tasks/s, left 6 s\n',
    ]);
    clock.advance(50_000);
    expect(stream.written).toHaveLength(3);
    clock.advance(61_000);
    expect(stream.written).toHaveLength(4);
    view.close();
    expect(stream.written).toHaveLength(5);
    expect(stream.written.join('')).not.toContain('\u001b');
  });

  it('prints each failure at once', () => {
    const { stream, view } = open(false);
    const before = stream.written.length;
    view.update({ type: 'failed', key: 'fold 3', error: new Error('negative') });
    view.update({ type: 'failed', key: 'fold 4', error: new Error('out of\nmemory') });
    expect(stream.written.slice(before)).toEqual(['failed: fold 3: negative\n', 'failed: fold 4: out of memory\n']);
    view.close();
  });
});

describe('the file', () => {
  const read = (path: string): ProgressFileContent => JSON.parse(readFileSync(path, 'utf8')) as ProgressFileContent;

  it('is there from the start, at most a second old while work goes on, and says when it is over', () => {
    const path = join(folder, 'a.json');
    const { clock, view } = open(true, { file: path, stream: null, workers: () => 3 });
    expect(read(path)).toMatchObject({ version: 1, state: 'open', ended: 0, total: 10, workers: 3 });
    for (let i = 0; i < 100; i++) {
      clock.advance(50);
      if (i % 10 === 9) view.update({ type: 'finished', key: `fold ${i}` });
      const { updated, started } = read(path);
      expect(clock.date() - updated).toBeLessThanOrEqual(1100);
      expect(started).toBe(1_700_000_000_000);
    }
    view.close();
    const { version, state, started, updated, ...rest } = read(path);
    expect([version, state, updated - started]).toEqual([1, 'closed', 5000]);
    expect(rest).toEqual(view.snapshot());
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('is replaced and never written to: whoever has it open reads one whole state', () => {
    const path = join(folder, 'c.json');
    const { clock, view } = open(true, { file: path, stream: null });
    const reader = openSync(path, 'r');
    clock.advance(2000);
    view.close();
    expect(JSON.parse(readFileSync(reader, 'utf8'))).toMatchObject({ state: 'open', elapsedMs: 0 });
    closeSync(reader);
  });

  it('is replaced at most once a second', () => {
    const path = join(folder, 'b.json');
    const { clock, view } = open(true, { file: path, stream: null });
    const seen = new Set<number>();
    for (let i = 0; i < 300; i++) {
      clock.advance(10);
      view.update({ type: 'finished', key: `${i}` });
      seen.add(read(path).updated);
    }
    view.close();
    expect(seen.size).toBeLessThanOrEqual(4);
  });

  it('that cannot be written is refused before work begins', () => {
    expect(() => open(false, { file: join(folder, 'none', 'a.json') })).toThrow('ENOENT');
  });

  it('that can no longer be written ends nothing, and is said once', () => {
    const inner = mkdtempSync(join(folder, 'gone-'));
    const { clock, stream, view } = open(false, { file: join(inner, 'a.json') });
    rmSync(inner, { recursive: true });
    clock.advance(10_000);
    view.close();
    expect(stream.written.filter((line) => line.startsWith('progress file: ENOENT'))).toHaveLength(1);
  });
});

describe('around a crew', () => {
  const root = defineJob({
    start: () => (value: number) => {
      if (value < 0) throw new RangeError('negative');
      return Math.sqrt(value);
    },
  });

  it('withProgress tells of starts, ends and failures, and changes no result', async () => {
    const { stream, view } = open(false, { tasks: 3 });
    const crew = withProgress(await inline().open(root, undefined), view);
    const tasks = [4, -1, 9].map((input, i) => ({ key: `seed ${i}`, input }));
    const outputs: unknown[] = [];
    for await (const outcome of crew.stream(tasks))
      outputs.push('error' in outcome ? outcome.error.reason : outcome.output);
    expect(outputs).toEqual([2, 'threw', 3]);
    expect(view.snapshot()).toMatchObject({ ended: 3, failed: 1, running: 0 });
    expect(view.snapshot().rows.map(({ state }) => state)).toEqual(['done', 'failed', 'done']);
    expect(stream.written).toContain('failed: task seed 1: threw RangeError: negative\n');
    await crew.close();
    view.close();
  });

  it('withProgress forgets what was cancelled', async () => {
    const { view } = open(false);
    const crew = withProgress(await inline().open(root, undefined), view);
    await expect(crew.run({ key: 'a', input: 1 }, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
    expect(view.snapshot()).toMatchObject({ ended: 0, running: 0, failed: 0 });
    await crew.close();
    view.close();
  });
});

it('refuses a wrong number of workers', () => {
  expect(() => progress({ workers: -1, stream: null })).toThrow(ParameterError);
});
