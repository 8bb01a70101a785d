import { ParameterError } from '@quantblocks/core';
import type { SearchParameter, SearchView } from './search-view.ts';

const DIRECTIONS: readonly unknown[] = ['minimize', 'maximize'];

/**
 * Refuses what cannot be drawn. What trials hold is never refused: NaN, infinities and missing params are part of a search.
 *
 * @throws a {@link ParameterError} if a direction is none, names of parameters repeat, bounds or choices are missing, bounds
 * are out of order or, on a logarithmic scale, not positive, or a trial's number is not finite.
 */
export function checkSearchView({ direction, second, parameters, trials }: SearchView): void {
  for (const [name, value] of Object.entries({ direction, 'second.direction': second?.direction ?? direction })) {
    if (!DIRECTIONS.includes(value)) throw new ParameterError(name, "'minimize' or 'maximize'", value);
  }
  const names = parameters.map(({ name }) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined) throw new ParameterError('parameters', 'unique names', repeated);
  parameters.forEach(checkParameter);
  const odd = trials.find(({ number }) => !Number.isFinite(number));
  if (odd !== undefined) throw new ParameterError('number', 'a finite number for every trial', odd.number);
}

function checkParameter({ name, type, low, high, log = false, choices }: SearchParameter): void {
  if (type === 'ordinal' || type === 'categorical') {
    if (choices === undefined || choices.length === 0) throw new ParameterError(name, 'choices', choices);
    return;
  }
  if (!Number.isFinite(low) || !Number.isFinite(high) || !(Number(low) <= Number(high))) {
    throw new ParameterError(name, 'finite bounds, low <= high', [low, high]);
  }
  if (log && !(Number(low) > 0)) throw new ParameterError(name, 'low > 0 on a logarithmic scale', low);
}
