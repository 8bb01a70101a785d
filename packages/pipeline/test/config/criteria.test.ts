import { ParameterError } from '@quantblocks/core';
import { expect, it } from 'vitest';
import { CRITERIA_NAMES, type CriteriaScope, compileCriteria } from '../../src/config/criteria.ts';

const SCOPE = {
  ...(Object.fromEntries(CRITERIA_NAMES.map((name) => [name, 1])) as unknown as CriteriaScope),
  passed: false,
};

it('knows every name', () => {
  for (const name of CRITERIA_NAMES) {
    const text = name === 'passed' ? 'not passed' : `${name} == 1`;
    expect([name, compileCriteria(text).evaluate(SCOPE)]).toEqual([name, true]);
  }
});

it('finds a comparison with a figure that does not exist false, and so its negation', () => {
  for (const text of ['wfe > 0.5', 'not (wfe > 0.5)', 'wfe <= 0.5'])
    expect([text, compileCriteria(text).evaluate({ ...SCOPE, wfe: Number.NaN })]).toEqual([text, false]);
});

it.each(['sharpe > 1 and luck > 2', 'sharpe + 1', 'sharpe >', 'constructor > 1', 'sharpe > 1; legs > 2'])(
  'refuses %s',
  (text) => {
    expect(() => compileCriteria(text)).toThrow(ParameterError);
  },
);
