import { html, type Markup } from '../html.ts';
import { niceTicks } from '../svg/scale.ts';
import type { Tick } from './parameter-axis.ts';
import { round, textWidth } from './text-fit.ts';
import { formatTicks } from './value-format.ts';
import { padded, type Range } from './value-range.ts';

/** How values of an objective become places on an axis. */
export interface ValueAxis {
  /** In [0, 1]; what lies beyond the scale is on its end. */
  readonly at: (value: number) => number;
  /** -1 below the scale, 1 above it, else 0. */
  readonly side: (value: number) => -1 | 0 | 1;
  readonly ticks: readonly Tick[];
  /** Room that the labels need. */
  readonly width: number;
}

/**
 * The axis of an objective.
 *
 * @param range - Values worth a scale; `null` if none is finite.
 * @param room - Parts of the range left free below and above it.
 */
export function valueAxis(range: Range | null, room: Range, wanted = 5): ValueAxis {
  const [low, high] = padded(range ?? [0, 0], ...room);
  const ticks = range === null ? [] : niceTicks(low, high, wanted);
  const labels = formatTicks(ticks);
  const at = (value: number): number => (Math.min(high, Math.max(low, value)) - low) / (high - low);
  return {
    at,
    side: (value) => (value < low ? -1 : value > high ? 1 : 0),
    ticks: ticks.map((tick, i) => ({ at: at(tick), label: labels[i] })),
    width: Math.max(12, ...labels.map(textWidth)),
  };
}

/** Edges of a drawing area. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Horizontal lines with their labels left of the area. */
export function valueGrid({ ticks }: ValueAxis, { left, right, top, bottom }: Area): Markup {
  return html`${ticks.map((tick) => {
    const y = round(bottom + tick.at * (top - bottom));
    return html`<line class="grid" x1="${left}" x2="${right}" y1="${y}" y2="${y}"/><text class="tick" x="${left - 6}" y="${round(y + 4)}" text-anchor="end">${tick.label}</text>`;
  })}`;
}
