import { pathToFileURL } from 'node:url';
import { ParameterError } from '@quantblocks/core';
import type { JobRef } from '../job-ref.ts';

/** The folder whose files both sides have, as a URL that ends in a slash. */
export function rootUrl(root: URL | string | undefined): string {
  const url = root === undefined ? pathToFileURL(process.cwd()).href : String(root);
  if (!/^file:/i.test(url)) throw new ParameterError('root', 'a file: URL', root);
  return url.endsWith('/') ? url : `${url}/`;
}

/** A job's address below a root: another machine has the same files in another place. */
export function belowRoot({ module, name }: JobRef, root: string): JobRef {
  if (!module.startsWith(root)) throw new ParameterError('job', `a module below ${root}`, module);
  return { module: module.slice(root.length), name };
}

/** The job of {@link belowRoot} on this machine. Nothing outside the root is imported, whatever stands in the queue. */
export function atRoot({ module, name }: JobRef, root: string): JobRef {
  const { href } = new URL(`./${module}`, root);
  if (!href.startsWith(root)) throw new ParameterError('job', `a module below ${root}`, href);
  return { module: href, name };
}
