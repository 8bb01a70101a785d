import { quantileSorted } from '@quantblocks/core';

/** Larger values count as infinite: their differences would overflow. */
const HUGE = 1e150;

/** Ends of a scale, the lower one first. */
export type Range = readonly [low: number, high: number];

/**
 * The values worth a scale: up to half the middle 80 % beyond it on the bad side, six times on the good side.
 *
 * Searches try bad points on purpose, and one disaster must not flatten the rest. Good ones are what the reader came for.
 *
 * @param direction - 1 if large values are good, -1 if small ones are.
 * @returns `null` without any finite value.
 */
export function robustRange(values: readonly number[], direction: 1 | -1): Range | null {
  const sorted = Float64Array.from(values.filter((value) => Math.abs(value) < HUGE)).sort();
  if (sorted.length === 0) return null;
  const low = quantileSorted(sorted, 0.1);
  const high = quantileSorted(sorted, 0.9);
  const spread = high - low;
  if (spread === 0) return [sorted[0], sorted[sorted.length - 1]];
  const fences = [low - spread * (direction > 0 ? 0.5 : 6), high + spread * (direction > 0 ? 6 : 0.5)];
  const inside = sorted.filter((value) => value >= fences[0] && value <= fences[1]);
  return [inside[0], inside[inside.length - 1]];
}

/** A range with room on both sides, also where it is a single value, so that scales and ticks always exist. */
export function padded([low, high]: Range, below: number, above: number): Range {
  const span = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Narrower ranges have no distinct ticks in double precision.
  if (span <= 1e-9 * size) return [low - (0.05 * size || 1), high + (0.05 * size || 1)];
  return [low - span * below, high + span * above];
}
