/** Where a command line speaks to, and who may stop it. */
export interface CliIo {
  /** Results: text that ends in a line break. */
  readonly out: (text: string) => void;
  /** Progress, warnings and errors. */
  readonly err: (text: string) => void;
  /** Whether `err` can redraw a line. @defaultValue `false` */
  readonly isTerminal?: boolean;
  /** Columns of the terminal. @defaultValue wide tables stay whole */
  readonly width?: number | undefined;
  /** Ends work at the next opportunity. */
  readonly signal?: AbortSignal;
}
