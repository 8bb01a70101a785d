import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineVerdicts, createVerdict, type VerdictStatus } from '../src/index.ts';

const STATUSES = ['pass', 'fail', 'insufficient', 'undefined'] as const;
const combine = (...statuses: VerdictStatus[]): VerdictStatus =>
  combineVerdicts(statuses.map((status) => ({ status })));

describe('createVerdict', () => {
  it('fills in what is not said and freezes the answer', () => {
    const verdict = createVerdict({ name: 'a', question: 'b?', status: 'pass', n: 3 });
    expect(verdict).toEqual({
      name: 'a',
      question: 'b?',
      status: 'pass',
      n: 3,
      value: Number.NaN,
      pValue: Number.NaN,
      assumptions: [],
      warnings: [],
      explanation: '',
    });
    expect(Object.isFrozen(verdict)).toBe(true);
  });
});

describe('combineVerdicts', () => {
  it('passes only if all pass', () => {
    expect(combine('pass', 'pass')).toBe('pass');
    expect(combine('pass', 'fail', 'insufficient')).toBe('fail');
    expect(combine('pass', 'insufficient', 'undefined')).toBe('insufficient');
    expect(combine('pass', 'undefined')).toBe('undefined');
  });
  it('never passes on no verdicts', () => {
    expect(combine()).toBe('insufficient');
  });
  it('does not depend on order or repetition, and is one of its inputs', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...STATUSES), { minLength: 1 }), (statuses) => {
        const together = combine(...statuses);
        expect(combine(...[...statuses].reverse(), ...statuses)).toBe(together);
        expect(statuses).toContain(together);
        expect(together === 'pass').toBe(statuses.every((status) => status === 'pass'));
      }),
    );
  });
});
