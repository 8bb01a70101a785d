import { QuantblocksError } from '@quantblocks/core';

/**
 * An optional package that the queue needs is not installed.
 *
 * @example
 * ```ts
 * import { MissingPackageError } from '@quantblocks/farm/bullmq';
 *
 * new MissingPackageError('bullmq').message; // => 'the queue needs the package bullmq: npm install bullmq ioredis'
 * ```
 */
export class MissingPackageError extends QuantblocksError {
  /** The package that was not found. */
  readonly package: string;

  constructor(name: string, options?: ErrorOptions) {
    super(`the queue needs the package ${name}: npm install bullmq ioredis`, options);
    this.package = name;
  }
}
