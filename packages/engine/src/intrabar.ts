import type { Simulator } from './simulator.ts';

/**
 * Takes an open position through one bar: liquidation and stop below, targets above, in the order the policy says.
 *
 * Everything is computed in the simulator's mirrored coordinates, in which a short is a long.
 */
export function runThroughBar(
  sim: Simulator,
  bar: number,
  open: number,
  high: number,
  low: number,
  close: number,
): void {
  const isLong = sim.side > 0;
  const o = isLong ? open : -open;
  const h = isLong ? high : -low;
  const l = isLong ? low : -high;
  const reachesStop = l <= protection(sim);
  const reachesTarget = h >= nearestTarget(sim);
  const { intrabar } = sim.config;
  // Inside a magnified bar a trail may rise to a price that the bar's low then reaches.
  const mayTrailIntoStop = intrabar === 'magnifier' && sim.exits?.trail != null;
  if (!reachesStop && !reachesTarget && !mayTrailIntoStop) return;
  if (reachesStop && reachesTarget) {
    sim.ambiguousBars++;
    sim.isAmbiguous = true;
  }
  switch (intrabar) {
    case 'worst':
      return stopThenTargets(sim, bar, o, h, l);
    case 'best':
      return targetsThenStop(sim, bar, o, h, l);
    case 'ohlc':
      return alongPath(sim, bar, o, isLong ? h : l, isLong ? l : h, isLong ? close : -close);
    case 'olhc':
      return alongPath(sim, bar, o, isLong ? l : h, isLong ? h : l, isLong ? close : -close);
    case 'nearestExtreme': {
      const c = isLong ? close : -close;
      // Ties go against the position.
      return h - o < o - l ? alongPath(sim, bar, o, h, l, c) : alongPath(sim, bar, o, l, h, c);
    }
    case 'magnifier':
      return throughChildren(sim, bar, o, h, l);
  }
}

/** The nearer of stop and liquidation price. */
function protection(sim: Simulator): number {
  return Math.max(sim.stop, sim.liquidation);
}

function nearestTarget(sim: Simulator): number {
  const count = sim.exits === null ? 0 : sim.exits.targets.length;
  let nearest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < count; k++) {
    if (sim.targetQuantity[k] > 0 && sim.targetPrice[k] < nearest) nearest = sim.targetPrice[k];
  }
  return nearest;
}

/** Fills every open target at or below `reached`, in leg order. */
function fillTargets(sim: Simulator, bar: number, open: number, reached: number): void {
  const count = sim.exits === null ? 0 : sim.exits.targets.length;
  const { gapFill } = sim.config;
  for (let k = 0; k < count && sim.side !== 0; k++) {
    const level = sim.targetPrice[k];
    if (!(sim.targetQuantity[k] > 0 && reached >= level)) continue;
    const isGap = gapFill && open > level;
    if (isGap) sim.gapFills++;
    sim.fillTarget(k, bar, isGap ? open : level);
  }
}

function exitAt(sim: Simulator, bar: number, open: number, level: number): void {
  const isGap = sim.config.gapFill && open < level;
  if (isGap) sim.gapFills++;
  sim.exitAtStop(bar, isGap ? open : level);
}

function stopThenTargets(sim: Simulator, bar: number, o: number, h: number, l: number): void {
  const level = protection(sim);
  if (l <= level) return exitAt(sim, bar, o, level);
  fillTargets(sim, bar, o, h);
  if (sim.side !== 0 && sim.config.movedStop === 'sameBar') exitAtMovedStop(sim, bar, l, level);
}

function targetsThenStop(sim: Simulator, bar: number, o: number, h: number, l: number): void {
  const level = protection(sim);
  fillTargets(sim, bar, o, h);
  if (sim.side === 0) return;
  const isMoved = sim.config.movedStop === 'sameBar' && protection(sim) !== level;
  if (isMoved) exitAtMovedStop(sim, bar, l, level);
  else if (l <= level) exitAt(sim, bar, o, level);
}

/** A stop that a target of this bar set was set with the price beyond it, so it fills at its own level. */
function exitAtMovedStop(sim: Simulator, bar: number, l: number, before: number): void {
  const level = protection(sim);
  if (level !== before && l <= level) sim.exitAtStop(bar, level);
}

/** Open, first extreme, second extreme, close: straight lines on which levels fill in the order they are met. */
function alongPath(sim: Simulator, bar: number, o: number, first: number, second: number, c: number): void {
  const level = protection(sim);
  if (o <= level) return exitAt(sim, bar, o, level);
  fillTargets(sim, bar, o, o);
  let price = o;
  for (let leg = 0; leg < 3 && sim.side !== 0; leg++) {
    const next = leg === 0 ? first : leg === 1 ? second : c;
    if (next > price) {
      fillTargets(sim, bar, Number.NEGATIVE_INFINITY, next);
    } else {
      const stop = protection(sim);
      // A stop told to go above the price it is set at is hit where it stands.
      if (next <= stop) sim.exitAtStop(bar, Math.min(stop, price));
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
  const isLong = sim.side > 0;
  const { open, high, low } = children.bars;
  const doesFollow = sim.entryBar !== bar || sim.config.trailEntryBar;
  for (let child = from; child < to; child++) {
    const favourable = isLong ? high[child] : -low[child];
    stopThenTargets(sim, bar, isLong ? open[child] : -open[child], favourable, isLong ? low[child] : -high[child]);
    if (sim.side === 0) return;
    if (doesFollow) sim.followExtreme(favourable);
  }
}
