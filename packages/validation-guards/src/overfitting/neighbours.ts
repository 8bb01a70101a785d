import { ParameterError, type Rng } from '@quantblocks/core';

/** A numeric parameter of a strategy, as it was chosen and as it was searched. */
export interface PlateauParameter<Name extends string = string> {
  readonly name: Name;
  /** As chosen. */
  readonly value: number;
  /** Range it is moved in. */
  readonly low: number;
  readonly high: number;
  /** Values are `low`, `low + step`, ...; 1 for whole numbers. @defaultValue any number in the range */
  readonly step?: number | undefined;
}

/** One value per parameter. */
export type PlateauPoint<Name extends string = string> = Readonly<Record<Name, number>>;

/** A point beside the chosen one. */
export interface Neighbour<Name extends string> {
  /** The parameter that was moved, or `joint` if all were. */
  readonly moved: Name | 'joint';
  readonly point: PlateauPoint<Name>;
}

/** What one perturbation is a share of: the value itself (the range, for 0), or the range. */
export type PerturbationScale = 'value' | 'range';

export function requireParameters(parameters: readonly PlateauParameter[]): void {
  if (!Array.isArray(parameters)) throw new ParameterError('parameters', 'an array', parameters);
  for (const [i, { name, value, low, high, step }] of parameters.entries()) {
    const of = `parameters[${i}]`;
    if (parameters.findIndex((other) => other.name === name) !== i) {
      throw new ParameterError(`${of}.name`, 'a name of its own', name);
    }
    if (!(Number.isFinite(high - low) && low <= value && value <= high)) {
      throw new ParameterError(of, 'finite low <= value <= high', { low, value, high });
    }
    if (step !== undefined && !(step > 0)) throw new ParameterError(`${of}.step`, 'a number > 0', step);
  }
}

export function pointOf<Name extends string>(parameters: readonly PlateauParameter<Name>[]): PlateauPoint<Name> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value])) as PlateauPoint<Name>;
}

/** Every parameter moved alone, by every share down and up. Moves that end on the same value count once. */
export function singleNeighbours<Name extends string>(
  parameters: readonly PlateauParameter<Name>[],
  shares: readonly number[],
  scale: PerturbationScale,
): Neighbour<Name>[] {
  const point = pointOf(parameters);
  return parameters.flatMap((parameter) => {
    const moved = shares.flatMap((share) => [perturbed(parameter, -share, scale), perturbed(parameter, share, scale)]);
    const values = [...new Set(moved)].filter((value) => value !== parameter.value);
    return values.map((value) => ({ moved: parameter.name, point: { ...point, [parameter.name]: value } }));
  });
}

/** All parameters moved at once, each by a random share up to the largest. Points that come again count once. */
export function jointNeighbours<Name extends string>(
  parameters: readonly PlateauParameter<Name>[],
  largest: number,
  scale: PerturbationScale,
  count: number,
  rng: Rng,
): Neighbour<Name>[] {
  const points = new Map<string, PlateauPoint<Name>>();
  const chosen = parameters.map(({ value }) => value).join();
  for (let i = 0; i < count; i++) {
    const values = parameters.map((parameter) => perturbed(parameter, largest * (2 * rng.next() - 1), scale));
    const point = Object.fromEntries(parameters.map(({ name }, k) => [name, values[k]])) as PlateauPoint<Name>;
    if (values.join() !== chosen) points.set(values.join(), point);
  }
  return [...points.values()].map((point) => ({ moved: 'joint', point }));
}

/** At least one step away where there are steps; the value itself at the end of its range. */
function perturbed(parameter: PlateauParameter, share: number, scale: PerturbationScale): number {
  const { value, low, high, step } = parameter;
  const size = scale === 'value' && value !== 0 ? Math.abs(value) : high - low;
  const target = value + share * size;
  if (step === undefined) return Math.min(high, Math.max(low, target));
  const own = (value - low) / step;
  const nearest = Math.round((target - low) / step);
  const index =
    share > 0 ? Math.max(nearest, Math.floor(own + 1e-9) + 1) : Math.min(nearest, Math.ceil(own - 1e-9) - 1);
  const last = Math.floor((high - low) / step + 1e-9);
  const inside = Math.min(last, Math.max(0, index));
  // A chosen value between the last step and `high` must not be moved down by a move up.
  if (share > 0 ? inside <= own : inside >= own) return value;
  return Number((low + inside * step).toPrecision(12));
}
