import type { Choice, Parameter } from '@quantblocks/optimizer';

/** A parameter as the golden files describe it; what does not apply is `null`. */
export interface GoldenParameter {
  readonly name: string;
  readonly type: 'float' | 'int' | 'categorical';
  readonly low: number | null;
  readonly high: number | null;
  readonly step: number | null;
  readonly log: boolean;
  readonly choices: readonly Choice[] | null;
}

/** The same parameter as this package declares it. */
export function parameterOf({ type, low, high, step, log, choices }: GoldenParameter): Parameter {
  if (type === 'categorical') return { type, choices: choices ?? [] };
  return { type, low: Number(low), high: Number(high), log, ...(step === null ? {} : { step }) };
}
