import type { Crew } from '@quantblocks/farm';
import type { FinalTriggerParams } from '@quantblocks/final-trigger';
import { createStudy, type Outcome, optimize, type Space, type Study } from '@quantblocks/optimizer';
import type { Options } from './options.ts';

/** What is searched, and where to begin. */
export interface Target<Point> {
  readonly name: string;
  readonly space: Space<Point>;
  /** The first trial. */
  readonly first: Point;
  readonly paramsOf: (point: Point) => FinalTriggerParams;
}

/** Searches with the workers of a crew. The study knows nothing of them: its log is the same for any number. */
export async function search<Point>(
  { name, space, first, paramsOf }: Target<Point>,
  crew: Crew<FinalTriggerParams, Outcome>,
  { trials, seed, batch, json }: Options,
): Promise<Study<Point>> {
  const study = createStudy({ space, direction: 'maximize', seed });
  study.enqueue(first);
  const showsProgress = !json && process.stderr.isTTY;
  await optimize(
    study,
    async (point, { number }) => (await crew.run({ key: `${name} ${number}`, input: paramsOf(point) })).output,
    {
      trials,
      batch,
      ...(showsProgress && { onProgress: ({ ended }) => showProgress(name, ended, trials) }),
    },
  );
  return study;
}

function showProgress(name: string, ended: number, trials: number): void {
  process.stderr.write(`\r${name}: ${ended} of ${trials} trials${ended < trials ? '' : '\n'}`);
}
