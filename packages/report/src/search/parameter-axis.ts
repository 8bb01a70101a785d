import { niceTicks } from '../svg/scale.ts';
import type { SearchParameter, SearchTrial } from './search-view.ts';
import { formatParameter, formatTicks } from './value-format.ts';
import { padded } from './value-range.ts';

/** A labelled place on an axis. */
export interface Tick {
  /** In [0, 1]. */
  readonly at: number;
  readonly label: string;
}

/** How the values of a parameter become places on an axis. */
export interface ParameterAxis {
  readonly parameter: SearchParameter;
  readonly name: string;
  /** Where a trial stands, in [0, 1]; NaN where it does not have the parameter. */
  readonly at: (trial: SearchTrial) => number;
  readonly ticks: readonly Tick[];
  /** Number of values if they are few and known, each with an equal share of the axis; else 0. */
  readonly cells: number;
}

/** More values than this are as good as continuous. */
const MOST_CELLS = 24;

/** The axis of a parameter, with about `wanted` ticks if it is a number, or one for each choice. */
export function parameterAxis(parameter: SearchParameter, wanted: number): ParameterAxis {
  const { name, type, choices = [] } = parameter;
  if (type === 'float' || type === 'int') return numberAxis(parameter, wanted);
  const middle = (index: number): number => (index < 0 ? Number.NaN : (index + 0.5) / choices.length);
  return {
    parameter,
    name,
    at: ({ params }) => middle(choices.indexOf(params[name] as string)),
    ticks: choices.map((choice, i) => ({ at: middle(i), label: formatParameter(choice) })),
    cells: choices.length,
  };
}

function numberAxis(parameter: SearchParameter, wanted: number): ParameterAxis {
  const { name, type, low = 0, high = 0, log = false, step = type === 'int' ? 1 : 0 } = parameter;
  const scale = log ? Math.log10 : (value: number): number => value;
  const count = step > 0 && !log ? Math.floor((high - low) / step + 1e-9) + 1 : 0;
  const cells = count <= MOST_CELLS ? count : 0;
  const [from, to] = cells > 0 ? [low - step / 2, low + (cells - 0.5) * step] : padded([scale(low), scale(high)], 0, 0);
  const place = (value: number): number => Math.min(1, Math.max(0, (scale(value) - from) / (to - from)));
  const ticks = low === high ? [low] : log ? logTicks(low, high, wanted) : niceTicks(low, high, wanted);
  const shown = ticks.filter((tick) => type === 'float' || Number.isInteger(tick));
  const labels = log ? shown.map(formatParameter) : formatTicks(shown).map((label) => label.replaceAll(',', ''));
  return {
    parameter,
    name,
    at: ({ params }) => {
      const value = params[name];
      return typeof value === 'number' && Number.isFinite(value) ? place(value) : Number.NaN;
    },
    ticks: shown.map((tick, i) => ({ at: place(tick), label: labels[i] })),
    cells,
  };
}

/** Powers of ten, with 2 and 5 between them where the range is short; at most about `wanted`. */
function logTicks(low: number, high: number, wanted: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const of = (factors: readonly number[]): number[] => {
    const all = Array.from({ length: last - first + 1 }, (_, i) =>
      factors.map((factor) => Number(`${factor}e${first + i}`)),
    );
    return all.flat().filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
  };
  const fine = [[1, 2, 5], [1, 3], [1]].map(of).find((ticks) => ticks.length <= wanted + 1);
  if (fine !== undefined) return fine.length > 1 ? fine : niceTicks(low, high, wanted).filter((tick) => tick > 0);
  const powers = of([1]);
  const every = Math.ceil(powers.length / wanted);
  return powers.filter((_, i) => i % every === 0);
}
