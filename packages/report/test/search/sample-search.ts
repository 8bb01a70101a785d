import { createRng } from '@quantblocks/core';
import type { SearchParameter, SearchTrial, SearchView } from '../../src/index.ts';

/** Parameters of every kind. */
export const mixed: readonly SearchParameter[] = [
  { name: 'stop', type: 'float', low: 1.5, high: 5, step: 0.25 },
  { name: 'period', type: 'int', low: 5, high: 60 },
  { name: 'rate', type: 'float', low: 1e-5, high: 0.1, log: true },
  { name: 'span', type: 'ordinal', choices: [26, 39, 52, 65, 78] },
  { name: 'filter', type: 'categorical', choices: ['none', 'volume', 'regime'] },
  { name: 'trail', type: 'categorical', choices: [true, false] },
];

/** A complete trial. */
export function trial(number: number, value: number, params: SearchTrial['params'] = {}, violation = 0): SearchTrial {
  return { number, state: 'complete', values: [value], params, violation };
}

/** A search of numbers without parameters. */
export function valuesView(values: readonly number[], direction: SearchView['direction'] = 'maximize'): SearchView {
  return { name: 'demo', direction, parameters: [], trials: values.map((value, i) => trial(i, value)) };
}

/** A seeded random search whose values depend on the first parameter most. */
export function sampleSearch(n: number, parameters: readonly SearchParameter[] = mixed, seed = 1): SearchView {
  const rng = createRng(seed, 'search-sample');
  const trials = Array.from({ length: n }, (_, number): SearchTrial => {
    const units = parameters.map(() => rng.next());
    const params = Object.fromEntries(parameters.map((parameter, i) => [parameter.name, valueAt(parameter, units[i])]));
    const value = 1 - units.reduce((sum, u, i) => sum + (u - 0.6) ** 2 / (1 + i), 0) + 0.05 * rng.normal();
    const fate = rng.next();
    const state = fate < 0.1 ? 'pruned' : fate < 0.13 ? 'failed' : 'complete';
    const violation = units[0] > 0.9 ? 1 : 0;
    return { number, state, values: state === 'complete' ? [value, rng.next()] : null, violation, params };
  });
  const importances = parameters.map(({ name }, i) => ({ name, share: 1 / (i + 1) / parameters.length }));
  return { name: 'sample', direction: 'maximize', objective: 'Sharpe ratio', parameters, trials, importances };
}

function valueAt(
  { type, low = 0, high = 1, step = 0, log, choices = [] }: SearchParameter,
  u: number,
): string | number | boolean {
  if (type === 'ordinal' || type === 'categorical') return choices[Math.floor(u * choices.length)];
  if (log) return low * (high / low) ** u;
  if (type === 'int') return low + Math.floor(u * (high - low + 1));
  return step > 0 ? low + step * Math.floor(u * ((high - low) / step + 1)) : low + u * (high - low);
}

/** Texts an `<svg>` shows, tooltips apart. */
export function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(?:<title>[^<]*<\/title>)?([^<]*)<\/text>/g)].map((match) => match[1]);
}

/** Path data of all paths whose class is exactly this, those of the key apart. */
export function pathsOf(svg: string, className: string): string[] {
  return [...svg.matchAll(new RegExp(`<path class="${className}" d="([^"]*)"`, 'g'))].map((match) => match[1]);
}

/** Number of dots in a path of dots. */
export function countDots(path: string): number {
  return path.split('h0').length - 1;
}
