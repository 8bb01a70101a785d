import { IntegrityError } from '@quantblocks/core';
import type { JournalHeader } from './journal-file.ts';

/** Records of other parameters would be taken for those of this run, and nobody would see it in the results. */
export function requireSameRun(
  path: string,
  wanted: JournalHeader,
  found: JournalHeader,
  otherConfiguration: 'refuse' | 'accept' = 'refuse',
): void {
  if (found.schema !== wanted.schema) throw new IntegrityError(path, `schema ${wanted.schema}`, found.schema);
  if (found.configHash !== wanted.configHash && otherConfiguration !== 'accept')
    throw new IntegrityError(
      path,
      `configuration ${wanted.configHash} (use another folder, or say otherConfiguration: 'accept')`,
      found.configHash,
    );
}
