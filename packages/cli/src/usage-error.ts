import { QuantblocksError } from '@quantblocks/core';

/** A command line that cannot be meant. */
export class UsageError extends QuantblocksError {}
