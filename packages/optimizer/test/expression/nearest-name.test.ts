import { expect, it } from 'vitest';
import { nearestName } from '../../src/expression/nearest-name.ts';

const names = ['sharpe', 'sortino', 'calmar', 'maxDrawdown', 'a', 'b'];

it.each([
  ['sharp', 'sharpe'],
  ['shrape', 'sharpe'],
  ['SHARPE', 'sharpe'],
  ['sotrinno', 'sortino'],
  ['max_drawdown', 'maxDrawdown'],
  ['drawdown', undefined],
  ['A', 'a'],
  ['c', undefined],
  ['profit', undefined],
  ['', undefined],
])('%s is most likely %s', (wrong, expected) => {
  expect(nearestName(wrong, names)).toBe(expected);
});
