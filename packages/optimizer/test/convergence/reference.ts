import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Best value so far of every seed, by the number of trials. */
export type BestAt = Readonly<Record<number, readonly number[]>>;

/** What another optimiser reached on a test function. */
export interface Reference {
  readonly function: string;
  /** Version and options, such as `v5_random`. */
  readonly reference: string;
  readonly nTrials: number;
  /** Trials asked before they are told. */
  readonly batch: number;
  /** Numbers of trials after which the best value was noted. */
  readonly checkpoints: readonly number[];
  readonly bestAt: BestAt;
}

/** The reference runs of a folder, sorted. */
export function readReferences(folder: string): Reference[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Reference);
}
