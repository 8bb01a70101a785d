import { expect, it } from 'vitest';
import { plain } from '../../src/output/plain.ts';

const value = {
  name: 'BTC',
  returns: Float64Array.of(0.5, Number.NaN),
  folds: [{ pnl: Float64Array.of(1), best: null }],
};

it('makes lists of series, or leaves them out', () => {
  expect(plain(value, 'list')).toEqual({ name: 'BTC', returns: [0.5, Number.NaN], folds: [{ pnl: [1], best: null }] });
  expect(plain(value, 'drop')).toEqual({ name: 'BTC', folds: [{ best: null }] });
});

it('leaves out what is not defined', () => {
  expect(Object.keys(plain({ a: undefined, b: 0 }, 'list') as object)).toEqual(['b']);
});
