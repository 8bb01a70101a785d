import { parseArgs } from 'node:util';
import type { Command, Flags, Invocation } from './command.ts';
import { nearest } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** Options of every command. */
export const COMMON_FLAGS = {
  json: { type: 'boolean', about: 'print the result as JSON and nothing else' },
  trace: { type: 'boolean', about: 'show where an error came from' },
  help: { type: 'boolean', about: 'this text' },
} as const satisfies Flags;

/** Finds the command of a line; the rest of its words are the command's own. */
export function findCommand(
  commands: readonly Command[],
  words: readonly string[],
): { readonly command: Command; readonly rest: readonly string[] } {
  const names = commands.map(({ name }) => name);
  for (const length of [2, 1]) {
    const command = commands.find(({ name }) => name === words.slice(0, length).join(' '));
    if (command !== undefined) return { command, rest: words.slice(length) };
  }
  const [first, second] = words;
  const group = names.filter((name) => name.startsWith(`${first} `));
  if (group.length === 0) {
    const firsts = [...new Set(names.map((name) => name.split(' ')[0]))];
    throw new UsageError(`unknown command ${first}${meant(nearest(first, firsts))}`);
  }
  if (second === undefined || second.startsWith('-'))
    throw new UsageError(`${first} needs one of ${group.map((name) => name.slice(first.length + 1)).join(', ')}`);
  const word = nearest(
    second,
    group.map((name) => name.slice(first.length + 1)),
  );
  throw new UsageError(`unknown command ${first} ${second}${meant(word && `${first} ${word}`)}`);
}

/** Reads the words after a command. */
export function readLine(command: Command, words: readonly string[]): Omit<Invocation, 'io'> & { help: boolean } {
  const options = { ...command.flags, ...COMMON_FLAGS };
  const { values, positionals } = parse(words, options, command.name);
  const { json = false, help = false, trace, ...flags } = values;
  if (help !== true) requireArgs(command, positionals);
  return { flags: flags as Invocation['flags'], args: positionals, isJson: json === true, help: help === true };
}

function parse(words: readonly string[], options: Flags, name: string): ReturnType<typeof parseArgs> {
  const known = Object.fromEntries(
    Object.entries(options).map(([flag, { type, multiple = false }]) => [flag, { type, multiple }]),
  );
  try {
    return parseArgs({ args: [...words], options: known, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !code.startsWith('ERR_PARSE_ARGS')) throw error;
    const flag = /'(--?[^\s'=]+)/.exec(message)?.[1] ?? '';
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const about = options[flag.replace(/^-+/, '')];
      const expects = about?.type === 'boolean' ? 'takes no value' : `needs a value, ${flag} ${about?.value ?? ''}`;
      throw new UsageError(`${flag} ${expects}`.trimEnd());
    }
    const close = nearest(flag.replace(/^-+/, ''), Object.keys(options));
    throw new UsageError(`${name} has no option ${flag}${meant(close && `--${close}`)}`);
  }
}

function requireArgs({ name, args }: Command, given: readonly string[]): void {
  const least = args.filter((arg) => !arg.startsWith('[')).length;
  const most = args.some((arg) => arg.endsWith('...')) ? Number.POSITIVE_INFINITY : args.length;
  if (given.length < least) throw new UsageError(`${name} needs ${args.slice(given.length).join(' ')}`);
  if (given.length > most) throw new UsageError(`${name} does not take ${JSON.stringify(given[most])}`);
}

function meant(word: string | undefined): string {
  return word === undefined ? '' : `, did you mean ${word}?`;
}
