import { workerData } from 'node:worker_threads';
import { serveThread, type ThreadData, type ThreadHandler } from './serve-thread.ts';

// The pool waits for this promise before it gives the thread a task.
export const perform: Promise<ThreadHandler> = serveThread(workerData as ThreadData);
