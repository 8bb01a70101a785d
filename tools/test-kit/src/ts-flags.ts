/** Flags with which Node runs TypeScript of this repository in a process of its own, from the sources of all packages. */
export const tsFlags: readonly string[] = [
  '--import',
  new URL('../../register-ts.mjs', import.meta.url).href,
  '--conditions=@quantblocks/source',
];
