import { ParameterError } from '@quantblocks/core';
import type { ExitRules, Level, Target, Trail } from './order-plan.ts';

/** Most targets one position may have. */
export const MAX_TARGETS = 8;

/** Where a filled target sends the stop. */
export type StopMove = 'none' | 'entry' | 'previousTarget' | 'level';

/** A target with nothing left optional. */
export interface CompiledTarget {
  readonly level: Level;
  readonly fraction: number;
  readonly move: StopMove;
  readonly moveLevel: Level | null;
}

/** Exit rules, checked once and with nothing left optional. */
export interface CompiledExits {
  readonly stop: Level | null;
  readonly targets: readonly CompiledTarget[];
  readonly trail:
    | (Required<Pick<Trail, 'unit' | 'value' | 'refresh' | 'follow'>> & Pick<Trail, 'series' | 'activation'>)
    | null;
  /** Infinity if there is no time stop. */
  readonly maxBars: number;
  /** Part of the quantity that no target closes. */
  readonly runner: number;
}

/**
 * Checks exit rules at the boundary, so that the simulator never has to.
 *
 * @param length - How long every series must be; `undefined` where bars arrive one by one.
 * @param strictLadder - Whether targets that share unit and series must ascend.
 * @throws a {@link ParameterError} naming the field.
 */
export function compileExits(rules: ExitRules, length: number | undefined, strictLadder: boolean): CompiledExits {
  const { stop, targets = [], trail, maxBars = Number.POSITIVE_INFINITY } = rules;
  if (stop !== undefined) {
    checkLevel('stop', stop, length);
    if (stop.unit === 'risk') throw new ParameterError('stop.unit', "'price', 'fraction' or 'distance'", stop.unit);
    if (stop.unit === 'fraction' && stop.value >= 1 && stop.series === undefined) {
      throw new ParameterError('stop.value', 'a fraction below 1', stop.value);
    }
  }
  if (targets.length > MAX_TARGETS) throw new ParameterError('targets', `at most ${MAX_TARGETS}`, targets.length);
  targets.forEach((target, i) => {
    checkTarget(target, i, length, stop !== undefined);
  });
  const closed = targets.reduce((total, { fraction }) => total + fraction, 0);
  if (closed > 1 + 1e-9) throw new ParameterError('targets', 'fractions that add up to at most 1', closed);
  if (strictLadder) checkLadder(targets);
  if (trail !== undefined) checkTrail(trail, length, stop !== undefined);
  if (!(maxBars === Number.POSITIVE_INFINITY || (Number.isInteger(maxBars) && maxBars >= 1))) {
    throw new ParameterError('maxBars', 'an integer >= 1', maxBars);
  }
  return {
    stop: stop ?? null,
    targets: targets.map(({ fraction, stopTo, ...level }) => ({
      level,
      fraction,
      move: stopTo === undefined ? 'none' : typeof stopTo === 'string' ? stopTo : 'level',
      moveLevel: typeof stopTo === 'object' ? stopTo : null,
    })),
    trail: trail === undefined ? null : { refresh: 'entry', follow: 'extreme', ...trail },
    maxBars,
    runner: 1 - closed > 1e-9 ? 1 - closed : 0,
  };
}

/**
 * The price of a level, in mirrored coordinates (a short is a long on prices times -1, so one set of rules serves both).
 *
 * @param entry - Fill price times side.
 * @param direction - +1 towards profit, -1 towards loss.
 * @param risk - Distance from entry to the initial stop, NaN if there is none.
 */
export function levelPrice(
  level: Level,
  bar: number,
  side: number,
  entry: number,
  direction: number,
  risk: number,
): number {
  const amount = level.series === undefined ? level.value : level.value * level.series[bar];
  switch (level.unit) {
    case 'price':
      return side * amount;
    case 'fraction':
      return entry * (1 + side * direction * amount);
    case 'distance':
      return entry + direction * amount;
    case 'risk':
      return entry + direction * amount * risk;
  }
}

function checkLevel(name: string, level: Level, length: number | undefined): void {
  if (typeof level !== 'object' || level === null) throw new ParameterError(name, 'a level', level);
  const { unit, value, series } = level;
  if (unit !== 'price' && unit !== 'fraction' && unit !== 'distance' && unit !== 'risk') {
    throw new ParameterError(`${name}.unit`, "'price', 'fraction', 'distance' or 'risk'", unit);
  }
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new ParameterError(`${name}.value`, 'a number >= 0', value);
  if (series === undefined) return;
  if (!(series instanceof Float64Array)) throw new ParameterError(`${name}.series`, 'a Float64Array', series);
  if (length !== undefined && series.length !== length) {
    throw new ParameterError(`${name}.series`, `one value per bar (${length})`, series.length);
  }
}

function checkTarget(target: Target, i: number, length: number | undefined, hasStop: boolean): void {
  const name = `targets[${i}]`;
  checkLevel(name, target, length);
  if (!(target.value > 0)) throw new ParameterError(`${name}.value`, 'a number > 0', target.value);
  if (target.unit === 'risk' && !hasStop) throw new ParameterError(`${name}.unit`, 'a stop to measure risk by', 'risk');
  if (!(target.fraction > 0 && target.fraction <= 1)) {
    throw new ParameterError(`${name}.fraction`, 'a number in (0, 1]', target.fraction);
  }
  const { stopTo } = target;
  if (stopTo === undefined || stopTo === 'entry') return;
  if (stopTo === 'previousTarget') {
    if (i === 0)
      throw new ParameterError(`${name}.stopTo`, "'entry' or a level: there is no target before the first", stopTo);
    return;
  }
  if (typeof stopTo !== 'object')
    throw new ParameterError(`${name}.stopTo`, "'entry', 'previousTarget' or a level", stopTo);
  checkLevel(`${name}.stopTo`, stopTo, length);
}

// Prices of different units or series can only be compared at the fill; the simulator refuses those entries one by one.
function checkLadder(targets: readonly Target[]): void {
  for (let i = 1; i < targets.length; i++) {
    const { unit, value, series } = targets[i - 1];
    const next = targets[i];
    if (next.unit === unit && next.series === series && unit !== 'price' && !(next.value > value)) {
      throw new ParameterError(`targets[${i}].value`, `a target beyond the one before it (${value})`, next.value);
    }
  }
}

function checkTrail(trail: Trail, length: number | undefined, hasStop: boolean): void {
  const { unit, value, series, refresh, follow, activation } = trail;
  if (unit !== 'fraction' && unit !== 'distance')
    throw new ParameterError('trail.unit', "'fraction' or 'distance'", unit);
  checkLevel('trail', { unit, value, ...(series === undefined ? {} : { series }) }, length);
  if (!(value > 0)) throw new ParameterError('trail.value', 'a number > 0', value);
  if (refresh !== undefined && refresh !== 'entry' && refresh !== 'bar') {
    throw new ParameterError('trail.refresh', "'entry' or 'bar'", refresh);
  }
  if (follow !== undefined && follow !== 'extreme' && follow !== 'close') {
    throw new ParameterError('trail.follow', "'extreme' or 'close'", follow);
  }
  if (activation === undefined) return;
  checkLevel('trail.activation', activation, length);
  if (activation.unit === 'risk' && !hasStop) {
    throw new ParameterError('trail.activation.unit', 'a stop to measure risk by', 'risk');
  }
}
