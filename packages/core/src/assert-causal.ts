import type { Bars } from './bars.ts';
import { sliceBars } from './bars-views.ts';
import { ParameterError, QuantblocksError } from './errors.ts';
import { createRng } from './rng.ts';

/** What a feature may read: one series, several of equal length, or bars. */
export type CausalInput = Float64Array | Readonly<Record<string, Float64Array>> | Bars;

/** What a feature may return: one series or several, each as long as the input. */
export type CausalOutput = ArrayLike<number> | Readonly<Record<string, ArrayLike<number>>>;

/** How {@link assertCausal} tests. */
export interface AssertCausalOptions {
  /** How many truncation points are tried, besides the very first and the last but one. @defaultValue `16` */
  cuts?: number;
  /** Seed of the truncation points. @defaultValue `1` */
  seed?: number;
}

/**
 * Throws if a feature looks ahead: recomputes it on truncated input and demands that what was known stays the same, bit for bit.
 *
 * Value `i` of a causal feature depends on input `0 .. i` alone, so cutting the input after `t` must not change outputs `0 .. t`.
 *
 * @param feature - A pure function of the input.
 * @param input - A `Float64Array`, a record of them, or {@link Bars}; at least two long.
 * @throws a {@link QuantblocksError} naming series, index, cut and both values if the feature looks ahead, or if it shortens its output.
 * @throws a {@link ParameterError} if the input has fewer than two values, its series differ in length, or `cuts` is negative.
 * @remarks Costs one call of the feature per cut. Random cuts can miss a look-ahead that shows on few bars only: raise `cuts`.
 *
 * @example
 * ```ts
 * import { assertCausal } from '@quantblocks/core';
 *
 * const price = Float64Array.of(1, 3, 2, 5);
 * assertCausal((x) => x.map((value, i) => value - (x[i - 1] ?? value)), price); // a difference to the past
 *
 * let message = '';
 * try {
 *   assertCausal((x) => x.map((value) => value / x[x.length - 1]), price); // scaled by the LAST price
 * } catch (error) {
 *   message = (error as Error).message;
 * }
 * message.startsWith('output: value 0 changed'); // => true
 * ```
 */
export function assertCausal<Input extends CausalInput>(
  feature: (input: Input) => CausalOutput,
  input: Input,
  options: AssertCausalOptions = {},
): void {
  const { cuts = 16, seed = 1 } = options;
  if (!(Number.isInteger(cuts) && cuts >= 0)) throw new ParameterError('cuts', 'an integer >= 0', cuts);
  const length = lengthOf(input);
  if (length < 2) throw new ParameterError('input', 'at least two values', length);
  const whole = asRecord(feature(input));
  for (const [name, series] of Object.entries(whole)) requireLength(name, series, length);
  const rng = createRng(seed, 'assertCausal');
  const lengths = new Set([1, length - 1]);
  for (let i = 0; i < cuts; i++) lengths.add(1 + rng.int(length - 1));
  for (const cut of [...lengths].sort((a, b) => a - b)) {
    const known = asRecord(feature(truncate(input, cut)));
    for (const [name, series] of Object.entries(whole)) {
      const truncated = requireLength(name, known[name], cut);
      for (let i = 0; i < cut; i++) {
        if (!Object.is(series[i], truncated[i])) {
          throw new QuantblocksError(
            `${name}: value ${i} changed from ${truncated[i]} to ${series[i]} when bars after ${cut - 1} became known: it looks ahead`,
          );
        }
      }
    }
  }
}

function requireLength(name: string, series: ArrayLike<number> | undefined, length: number): ArrayLike<number> {
  if (series?.length === length) return series;
  throw new QuantblocksError(
    `${name}: expected ${length} values, as many as the input, got ${series?.length ?? 'none'}`,
  );
}

function isBars(input: CausalInput): input is Bars {
  return 'timeframeMs' in input && 'close' in input;
}

function lengthOf(input: CausalInput): number {
  if (input instanceof Float64Array || isBars(input)) return input.length as number;
  const lengths = Object.values(input).map((series) => series.length);
  const unequal = lengths.find((length) => length !== lengths[0]);
  if (unequal !== undefined) throw new ParameterError('input', `series of equal length ${lengths[0]}`, unequal);
  return lengths[0] ?? 0;
}

function truncate<Input extends CausalInput>(input: Input, length: number): Input {
  // Copies, not views: a feature that reads past a view through its buffer must not succeed by accident.
  if (input instanceof Float64Array) return input.slice(0, length) as Input;
  if (isBars(input)) {
    const view = sliceBars(input, 0, length);
    const copy = Object.entries(view).map(([key, value]) => [
      key,
      value instanceof Float64Array ? value.slice() : value,
    ]);
    return Object.fromEntries(copy) as Input;
  }
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, value.slice(0, length)])) as Input;
}

function asRecord(output: CausalOutput): Record<string, ArrayLike<number>> {
  const isSeries = Array.isArray(output) || ArrayBuffer.isView(output);
  return isSeries ? { output: output as ArrayLike<number> } : (output as Record<string, ArrayLike<number>>);
}
