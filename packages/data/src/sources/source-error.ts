import { QuantblocksError } from '@quantblocks/core';

/**
 * Why a source gave up:
 * `invalid-symbol` it does not know the symbol; `banned` it refuses this address for a while; `rate-limited` it kept asking to wait;
 * `rejected` it refused the request for another reason; `unavailable` it kept failing or could not be reached; `malformed` its
 * answers make no sense; `missing-package` an optional package is not installed.
 */
export type SourceErrorReason =
  | 'invalid-symbol'
  | 'banned'
  | 'rate-limited'
  | 'rejected'
  | 'unavailable'
  | 'malformed'
  | 'missing-package';

/** Details of a {@link SourceError}. */
export interface SourceErrorDetails {
  /** HTTP status, where there was an answer. */
  status?: number;
  /** How long the source asked to wait, in milliseconds. */
  retryAfterMs?: number;
  /** Whether the same request may succeed later. @defaultValue `false` */
  retryable?: boolean;
  cause?: unknown;
}

/**
 * A candle source could not deliver. What was retried has been retried by then; `reason` says what to do next.
 *
 * @example
 * ```ts
 * import { SourceError } from '@quantblocks/data';
 *
 * const error = new SourceError('binance', 'banned', 'HTTP 418, wait 120 s', { status: 418, retryAfterMs: 120_000 });
 * error.message; // => 'binance: banned: HTTP 418, wait 120 s'
 * ```
 */
export class SourceError extends QuantblocksError {
  readonly source: string;
  readonly reason: SourceErrorReason;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(source: string, reason: SourceErrorReason, message: string, details: SourceErrorDetails = {}) {
    super(`${source}: ${reason}: ${message}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.source = source;
    this.reason = reason;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.retryable = details.retryable ?? false;
  }
}
