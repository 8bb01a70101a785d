import type { Simulator } from './simulator.ts';

/**
 * Takes an open position through the bar at hand: liquidation and stop below, targets above, in the order the policy says.
 *
 * Prices are mirrored, so that a short reads as a long.
 */
export function runThroughBar(sim: Simulator, bar: number): void {
  const isLong = sim.position.side > 0;
  const o = isLong ? sim.open : -sim.open;
  const h = isLong ? sim.high : -sim.low;
  const l = isLong ? sim.low : -sim.high;
  const c = isLong ? sim.close : -sim.close;
  const reachesStop = l <= protection(sim);
  const reachesTarget = h >= nearestTarget(sim);
  const { intrabar, hasMagnifier } = sim.config;
  // Inside a magnified bar a trail may rise to a price that the bar's low then reaches.
  const mayTrailIntoStop = hasMagnifier && sim.exits?.trail != null;
  if (!reachesStop && !reachesTarget && !mayTrailIntoStop) return;
  if (reachesStop && reachesTarget) {
    sim.ambiguousBars++;
    sim.position.ambiguous = 1;
  }
  switch (intrabar) {
    case 'worst':
      return stopThenTargets(sim, bar, o, h, l);
    case 'best':
      return targetsThenStop(sim, bar, o, h, l);
    case 'ohlc':
      return isLong ? alongPath(sim, bar, o, h, l, c) : alongPath(sim, bar, o, l, h, c);
    case 'olhc':
      return isLong ? alongPath(sim, bar, o, l, h, c) : alongPath(sim, bar, o, h, l, c);
    case 'nearestExtreme':
      // Ties go against the position.
      return h - o < o - l ? alongPath(sim, bar, o, h, l, c) : alongPath(sim, bar, o, l, h, c);
    case 'magnifier':
      return throughChildren(sim, bar, o, h, l);
  }
}

/** The nearer of stop and liquidation price. */
function protection(sim: Simulator): number {
  return Math.max(sim.stop, sim.liquidation);
}

function nearestTarget(sim: Simulator): number {
  const { targetPrice, position } = sim;
  const count = sim.exits === null ? 0 : sim.exits.targets.length;
  let nearest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    if (position.targetQuantity[k] > 0 && targetPrice[k] < nearest) nearest = targetPrice[k];
  }
  return nearest;
}

/** Fills every open target at or below `reached`, in leg order; one below the `open` fills there if gaps fill at the open. */
function fillTargets(sim: Simulator, bar: number, open: number, reached: number): void {
  const { targetPrice, position } = sim;
  const count = sim.exits === null ? 0 : sim.exits.targets.length;
  for (let k = 0; k < count && position.side !== 0; k++) {
    const level = targetPrice[k];
    if (!(position.targetQuantity[k] > 0 && reached >= level)) continue;
    const isGap = open > level && sim.config.gapFill;
    if (isGap) sim.gapFills++;
    position.fill = isGap ? open : level;
    sim.fillTarget(bar, k);
  }
}

/** Closes at `level`, or at the open if the bar opened beyond it and gaps fill at the open. */
function stopOut(sim: Simulator, bar: number, open: number, level: number): void {
  const isGap = open < level && sim.config.gapFill;
  if (isGap) sim.gapFills++;
  sim.position.fill = isGap ? open : level;
  sim.stopOut(bar);
}

function stopThenTargets(sim: Simulator, bar: number, o: number, h: number, l: number): void {
  const level = protection(sim);
  if (l <= level) return stopOut(sim, bar, o, level);
  fillTargets(sim, bar, o, h);
  if (sim.position.side !== 0 && sim.config.movedStop === 'sameBar') stopOutIfMoved(sim, bar, h, l, level);
}

function targetsThenStop(sim: Simulator, bar: number, o: number, h: number, l: number): void {
  const level = protection(sim);
  fillTargets(sim, bar, o, h);
  if (sim.position.side === 0) return;
  const isMoved = sim.config.movedStop === 'sameBar' && protection(sim) !== level;
  if (isMoved) stopOutIfMoved(sim, bar, h, l, level);
  else if (l <= level) stopOut(sim, bar, o, level);
}

/** A stop that a target of this bar moved was set with the price beyond it, so it fills at its own level. */
function stopOutIfMoved(sim: Simulator, bar: number, h: number, l: number, before: number): void {
  const level = protection(sim);
  if (level === before || l > level) return;
  // A stop told to go above any price of the bar cannot fill there, unless levels fill exactly whatever was traded.
  sim.position.fill = sim.config.gapFill ? Math.min(level, h) : level;
  sim.stopOut(bar);
}

/** Open, first extreme, second extreme, close: straight lines on which levels fill in the order they are met. */
function alongPath(sim: Simulator, bar: number, o: number, first: number, second: number, c: number): void {
  const level = protection(sim);
  if (o <= level) return stopOut(sim, bar, o, level);
  fillTargets(sim, bar, o, o);
  let price = o;
  for (let leg = 0; leg < 3 && sim.position.side !== 0; leg++) {
    const next = leg === 0 ? first : leg === 1 ? second : c;
    if (next > price) {
      fillTargets(sim, bar, Number.NEGATIVE_INFINITY, next);
    } else if (next <= protection(sim)) {
      // A stop told to go above the price it is set at is hit where the price stands.
      sim.position.fill = Math.min(protection(sim), price);
      sim.stopOut(bar);
    }
    price = next;
  }
}

/** Replays the bar on the lower timeframe, each child bar with its stop first. */
function throughChildren(sim: Simulator, bar: number, o: number, h: number, l: number): void {
  const { children } = sim;
  const from = children === null ? 0 : children.starts[bar];
  const to = children === null ? 0 : children.ends[bar];
  if (children === null || from === to) {
    sim.unmagnifiedBars++;
    return stopThenTargets(sim, bar, o, h, l);
  }
  const isLong = sim.position.side > 0;
  const { open, high, low } = children.bars;
  const doesFollow = sim.position.entryBar !== bar || sim.config.trailEntryBar;
  for (let child = from; child < to; child++) {
    const favourable = isLong ? high[child] : -low[child];
    stopThenTargets(sim, bar, isLong ? open[child] : -open[child], favourable, isLong ? low[child] : -high[child]);
    if (sim.position.side === 0) return;
    if (doesFollow) sim.followExtreme(favourable);
  }
}
