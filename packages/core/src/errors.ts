/**
 * Base of every error quantblocks throws on purpose, so that one `instanceof` separates misuse from bugs.
 *
 * @example
 * ```ts
 * import { createBars, QuantblocksError } from '@quantblocks/core';
 *
 * let isMisuse = false;
 * try {
 *   createBars({ time: [], open: [], high: [], low: [], close: [] });
 * } catch (error) {
 *   isMisuse = error instanceof QuantblocksError;
 * }
 * isMisuse; // => true
 * ```
 */
export class QuantblocksError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/**
 * A caller's argument or option is outside its documented domain.
 *
 * @example
 * ```ts
 * import { ParameterError } from '@quantblocks/core';
 *
 * const error = new ParameterError('period', 'an integer >= 1', 0);
 * error.message; // => 'period: expected an integer >= 1, got 0'
 * ```
 */
export class ParameterError extends QuantblocksError {
  declare readonly parameter: string;
  declare readonly expected: string;
  declare readonly received: unknown;

  constructor(parameter: string, expected: string, received: unknown) {
    super(`${parameter}: expected ${expected}, got ${describe(received)}`);
    Object.assign(this, { parameter, expected, received });
  }
}

/** Where a {@link DataError} was found; every field is optional because not every source has files or columns. */
export interface DataLocation {
  /** File name, symbol or address. */
  source?: string | undefined;
  /** 1-based line of a file, or 0-based bar index of an array, as the message says. */
  row?: number | undefined;
  /** Name of the column. */
  column?: string | undefined;
}

/**
 * Market data that cannot be what it claims: a missing column, an unordered time stamp, a high below the low.
 *
 * @example
 * ```ts
 * import { DataError } from '@quantblocks/core';
 *
 * const error = new DataError('a finite price > 0', Number.NaN, { source: 'btc.csv', row: 7, column: 'open' });
 * error.message; // => 'btc.csv, row 7, column open: expected a finite price > 0, got NaN'
 * ```
 */
export class DataError extends QuantblocksError {
  declare readonly expected: string;
  declare readonly received: unknown;
  declare readonly source: string | undefined;
  declare readonly row: number | undefined;
  declare readonly column: string | undefined;

  constructor(expected: string, received: unknown, location: DataLocation = {}) {
    const { source, row, column } = location;
    const place = [source, row === undefined ? '' : `row ${row}`, column === undefined ? '' : `column ${column}`];
    super(`${place.filter(Boolean).join(', ') || 'data'}: expected ${expected}, got ${describe(received)}`);
    Object.assign(this, { expected, received, source, row, column });
  }
}

/**
 * An iterative method used up its budget before it met its tolerance.
 *
 * @example
 * ```ts
 * import { NotConvergedError } from '@quantblocks/core';
 *
 * new NotConvergedError('EM', 500, 0.02).message; // => 'EM: expected convergence, got residual 0.02 after 500 iterations'
 * ```
 */
export class NotConvergedError extends QuantblocksError {
  readonly method: string;
  readonly iterations: number;
  readonly residual: number;

  constructor(method: string, iterations: number, residual: number) {
    super(`${method}: expected convergence, got residual ${residual} after ${iterations} iterations`);
    this.method = method;
    this.iterations = iterations;
    this.residual = residual;
  }
}

/**
 * Stored bytes are not what was written: a failed checksum, a truncated file, a state of another configuration.
 *
 * @example
 * ```ts
 * import { IntegrityError } from '@quantblocks/core';
 *
 * new IntegrityError('run.json', 'version 2', 1).message; // => 'run.json: expected version 2, got 1'
 * ```
 */
export class IntegrityError extends QuantblocksError {
  readonly subject: string;
  readonly expected: string;
  readonly received: unknown;

  constructor(subject: string, expected: string, received: unknown) {
    super(`${subject}: expected ${expected}, got ${describe(received)}`);
    this.subject = subject;
    this.expected = expected;
    this.received = received;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'function') return `function ${value.name}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  if (Array.isArray(value))
    return value.length > 8 ? `an array of ${value.length}` : `[${value.map(describe).join(', ')}]`;
  if (typeof value === 'string') return JSON.stringify(shorten(value));
  try {
    return typeof value === 'object' ? shorten(JSON.stringify(value)) : String(value);
  } catch {
    return 'an object'; // circular, or with a bigint: an error about an error would hide the first one
  }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
