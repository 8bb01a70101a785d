import { createHash } from 'node:crypto';
import { canonicalJson } from './encode-json.ts';

/**
 * A short name for everything results depend on: equal data give the same, in whatever order their keys are.
 *
 * @param config - Plain data: options, ranges, costs, a hash of the bars, the version of the code.
 * @returns 16 hexadecimal digits of a SHA-256.
 * @throws a {@link ParameterError} if `config` holds what JSON would lose, such as a function.
 *
 * @example
 * ```ts
 * import { configHash } from '@quantblocks/checkpoint';
 *
 * configHash({ feeBps: 4, folds: 14 }) === configHash({ folds: 14, feeBps: 4 }); // => true
 * configHash({ feeBps: 5, folds: 14 }) === configHash({ folds: 14, feeBps: 4 }); // => false
 * ```
 */
export function configHash(config: unknown): string {
  return createHash('sha256').update(canonicalJson(config, 'config')).digest('hex').slice(0, 16);
}
