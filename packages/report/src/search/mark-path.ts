/** A place in a plot. */
export type Point = readonly [x: number, y: number];

/** Marks as pieces of a path that end where they begin. */
export const MARKS = {
  dot: 'h0',
  cross: 'm-2-2l4 4m0-4l-4 4m2-2',
  tick: 'v6m0-6',
  /** Triangles that stand on a frame and point out of it. */
  above: 'm-3 0h6l-3-5zm3 0',
  below: 'm-3 0h6l-3 5zm3 0',
} as const;

/** From here on marks stand on whole units: their places differ by less than their size. */
const MANY = 1500;

/**
 * One path with a mark at every point. Marks that would cover each other are one, and places are relative, so that thousands
 * stay small.
 */
export function markPath(points: readonly Point[], mark: keyof typeof MARKS): string {
  const perUnit = points.length > MANY ? 1 : 10;
  const cells = points
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
    .map(([x, y]): Point => [Math.round(x * perUnit), Math.round(y * perUnit)])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let path = '';
  let [lastX, lastY] = [0, 0];
  for (const [x, y] of cells) {
    if (path !== '' && x === lastX && y === lastY) continue;
    const down = (y - lastY) / perUnit;
    path += `m${(x - lastX) / perUnit}${down < 0 ? '' : ' '}${down}${MARKS[mark]}`;
    [lastX, lastY] = [x, y];
  }
  return path;
}

/** Class of dots that are too many for their usual size. */
export function crowd({ length }: ArrayLike<unknown>): string {
  return length > MANY ? ' many' : '';
}

/** At most `most` of a list, evenly spread over it, the first among them. */
export function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]);
}
