import { IntegrityError } from '@quantblocks/core';
import { differences } from './run-store/differences.ts';
import { packageVersion } from './run-store/environment.ts';
import type { ManifestData } from './run-store/manifest.ts';
import type { Run } from './run-store/run.ts';

/**
 * Refuses to go on with a run under other conditions: what is kept would be mixed with what those give.
 *
 * @throws an {@link IntegrityError} that names the first thing that changed.
 */
export function requireSameRun(run: Run, config: unknown, data: readonly ManifestData[]): void {
  const { id, manifest } = run;
  const [change] = differences(manifest.config, config);
  if (change !== undefined)
    throw new IntegrityError(`run ${id}`, `${change.path} of its configuration as before, ${show(change.a)}`, change.b);
  const before = manifest.data.map(({ asset }) => asset).join(', ');
  const now = data.map(({ asset }) => asset).join(', ');
  if (now !== before) throw new IntegrityError(`run ${id}`, `the assets ${before}`, now);
  const other = data.findIndex(({ hash }, i) => hash !== manifest.data[i].hash);
  if (other >= 0)
    throw new IntegrityError(
      `run ${id}`,
      `the bars of ${data[other].asset} as before, ${about(manifest.data[other])}`,
      about(data[other]),
    );
  if (manifest.codeVersion !== packageVersion())
    throw new IntegrityError(
      `run ${id}`,
      `version ${manifest.codeVersion} of this package, which began it`,
      packageVersion(),
    );
}

function about({ bars, from, to, hash }: ManifestData): string {
  return `${bars} from ${from} to ${to} (${hash})`;
}

function show(value: unknown): string {
  return value === undefined ? 'not given' : JSON.stringify(value);
}
