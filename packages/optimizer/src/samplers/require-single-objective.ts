import { ParameterError } from '@quantblocks/core';
import type { SamplerContext } from './sampler.ts';

/** @throws a {@link ParameterError} if the study has several objectives; `sampler` is named. */
export function requireSingleObjective({ history }: SamplerContext, sampler: string): void {
  if (history.objectives > 1)
    throw new ParameterError('sampler', 'one that knows several objectives, such as nsga2', sampler);
}
