import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitText, oneLine, textWidth } from '../../src/progress/fit-text.ts';
import { formatDuration, formatRate } from '../../src/progress/format.ts';
import { failureLine, plainLine } from '../../src/progress/plain-lines.ts';
import { renderFrame } from '../../src/progress/render-frame.ts';
import type { ProgressRow, ProgressSnapshot, RowState } from '../../src/progress/snapshot.ts';

const row = (fold: number, state: RowState, ended: number): ProgressRow => ({
  seed: '7',
  fold: String(fold),
  state,
  ended,
  total: 300,
  best: ended > 0 ? 1.23456789 : null,
  failed: state === 'failed' ? 2 : 0,
});

const snapshot: ProgressSnapshot = {
  unit: 'trials',
  ended: 450,
  total: 1200,
  elapsedMs: 90_000,
  perSecond: 5,
  left: { ms: 150_000, lowMs: 140_000, highMs: 160_000 },
  workers: 2,
  running: 2,
  failed: 2,
  retried: 1,
  rows: [row(0, 'done', 300), row(1, 'running', 75), row(2, 'failed', 75), row(3, 'waiting', 0)],
  failures: [{ key: 'seed 7 fold 2', message: 'task seed 7 fold 2: threw RangeError: negative\n    at once' }],
};

it('shows the whole, a line per seed and fold, and failures', () => {
  expect(renderFrame(snapshot, { width: 80, height: 20 })).toEqual([
    '██████████████▋░░░░░░░░░░░░░░░░░░░░░░░░  37 %, 450 of 1,200 trials, 5.0 trials/s',
    '1 min 30 s, left 2 min 30 s (2 min 20 s to 2 min 40 s), 2 failed, 2 workers',
    'seed 7 fold 0 █████████████████ done      300/300  best 1.2346',
    'seed 7 fold 1 ████▎░░░░░░░░░░░░ running    75/300  best 1.2346',
    'seed 7 fold 2 ████▎░░░░░░░░░░░░ failed     75/300  2 failed  best 1.2346',
    'seed 7 fold 3 ░░░░░░░░░░░░░░░░░ waiting     0/300',
    '! task seed 7 fold 2: threw RangeError: negative     at once',
  ]);
});

it('counts rows that have no room, and keeps those that need eyes', () => {
  const frame = renderFrame(snapshot, { width: 60, height: 5 });
  expect(frame).toHaveLength(5);
  expect(frame[2]).toMatch(/^seed 7 fold 1/);
  expect(frame[3]).toMatch(/^seed 7 fold 2/);
  expect(frame[4]).toBe('and 1 waiting, 1 done');
});

it('leaves out rows when the work has no names', () => {
  const only = { ...snapshot, rows: [{ ...row(0, 'running', 75), seed: null, fold: null }], failures: [] };
  expect(renderFrame(only, { width: 80, height: 20 })).toHaveLength(2);
});

it('colours whole lines, after they were cut', () => {
  const paint = (state: RowState, text: string): string => `<${state}>${text}`;
  const frame = renderFrame(snapshot, { width: 20, height: 20, paint });
  expect(frame[2]).toMatch(/^<done>.{1,20}$/);
  expect(frame.at(-1)).toMatch(/^<failed>! .{1,18}$/);
});

const text = fc.string({ unit: fc.constantFrom('a', '漢', '😀', 'e\u0301', '\n', '\u001b[31m', '\t', ' ', '9') });
const count = fc.nat(1e7);
const anyRow = fc.record({
  seed: fc.option(text),
  fold: fc.option(text),
  state: fc.constantFrom<RowState>('waiting', 'running', 'done', 'failed'),
  ended: count,
  total: fc.option(count),
  best: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  failed: fc.nat(9),
});
const anySnapshot: fc.Arbitrary<ProgressSnapshot> = fc.record({
  unit: fc.constantFrom('trials', 'tasks'),
  ended: count,
  total: fc.option(count),
  elapsedMs: fc.nat(1e9),
  perSecond: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
  left: fc.option(fc.record({ ms: count, lowMs: count, highMs: count })),
  workers: fc.option(fc.nat(1000)),
  running: fc.nat(1000),
  failed: fc.nat(1000),
  retried: fc.nat(10),
  rows: fc.array(anyRow, { maxLength: 12 }),
  failures: fc.array(fc.record({ key: text, message: text }), { maxLength: 5 }),
});

it('never needs more room than there is', () => {
  fc.assert(
    fc.property(anySnapshot, fc.nat(120), fc.nat(20), (state, width, height) => {
      const lines = renderFrame(state, { width, height });
      expect(lines.length).toBeLessThanOrEqual(height);
      for (const line of lines) {
        expect(textWidth(line)).toBeLessThanOrEqual(width);
        expect(oneLine(line)).toBe(line.trim());
      }
    }),
    { seed: 11, numRuns: 300 },
  );
});

it('shows all rows that have room', () => {
  fc.assert(
    fc.property(anySnapshot, (state) => {
      const named = state.rows.length > 1 || state.rows.some(({ seed, fold }) => seed !== null || fold !== null);
      const lines = renderFrame(state, { width: 80, height: 40 });
      expect(lines).toHaveLength(2 + (named ? state.rows.length : 0) + Math.min(3, state.failures.length));
    }),
    { seed: 12, numRuns: 100 },
  );
});

it('plain lines tell the same in one line', () => {
  expect(plainLine(snapshot)).toBe(
    '1 min 30 s: 37 %, 450 of 1,200 trials, 5.0 trials/s, left 2 min 30 s (2 min 20 s to 2 min 40 s), 2 failed, 2 workers, 2 running, 1 retried',
  );
  expect(plainLine({ ...snapshot, total: null, left: null, perSecond: null, running: 0, failed: 0, retried: 0 })).toBe(
    '1 min 30 s: 450 trials, left unknown, 2 workers',
  );
  expect(plainLine({ ...snapshot, ended: 1200, running: 0 })).toContain(
    '100 %, 1,200 of 1,200 trials, 5.0 trials/s, done',
  );
  expect(failureLine({ key: 'seed 7', message: 'no\nway' })).toBe('seed 7: no way');
});

it('durations have their two largest units', () => {
  const times = [0, 400, 59_499, 60_000, 90_000, 3_599_600, 7_500_000, 90_000_000, 864_000_000];
  expect(times.map(formatDuration)).toEqual([
    '0 s',
    '0 s',
    '59 s',
    '1 min',
    '1 min 30 s',
    '1 h',
    '2 h 5 min',
    '1 d 1 h',
    '10 d',
  ]);
});

it('rates are per second, minute or hour', () => {
  const rates = [1234.5, 12.34, 1, 0.5, 0.01, 0.0001];
  expect(rates.map((perSecond) => formatRate({ perSecond, unit: 'tasks' }))).toEqual([
    '1,235 tasks/s',
    '12.3 tasks/s',
    '1.0 tasks/s',
    '30.0 tasks/min',
    '36.0 tasks/h',
    '0.4 tasks/h',
  ]);
});

it('text is measured and cut in columns, not in letters', () => {
  expect([textWidth('漢字'), textWidth('😀'), textWidth('e\u0301')]).toEqual([4, 2, 1]);
  expect([fitText('漢字', 4), fitText('漢字', 3), fitText('漢字', 2), fitText('abc', 2), fitText('abc', 0)]).toEqual([
    '漢字',
    '漢…',
    '…',
    'a…',
    '',
  ]);
});
