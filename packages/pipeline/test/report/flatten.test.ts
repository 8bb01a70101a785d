import { describe, expect, it } from 'vitest';
import { flatten } from '../../src/report/flatten.ts';

describe('flatten', () => {
  it('joins names with dots, keeps short lists whole, and leaves out what is not there', () => {
    const value = {
      stop: 3,
      exits: { targets: [2, 6, 10], trail: null, on: true },
      name: undefined,
      parts: [{ at: 1 }],
    };
    expect(flatten(value)).toEqual({ stop: 3, 'exits.targets': '2 / 6 / 10', 'exits.on': true, 'parts.0.at': 1 });
  });

  it('has no name for a bare value', () => {
    for (const bare of [3, 'a', [1, 2], null, undefined]) expect(flatten(bare)).toEqual({});
  });
});
