import type { FiveInOneMode } from './params.ts';

/** What is true on one bar, packed into eight bits so that cached condition series are combined by a plain OR. */
export const CONDITION = {
  /** Every bull comparison of the external Ichimoku. */
  externalBull: 1,
  /** The light bear list of the external Ichimoku. */
  externalBear: 2,
  /** Every enabled component of the five-in-one is bullish. */
  voteLong: 4,
  voteShort: 8,
  /** Close above MAMA (by the tolerance) and MAMA above KAMA. */
  alignedLong: 16,
  alignedShort: 32,
  /** MAMA crossed above KAMA on this bar. */
  crossedLong: 64,
  crossedShort: 128,
} as const;

const { externalBull, externalBear, voteLong, voteShort, alignedLong, alignedShort, crossedLong, crossedShort } =
  CONDITION;

/** Bits of the external Ichimoku, from its masks. */
export function externalConditions(masks: Record<'bull' | 'bearLight', ArrayLike<number>>): Uint8Array {
  const { bull, bearLight } = masks;
  const bits = new Uint8Array(bull.length);
  for (let i = 0; i < bits.length; i++) {
    bits[i] = (bull[i] === 0 ? 0 : externalBull) | (bearLight[i] === 0 ? 0 : externalBear);
  }
  return bits;
}

/**
 * Bits of the five-in-one: a side votes when every component does. A component that is off is simply absent, so without
 * any component both sides vote on every bar.
 *
 * @param votes - One series per enabled component: > 0 bullish, < 0 bearish, 0 neither.
 * @param mode - `state`: whenever all agree; `transition`: only on the bar on which they start to agree.
 */
export function fiveInOneConditions(length: number, votes: readonly Int8Array[], mode: FiveInOneMode): Uint8Array {
  const bits = new Uint8Array(length).fill(voteLong | voteShort);
  for (const vote of votes) {
    for (let i = 0; i < length; i++) bits[i] &= vote[i] > 0 ? voteLong : vote[i] < 0 ? voteShort : 0;
  }
  if (mode === 'transition') for (let i = length - 1; i > 0; i--) bits[i] &= ~bits[i - 1];
  return bits;
}

/** Lines and options of {@link averageConditions}. */
export interface AverageInput {
  readonly close: Float64Array;
  readonly mama: Float64Array;
  readonly fama: Float64Array;
  readonly kama: Float64Array;
}

/** How strictly the adaptive averages must be ordered. */
export interface AverageOptions {
  readonly priceTolerance: number;
  readonly requireFamaBetween: boolean;
}

/** Bits of the MAMA/KAMA filter; a comparison with the bar before the first is false. */
export function averageConditions(input: AverageInput, options: AverageOptions): Uint8Array {
  const { close, mama, fama, kama } = input;
  const bits = new Uint8Array(close.length);
  let mamaBefore = Number.NaN;
  let kamaBefore = Number.NaN;
  for (let i = 0; i < bits.length; i++) {
    bits[i] = averageBits(close[i], mama[i], fama[i], kama[i], mamaBefore, kamaBefore, options);
    mamaBefore = mama[i];
    kamaBefore = kama[i];
  }
  return bits;
}

/** One bar of {@link averageConditions}. */
export function averageBits(
  close: number,
  mama: number,
  fama: number,
  kama: number,
  mamaBefore: number,
  kamaBefore: number,
  { priceTolerance, requireFamaBetween }: AverageOptions,
): number {
  if (mama > kama) {
    if (requireFamaBetween && !(kama < fama && fama < mama)) return 0;
    return (close > mama + priceTolerance * close ? alignedLong : 0) | (mamaBefore <= kamaBefore ? crossedLong : 0);
  }
  if (mama < kama) {
    if (requireFamaBetween && !(kama > fama && fama > mama)) return 0;
    return (close < mama - priceTolerance * close ? alignedShort : 0) | (mamaBefore >= kamaBefore ? crossedShort : 0);
  }
  return 0;
}
