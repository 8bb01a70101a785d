import fc from 'fast-check';
import type { IndicatorEntry, Params } from '../src/registry.ts';

/** Random parameters of an entry: lengths from the least possible to 40 bars, so that warm-ups end early and late. */
export function parametersOf(entry: IndicatorEntry): fc.Arbitrary<Params> {
  return fc.record(
    Object.fromEntries(
      Object.entries(entry.params).map(([name, parameter]): [string, fc.Arbitrary<number | string | boolean>] => {
        if (parameter.type === 'choice') return [name, fc.constantFrom(...parameter.values)];
        const [low, high] = parameter.search;
        if (parameter.type === 'float') return [name, fc.double({ min: low, max: high, noNaN: true })];
        const least = parameter.min;
        return [name, fc.integer({ min: least, max: Math.min(parameter.max, Math.max(40, least + 10)) })];
      }),
    ),
  );
}
