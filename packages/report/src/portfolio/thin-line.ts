/** Points that a screen can tell apart. */
const GROUPS = 360;

/** A line of at most two points per group: its lowest and its highest value, in their order. Values that are not finite are left out. */
export function thinLine(x: ArrayLike<number>, y: ArrayLike<number>): [x: number, y: number][] {
  const kept: number[] = [];
  for (let i = 0; i < y.length; i++) if (Number.isFinite(x[i]) && Number.isFinite(y[i])) kept.push(i);
  if (kept.length <= 2 * GROUPS) return kept.map((i) => [x[i], y[i]]);
  const last = kept[kept.length - 1];
  const places = new Set([kept[0], last]);
  for (let group = 0; group < GROUPS; group++) {
    const members = kept.slice(
      Math.floor((group * kept.length) / GROUPS),
      Math.floor(((group + 1) * kept.length) / GROUPS),
    );
    let [lowest, highest] = [members[0], members[0]];
    for (const i of members) {
      if (y[i] < y[lowest]) lowest = i;
      if (y[i] > y[highest]) highest = i;
    }
    places.add(lowest).add(highest);
  }
  return [...places].sort((a, b) => a - b).map((i) => [x[i], y[i]]);
}
