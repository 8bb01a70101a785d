import { ParameterError, type Rng } from '@quantblocks/core';
import { type Levels, nearestLevel } from '../space/levels.ts';
import { Acquisition } from './acquisition.ts';
import { climb, type Landscape } from './climb.ts';
import type { GaussianProcess } from './gaussian-process.ts';

/** Options of {@link suggest}. */
export interface SuggestOptions {
  /**
   * Points spread over the unit cube, row after row, to look for starts among; they are moved to the nearest levels. A
   * categorical dimension has levels that split [0, 1] like those of a grid.
   */
  readonly candidates: Float64Array;
  /** Levels in [0, 1]; give a grid too fine to list as continuous, and round what comes back. */
  readonly levels: Levels;
  readonly rng: Rng;
  /** Whether a point of the unit cube, not to be kept, may be proposed: feasible, and not known. @defaultValue any may */
  readonly accepts?: (point: Float64Array) => boolean;
  /** Climbs from candidates; one more starts from the best observation. @defaultValue `10` */
  readonly climbs?: number;
  /** Gain of the log expected improvement below which a climb ends. @defaultValue `1e-4` */
  readonly tolerance?: number;
}

/** A point worth trying. */
export interface Suggestion {
  /** In the unit cube, on the levels. */
  readonly point: Float64Array;
  /** Logarithm of the expected improvement. */
  readonly logImprovement: number;
}

/**
 * Points where a process expects the greatest improvement on its best value: local maxima reached from the best candidate,
 * from candidates drawn with chances in proportion to their expected improvement, and from the best observation.
 *
 * @returns Points that are accepted, best first, each once; none if no candidate is accepted.
 * @throws a {@link ParameterError} if levels or candidates do not have the dimensions of the process.
 */
export function suggest(model: GaussianProcess, options: SuggestOptions): Suggestion[] {
  const { levels, rng, accepts = () => true, climbs = 10, tolerance = 1e-4 } = options;
  const { isCategorical } = model.observations;
  const d = isCategorical.length;
  if (levels.length !== d) throw new ParameterError('levels', `levels or null for ${d} dimensions`, levels.length);
  if (options.candidates.length % d !== 0) {
    throw new ParameterError('candidates', `rows of ${d} numbers`, options.candidates);
  }

  const candidates = distinctRows(ontoLevels(options.candidates, levels), levels);
  const count = candidates.length / d;
  const acquisition = new Acquisition(model);
  const values = new Float64Array(count);
  acquisition.evaluate(candidates, count, values);
  const at = (i: number) => candidates.slice(i * d, (i + 1) * d);
  const starts = chooseStarts(values, climbs, rng, (i) => accepts(at(i))).map(at);
  if (starts.length === 0) return [];

  const landscape: Landscape = {
    acquisition,
    levels,
    isCategorical,
    lengthScales: model.parameters.inverseSquaredLengthScales.map((scale) => 1 / Math.sqrt(scale)),
    tolerance,
    accepts,
  };
  const found = new Map<string, Suggestion>();
  for (const start of [...starts, ontoLevels(incumbent(model), levels)]) {
    const { point, value } = climb(landscape, start);
    if (value > Number.NEGATIVE_INFINITY) found.set(point.join(), { point, logImprovement: value });
  }
  return [...found.values()].sort((a, b) => b.logImprovement - a.logImprovement);
}

/** The best candidate, and others drawn without replacement with chances in proportion to the exponential of their value. */
function chooseStarts(values: Float64Array, count: number, rng: Rng, accepts: (i: number) => boolean): number[] {
  // The largest of values to which independent Gumbel variates were added are such a draw.
  const keys = values.map((value) => value - Math.log(-Math.log(rng.next())));
  const order = byDescending(keys);
  const best = byDescending(values).find(accepts);
  if (best === undefined) return [];
  const starts = [best];
  for (const i of order) {
    if (starts.length >= count) break;
    if (i !== best && accepts(i)) starts.push(i);
  }
  return starts;
}

function byDescending(keys: Float64Array): number[] {
  return [...keys.keys()].sort((a, b) => keys[b] - keys[a] || a - b);
}

function incumbent(model: GaussianProcess): Float64Array {
  const { points, values, isCategorical } = model.observations;
  const d = isCategorical.length;
  const best = values.standardised.indexOf(Math.min(...values.standardised));
  return points.slice(best * d, (best + 1) * d);
}

function ontoLevels(points: Float64Array, levels: Levels): Float64Array {
  return points.map((u, i) => {
    const values = levels[i % levels.length];
    return values === null ? u : values[nearestLevel(values, u)];
  });
}

/** Each row once. Rows with a continuous coordinate differ as they are. */
function distinctRows(points: Float64Array, levels: Levels): Float64Array {
  if (levels.includes(null)) return points;
  const d = levels.length;
  const rows = new Map<string, Float64Array>();
  for (let at = 0; at < points.length; at += d) {
    const row = points.subarray(at, at + d);
    rows.set(row.join(), row);
  }
  return Float64Array.from([...rows.values()].flatMap((row) => [...row]));
}
