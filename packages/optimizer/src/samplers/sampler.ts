import type { Rng } from '@quantblocks/core';
import type { Space } from '../space/space.ts';
import type { History } from '../study/history.ts';

/** A way to choose the next trial: plain data about it, and a factory of the worker that knows a study's history. */
export interface Sampler {
  readonly name: string;
  /** Everything that changes what is proposed, as plain data: part of a study's identity. */
  readonly options: Readonly<Record<string, unknown>>;
  /** @throws a {@link ParameterError} if the sampler cannot search such a space or so many objectives. */
  start(context: SamplerContext): Proposer;
}

/** What a sampler may know. */
export interface SamplerContext {
  readonly space: Space<unknown>;
  readonly history: History;
  readonly seed: number | string;
  /** Whether a point satisfies the constraints and, where the space is finite, was never proposed before. */
  accepts(point: Float64Array): boolean;
}

/** A point, and where it comes from. */
export interface Proposal {
  readonly point: Float64Array;
  /** How the point was found, for the log: `tpe`, `start-up`, `cma-es`. */
  readonly by: string;
  /** Generation of a sampler that works in generations. */
  readonly generation?: number;
}

/**
 * Proposes points for one study. It may keep caches, but what it proposes must follow from the history, the trial's number
 * and `rng` alone: a study that is replayed from its log goes on as if it had never stopped.
 */
export interface Proposer {
  /** `null` if it has nothing left to propose. */
  propose(trial: number, rng: Rng): Proposal | null;
}
