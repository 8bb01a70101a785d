export { EXIT_CODES } from './exit-codes.ts';
export type { CliIo } from './io.ts';
export { runCli } from './run-cli.ts';
