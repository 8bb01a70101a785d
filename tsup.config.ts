import { readdirSync } from 'node:fs';
import { defineConfig } from 'tsup';

const shared = {
  format: 'esm' as const,
  target: 'node20',
  sourcemap: true,
  clean: false,
  dts: false,
  silent: true,
  external: [/^@quantblocks\//, /^#/],
};

export default defineConfig(
  readdirSync('packages').map((name) => ({
    ...shared,
    entry: { index: `packages/${name}/src/index.ts` },
    outDir: `packages/${name}/dist`,
  })),
);
