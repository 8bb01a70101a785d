import { quantileSorted } from '@quantblocks/core';
import { html, type Markup } from '../html.ts';
import { fittedText, round } from './text-fit.ts';
import { robustRange } from './value-range.ts';

/** Steps of the colour scale; themes define `--shade0` (bad) to `--shade6` (good), each further from the background. */
export const SHADES = 7;

/** Colours of values: classes `q0` to `q6`. */
export interface Shades {
  /** Number of a value's colour. */
  readonly of: (value: number) => number;
  /** Values at the bad and the good end; NaN if there is no finite value. */
  readonly ends: readonly [bad: number, good: number];
}

/**
 * Linear from the value that a tenth does not reach to the best on the scale: what is worse is bad alike.
 *
 * @param values - In any order; NaN is nothing.
 * @param sign - 1 if large values are good, -1 if small ones are.
 */
export function shadesOf(values: readonly number[], sign: 1 | -1): Shades {
  const known = values.filter((value) => !Number.isNaN(value));
  const [low, high] = robustRange(known, sign) ?? [Number.NaN, Number.NaN];
  const good = sign > 0 ? high : low;
  const inside = Float64Array.from(known, (value) => Math.min(high, Math.max(low, value))).sort();
  const bad = inside.length > 0 ? quantileSorted(inside, sign > 0 ? 0.1 : 0.9) : good;
  const span = good - bad;
  const of = (value: number): number => {
    if (!(Math.abs(span) > 0)) return sign * value < sign * good ? 0 : SHADES - 1;
    return Math.min(SHADES - 1, Math.max(0, Math.floor(((value - bad) / span) * SHADES)));
  };
  return { of, ends: [bad, good] };
}

/** The colour scale, and the values at its ends; nothing if there are none. */
export function shadeLegend(
  { ends: [bad, good] }: Shades,
  format: (value: number) => string,
  x: number,
  y: number,
  room: number,
): Markup | null {
  if (Number.isNaN(good)) return null;
  const cell = 11;
  const cells = Array.from(
    { length: SHADES },
    (_, i) => html`<rect class="q${i}" x="${round(x + i * cell)}" y="${y - 9}" width="${cell}" height="10"/>`,
  );
  const text = bad === good ? `all ${format(good)}` : `worse ${format(bad)}, better ${format(good)}`;
  return html`${cells}${fittedText(text, { x: x + SHADES * cell + 8, y, room: room - SHADES * cell - 8 })}`;
}
