import { ParameterError } from '@quantblocks/core';
import { expect, it } from 'vitest';
import { defineJob, type Job, type JobRef, jobRef } from '../src/index.ts';
import type { draw } from './jobs/tasks.ts';

it('defineJob(job) returns the job itself', () => {
  const job: Job<number, number, number> = { start: (shared) => (input) => shared + input };
  expect(defineJob(job)).toBe(job);
});

it('defineJob(job) refuses what cannot be started', () => {
  expect(() => defineJob({} as never)).toThrow(
    new ParameterError('job.start', 'a function that prepares a worker', undefined),
  );
  expect(() => defineJob(null as never)).toThrow(ParameterError);
});

it('jobRef(module, name) takes URLs and addresses', () => {
  const url = new URL('./jobs/tasks.ts', import.meta.url);
  const ref: JobRef<typeof draw> = jobRef(url, 'draw');
  expect(ref).toEqual({ module: url.href, name: 'draw' });
  expect(jobRef(url.href, 'draw')).toEqual(ref);
});

it('jobRef(module, name) refuses paths, which each worker would read differently', () => {
  for (const module of ['./tasks.ts', '/jobs/tasks.ts', 'tasks', '']) {
    expect(() => jobRef(module, 'draw')).toThrow('module: expected an absolute URL such as import.meta.url');
  }
  expect(() => jobRef('file:///tasks.js', '')).toThrow('name: expected the name of an export, got ""');
});
