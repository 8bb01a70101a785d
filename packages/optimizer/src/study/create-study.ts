import { Study, type StudyOptions } from './study.ts';

/**
 * A new study.
 *
 * @throws a {@link ParameterError} if the sampler cannot search the space or the objectives.
 *
 * @example
 * ```ts
 * import { createStudy, float, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(-5, 5) }), seed: 7 });
 * for (let i = 0; i < 60; i++) {
 *   for (const { number, params } of study.ask()) study.tell(number, (params.x - 2) ** 2);
 * }
 * Math.abs((study.best?.params.x ?? 0) - 2) < 0.1; // => true
 * ```
 */
export function createStudy<Params>(options: StudyOptions<Params>): Study<Params> {
  return new Study(options);
}
