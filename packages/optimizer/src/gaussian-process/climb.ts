import type { Levels } from '../space/levels.ts';
import type { Acquisition } from './acquisition.ts';
import { ascend } from './ascend.ts';
import { searchLine } from './search-line.ts';

/** What is climbed on. */
export interface Landscape {
  readonly acquisition: Pick<Acquisition, 'evaluate' | 'differentiate'>;
  readonly levels: Levels;
  readonly isCategorical: readonly boolean[];
  /** Distances over which the function changes, by dimension. */
  readonly lengthScales: Float64Array;
  /** Gain below which a move counts as none. */
  readonly tolerance: number;
  /** Whether a point may be proposed. */
  accepts(point: Float64Array): boolean;
}

/** Where a climb stands. */
export class Position {
  point: Float64Array;
  /** Value at the point; -Infinity while it is not one that may be proposed. */
  value: number;

  constructor(point: Float64Array, value: number) {
    this.point = point;
    this.value = value;
  }

  /** Moves if that gains anything; whether it gains more than `tolerance`. */
  moveTo(point: Float64Array, value: number, tolerance: number): boolean {
    if (!(value > this.value)) return false;
    const isProgress = value - this.value > tolerance;
    this.point = point;
    this.value = value;
    return isProgress;
  }
}

const MAX_MOVES = 1_000;

/**
 * Climbs to a local maximum: along all continuous dimensions by the gradient, along the others one by one over their levels, in
 * turn until nothing gains. It may start from a point that may not be proposed, but stops on none, unless it found no other.
 */
export function climb(landscape: Landscape, start: Float64Array): Position {
  const { acquisition, levels } = landscape;
  const value = new Float64Array(1);
  acquisition.evaluate(start, 1, value);
  const position = new Position(start.slice(), landscape.accepts(start) ? value[0] : Number.NEGATIVE_INFINITY);
  const continuous = [...levels.keys()].filter((k) => levels[k] === null);
  const moves: (() => boolean)[] = continuous.length > 0 ? [() => ascend(landscape, continuous, position)] : [];
  levels.forEach((values, k) => {
    if (values !== null && values.length > 1) moves.push(() => searchLine(landscape, values, k, position));
  });
  let idle = 0;
  for (let move = 0; idle < moves.length && move < MAX_MOVES; move++) {
    // A move that has just been made has nothing more to gain by itself.
    idle = moves[move % moves.length]() ? 1 : idle + 1;
  }
  return position;
}
