import type { Landscape, Position } from './climb.ts';
import { lbfgs } from './lbfgs.ts';

/** Times a move is halved in search of a point that may be proposed. */
const HALVINGS = 6;

/** Climbs along continuous dimensions by the gradient; whether that gains anything worth it. */
export function ascend(landscape: Landscape, continuous: readonly number[], position: Position): boolean {
  const { acquisition, lengthScales, tolerance } = landscape;
  const from = position.point;
  const point = from.slice();
  const gradient = new Float64Array(point.length);
  // Measured in length scales, the function changes alike along all dimensions, and no first curvature is far off.
  const unit = Float64Array.from(continuous, (k) => lengthScales[k]);
  const place = (x: Float64Array) => {
    continuous.forEach((k, i) => {
      point[k] = Math.min(1, x[i] * unit[i]);
    });
  };
  const top = lbfgs(
    (x, out) => {
      place(x);
      const value = acquisition.differentiate(point, gradient);
      continuous.forEach((k, i) => {
        out[i] = -gradient[k] * unit[i];
      });
      return -value;
    },
    continuous.map((k, i) => from[k] / unit[i]),
    {
      lower: new Float64Array(unit.length),
      upper: unit.map((length) => 1 / length),
      gradientTolerance: Math.sqrt(tolerance),
    },
  );
  place(top.x);
  const value = new Float64Array(1);
  for (let halving = 0; halving <= HALVINGS; halving++) {
    if (landscape.accepts(point)) {
      acquisition.evaluate(point, 1, value);
      return position.moveTo(point, value[0], tolerance);
    }
    for (const k of continuous) point[k] = 0.5 * (point[k] + from[k]);
  }
  return false;
}
