import type * as Bullmq from 'bullmq';
import type * as Ioredis from 'ioredis';
import { MissingPackageError } from './missing-package-error.ts';

/** What the queue is made of; optional, so that nobody installs it for threads. */
export interface Packages {
  readonly bullmq: typeof Bullmq;
  readonly ioredis: typeof Ioredis;
}

/** Loads the packages of the queue, or says what to install. */
export async function loadPackages(
  load: (name: string) => Promise<unknown> = (name) => import(/* @vite-ignore */ name),
): Promise<Packages> {
  const loaded = [];
  for (const name of ['bullmq', 'ioredis']) {
    try {
      loaded.push(await load(name));
    } catch (error) {
      // A package that is there and fails for another reason speaks for itself.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
      throw new MissingPackageError(name, { cause: error });
    }
  }
  return { bullmq: loaded[0] as Packages['bullmq'], ioredis: loaded[1] as Packages['ioredis'] };
}
