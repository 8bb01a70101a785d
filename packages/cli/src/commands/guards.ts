import { IntegrityError, ParameterError } from '@quantblocks/core';
import { assetFileName } from '@quantblocks/pipeline';
import { formatSuite, type SuiteVerdict } from '@quantblocks/validation-guards';
import type { Answer, Invocation } from '../command.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import { findRun, storeOf } from '../find-run.ts';
import type { STORE_FLAGS } from '../flags.ts';

export function guards({ flags, args: [id, asset], io }: Invocation<typeof STORE_FLAGS>): Answer {
  const run = findRun(storeOf(flags), id);
  const name = `verdicts/${assetFileName(asset)}.json`;
  if (!run.has(name)) throw new ParameterError('ASSET', `one that ${run.id} validated`, asset);
  const verdict = run.readJson<SuiteVerdict>(name);
  if (!Array.isArray(verdict?.lines)) throw new IntegrityError(run.path(name), 'a verdict with lines', verdict);
  return {
    text: formatSuite(verdict, { width: Math.min(120, io.width ?? 100) }),
    json: verdict,
    code: verdict.status === 'pass' ? EXIT_CODES.done : EXIT_CODES.no,
  };
}
