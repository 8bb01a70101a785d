import { type JobRef, jobRef } from '../src/index.ts';
import type { count, mark, reuse } from './jobs/shared.ts';
import type { endless, exiting, failing, mortal } from './jobs/start.ts';
import type { draw, obey } from './jobs/tasks.ts';

const tasks = new URL('./jobs/tasks.ts', import.meta.url);
const shared = new URL('./jobs/shared.ts', import.meta.url);
const start = new URL('./jobs/start.ts', import.meta.url);

export const drawRef: JobRef<typeof draw> = jobRef(tasks, 'draw');
export const obeyRef: JobRef<typeof obey> = jobRef(tasks, 'obey');
export const markRef: JobRef<typeof mark> = jobRef(shared, 'mark');
export const countRef: JobRef<typeof count> = jobRef(shared, 'count');
export const reuseRef: JobRef<typeof reuse> = jobRef(shared, 'reuse');
export const failingRef: JobRef<typeof failing> = jobRef(start, 'failing');
export const exitingRef: JobRef<typeof exiting> = jobRef(start, 'exiting');
export const endlessRef: JobRef<typeof endless> = jobRef(start, 'endless');
export const unfinishedRef: JobRef<typeof failing> = jobRef(start, 'unfinished');
export const missingRef: JobRef<typeof failing> = jobRef(start, 'missing');
export const mortalRef: JobRef<typeof mortal> = jobRef(start, 'mortal');
