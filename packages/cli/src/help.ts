import type { Command, Flags } from './command.ts';
import { COMMON_FLAGS } from './read-line.ts';

const CODES = `Exit codes: 0 done; 1 something to mend (a flag, a file, a run that is not there); 2 done, and the answer is no
(nothing passed, a column differs, impossible rows); 3 a fault of this program; 130 interrupted.`;

/** The help of the whole program. */
export function programHelp(commands: readonly Command[]): string {
  return `quantblocks: from candles of many assets to a portfolio with frozen parameters.

  quantblocks run --synthetic          try it on a market whose truth is known
  quantblocks run --data DIR           on a folder of candles (CSV)

Commands
${pairs(commands.map((command) => [[command.name, ...command.args].join(' '), command.summary]))}

Every command takes --json, --trace and --help.
${CODES}
`;
}

/** The help of one command. */
export function commandHelp({ name, args, flags, summary, notes }: Command): string {
  const tail = notes === undefined ? '' : `\n${notes}\n`;
  return `${summary}

  quantblocks ${[name, ...args, '[options]'].join(' ')}

Options
${pairs(Object.entries<Flags[string]>({ ...flags, ...COMMON_FLAGS }).map(([flag, { value, about }]) => [value === undefined ? `--${flag}` : `--${flag} ${value}`, about]))}
${tail}
${CODES}
`;
}

function pairs(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`).join('\n');
}
