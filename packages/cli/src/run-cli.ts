import { colours as pc } from './colours.ts';
import { COMMANDS } from './commands.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { failureOf } from './failure.ts';
import { commandHelp, programHelp } from './help.ts';
import { Interrupted } from './interrupted.ts';
import type { CliIo } from './io.ts';
import { findCommand, readLine } from './read-line.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs one command line of `quantblocks` and says with which code it ends; nothing is thrown.
 *
 * @param words - What follows the name of the program.
 * @param io - Where results and errors go, and a signal that stops it.
 *
 * @example
 * ```ts
 * import { runCli } from '@quantblocks/cli';
 *
 * let text = '';
 * const io = { out: (line: string) => void (text += line), err: (line: string) => void (text += line) };
 * await runCli(['config', 'show', '--seed', '7', '--json'], io); // => 0
 * JSON.parse(text).seed; // => 7
 *
 * text = '';
 * await runCli(['vaildate'], io); // => 1
 * text.split('\n')[0]; // => 'unknown command vaildate, did you mean validate?'
 * ```
 */
export async function runCli(words: readonly string[], io: CliIo): Promise<number> {
  try {
    return await run(words, io);
  } catch (error) {
    if (words.includes('--trace')) io.err(`${error instanceof Error ? error.stack : String(error)}\n`);
    if (error instanceof Interrupted || io.signal?.aborted) {
      io.err(`${pc.yellow((error instanceof Interrupted ? error : new Interrupted()).message)}\n`);
      return EXIT_CODES.interrupted;
    }
    const { message, code } = failureOf(error);
    const hint = error instanceof UsageError ? `\n${pc.dim('quantblocks help says what there is')}` : '';
    io.err(`${pc.red(message)}${hint}\n`);
    return code;
  }
}

async function run(words: readonly string[], io: CliIo): Promise<number> {
  const [first] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const rest = words.slice(1).filter((word) => !word.startsWith('-'));
    const text = rest.length === 0 ? programHelp(COMMANDS) : commandHelp(findCommand(COMMANDS, rest).command);
    const asked = COMMANDS.map(({ name, summary, args }) => ({ name, summary, args }));
    io.out(words.includes('--json') ? toJson(asked) : text);
    return EXIT_CODES.done;
  }
  const { command, rest } = findCommand(COMMANDS, words);
  const { help, ...line } = readLine(command, rest);
  if (help) {
    io.out(commandHelp(command));
    return EXIT_CODES.done;
  }
  const { text, json, code = EXIT_CODES.done } = await (await command.load())({ ...line, io });
  io.out(line.isJson ? toJson(json) : text.endsWith('\n') ? text : `${text}\n`);
  return code;
}

/** Figures that do not exist are null, series are lists. */
function toJson(value: unknown): string {
  const list = (_: string, item: unknown): unknown =>
    ArrayBuffer.isView(item) ? Array.from(item as Float64Array) : item;
  return `${JSON.stringify(value, list, 2)}\n`;
}
