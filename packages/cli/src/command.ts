import type { CliIo } from './io.ts';

/** One option of a command. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly about: string;
}

/** Options by name, without the dashes. */
export type Flags = Readonly<Record<string, Flag>>;

/** What was given for them; `undefined` for what was not. */
export type Values<F extends Flags> = {
  readonly [Name in keyof F]: F[Name] extends { readonly multiple: true }
    ? readonly string[] | undefined
    : F[Name]['type'] extends 'boolean'
      ? boolean | undefined
      : string | undefined;
};

/** A command line, read. */
export interface Invocation<F extends Flags = Flags> {
  readonly flags: Values<F>;
  readonly args: readonly string[];
  readonly isJson: boolean;
  readonly io: CliIo;
}

/** What a command found: the same for people and for programs. */
export interface Answer {
  readonly text: string;
  readonly json: unknown;
  /** @defaultValue done */
  readonly code?: number;
}

/** A command of the program. */
export interface Command<F extends Flags = Flags> {
  /** One word, or two for a group: `runs list`. */
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** Operands: `FILE`, `[FILE]` if it may be left out, `FILE...` for one or more. */
  readonly args: readonly string[];
  readonly flags: F;
  /** What else to know, lines for the end of the help. */
  readonly notes?: string;
  /** Loads what it needs only when it is asked for: help and mistakes are answered at once. */
  load(): Promise<Perform<F>>;
}

/** Does what a command is for. */
export type Perform<F extends Flags> = (invocation: Invocation<F>) => Answer | Promise<Answer>;

/** A command that is called with its own flags. */
export function defineCommand<const F extends Flags>(command: Command<F>): Command {
  return command as unknown as Command;
}
