import { pathToFileURL } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = '@quantblocks/source';

export default defineConfig({
  ssr: { resolve: { conditions: [source, 'module', 'node', 'import', 'default'] } },
  test: {
    include: [
      'packages/*/test/**/*.test.ts',
      'tools/*/test/**/*.test.ts',
      'examples/*/test/**/*.test.ts',
      'benchmarks/*/test/**/*.test.ts',
    ],
    execArgv: ['--import', pathToFileURL('tools/register-ts.mjs').href, `--conditions=${source}`],
    coverage: { include: ['packages/*/src/**'], reporter: ['text-summary', 'html'] },
  },
});
