#!/usr/bin/env node
import { EXIT_CODES } from './exit-codes.ts';
import { runCli } from './run-cli.ts';

// A reader that has seen enough (`| head`) is not an error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? EXIT_CODES.done : EXIT_CODES.fault);
  });

const stop = new AbortController();
const SIGNALS = { SIGINT: EXIT_CODES.interrupted, SIGTERM: 143 } as const;
let stoppedWith: number | undefined;
for (const [name, code] of Object.entries(SIGNALS))
  process.on(name, () => {
    // The first asks, the second does not wait.
    if (stoppedWith !== undefined) process.exit(code);
    stoppedWith = code;
    stop.abort(new Error(name));
  });

const code = await runCli(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY && process.env.TERM !== 'dumb' && process.env.CI === undefined,
  width: process.stdout.columns,
  signal: stop.signal,
});
process.exitCode = code === EXIT_CODES.interrupted ? (stoppedWith ?? code) : code;
