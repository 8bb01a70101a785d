import { ParameterError } from '@quantblocks/core';

/** What a result belongs to. */
export interface TaskKey {
  readonly strategy: string;
  readonly asset: string;
  readonly seed: number | string;
  readonly fold: number | string;
  readonly phase: string;
  /** Name of everything else the result depends on, see {@link configHash}. */
  readonly configHash: string;
}

const PARTS = ['strategy', 'asset', 'seed', 'fold', 'phase', 'configHash'] as const;

/**
 * A key as one string, for stores, queues and logs; different keys give different strings.
 *
 * @throws a {@link ParameterError} if a part is missing or empty.
 *
 * @example
 * ```ts
 * import { taskId } from '@quantblocks/checkpoint';
 *
 * const key = { strategy: 'ichimoku', asset: 'BTC/USDT', seed: 7, fold: 2021, phase: 'global', configHash: 'a1' };
 * taskId(key); // => 'ichimoku/BTC%2FUSDT/7/2021/global/a1'
 * ```
 */
export function taskId(key: TaskKey): string {
  return PARTS.map((name) => {
    const part = key[name];
    // Half a character has no code for the address.
    if (!(typeof part === 'string' ? part !== '' && !/\p{Surrogate}/u.test(part) : Number.isFinite(part)))
      throw new ParameterError(`key.${name}`, 'a word or a number', part);
    return encodeURIComponent(part);
  }).join('/');
}
