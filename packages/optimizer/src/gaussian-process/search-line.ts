import { nearestLevel } from '../space/levels.ts';
import type { Landscape, Position } from './climb.ts';

/** Levels of a numeric dimension up to which all of them are compared. */
const COMPARED_LEVELS = 16;

/** Moves along one dimension to a better one of its levels; whether that gains anything worth it. */
export function searchLine(landscape: Landscape, levels: Float64Array, dimension: number, position: Position): boolean {
  const isCompared = landscape.isCategorical[dimension] || levels.length <= COMPARED_LEVELS;
  return isCompared
    ? compareAll(landscape, levels, dimension, position)
    : stride(landscape, levels, dimension, position);
}

function compareAll(landscape: Landscape, levels: Float64Array, dimension: number, position: Position): boolean {
  const d = position.point.length;
  const points = new Float64Array(levels.length * d);
  const values = new Float64Array(levels.length);
  levels.forEach((level, i) => {
    points.set(position.point, i * d);
    points[i * d + dimension] = level;
  });
  landscape.acquisition.evaluate(points, levels.length, values);
  const here = levels.indexOf(position.point[dimension]);
  const better = [...values.keys()].filter((i) => i !== here && values[i] > position.value);
  better.sort((a, b) => values[b] - values[a] || a - b);
  for (const i of better) {
    const point = points.slice(i * d, (i + 1) * d);
    if (landscape.accepts(point)) return position.moveTo(point, values[i], landscape.tolerance);
  }
  return false;
}

/** Goes up or down the levels as long as that gains, by strides that are halved down to a single level. */
function stride(landscape: Landscape, levels: Float64Array, dimension: number, position: Position): boolean {
  const value = new Float64Array(1);
  let isProgress = false;
  const tryLevel = (index: number): boolean => {
    if (index < 0 || index >= levels.length) return false;
    const point = position.point.slice();
    point[dimension] = levels[index];
    if (!landscape.accepts(point)) return false;
    landscape.acquisition.evaluate(point, 1, value);
    const before = position.value;
    isProgress = position.moveTo(point, value[0], landscape.tolerance) || isProgress;
    return position.value > before;
  };
  let here = nearestLevel(levels, position.point[dimension]);
  for (let step = levels.length >> 2; step >= 1; step >>= 1) {
    for (const direction of [-1, 1]) {
      while (tryLevel(here + direction * step)) here += direction * step;
    }
  }
  return isProgress;
}
