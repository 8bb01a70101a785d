import { ParameterError } from '@quantblocks/core';
import type { BarRange, Fold } from '../splits/fold.ts';
import { nestedFolds } from '../splits/nested-folds.ts';
import type { FoldTask } from './fold-search.ts';

/** Checks that folds are walk-forward folds of these bars, and resolves their inner ones. */
export function foldTasks(
  folds: readonly Fold[],
  length: number,
  inner: ((length: number) => readonly Fold[]) | undefined,
): FoldTask[] {
  if (folds.length === 0) throw new ParameterError('folds', 'at least one fold', folds);
  const tasks = folds.map(({ index, train, validation, test }, i): FoldTask => {
    if (train.length !== 1 || test.length !== 1 || validation !== undefined) {
      throw new ParameterError(`folds[${i}]`, 'one training range and one test range', { train, validation, test });
    }
    const ranges = { train: train[0], test: test[0] };
    for (const [name, range] of Object.entries(ranges)) requireRange(`folds[${i}].${name}`, range, 0, length);
    if (ranges.train.end > ranges.test.start) {
      throw new ParameterError(`folds[${i}].train`, `to end before its test, bar ${test[0].start}`, train[0].end);
    }
    return { index, ...ranges, samples: inner === undefined ? [train[0]] : innerTests(i, train[0], inner) };
  });
  for (let i = 1; i < tasks.length; i++) {
    if (tasks[i].test.start < tasks[i - 1].test.end || tasks[i].index <= tasks[i - 1].index) {
      throw new ParameterError('folds', 'folds in order whose tests are apart', [tasks[i - 1].test, tasks[i].test]);
    }
  }
  return tasks;
}

function innerTests(fold: number, train: BarRange, inner: (length: number) => readonly Fold[]): BarRange[] {
  const tests = nestedFolds(train, inner).flatMap(({ test }) => test);
  if (tests.length === 0) throw new ParameterError('inner', 'at least one test', tests);
  for (const range of tests) requireRange(`inner test of folds[${fold}]`, range, train.start, train.end);
  return tests;
}

function requireRange(name: string, { start, end, warmupStart }: BarRange, least: number, most: number): void {
  const isValid = [start, end, warmupStart].every(Number.isInteger);
  if (!(isValid && 0 <= warmupStart && warmupStart <= start && least <= start && start < end && end <= most)) {
    throw new ParameterError(name, `a range of bars in [${least}, ${most})`, { start, end, warmupStart });
  }
}
