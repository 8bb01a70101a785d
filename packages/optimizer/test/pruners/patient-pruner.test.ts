import { describe, expect, it } from 'vitest';
import { patientPruner } from '../../src/pruners/patient-pruner.ts';
import type { Pruner } from '../../src/pruners/pruner.ts';
import { running } from './curves.ts';

const nan = Number.NaN;

describe('patientPruner', () => {
  it('stops when the latest patience + 1 losses are all worse than the best before', () => {
    const pruner = patientPruner(null, { patience: 2 });
    expect(pruner.shouldPrune(running([1, 2, 2]), [])).toBe(false);
    expect(pruner.shouldPrune(running([1, 2, 2, 2]), [])).toBe(true);
    expect(pruner.shouldPrune(running([1, 2, 0.5, 2]), [])).toBe(false);
    expect(pruner.shouldPrune(running([1, 0.5, 2, 2, 2]), [])).toBe(true);
  });

  it('takes a plateau for no worse', () => {
    expect(patientPruner(null, { patience: 0 }).shouldPrune(running([1, 1]), [])).toBe(false);
    expect(patientPruner(null, { patience: 0 }).shouldPrune(running([1, 1.1]), [])).toBe(true);
  });

  it('overlooks losses that are worse by minDelta at most', () => {
    const pruner = patientPruner(null, { patience: 0, minDelta: 0.5 });
    expect(pruner.shouldPrune(running([1, 1.5]), [])).toBe(false);
    expect(pruner.shouldPrune(running([1, 1.75]), [])).toBe(true);
  });

  it('leaves out NaN, and goes on where one side has nothing else', () => {
    const pruner = patientPruner(null, { patience: 1 });
    expect(pruner.shouldPrune(running([nan, nan, 5, 5]), [])).toBe(false);
    expect(pruner.shouldPrune(running([1, 1, nan, nan]), [])).toBe(false);
    expect(pruner.shouldPrune(running([nan, 1, nan, 2]), [])).toBe(true);
  });

  it('asks the other pruner only when patience is at an end', () => {
    let asked = 0;
    const other = (answer: boolean): Pruner => ({
      name: 'other',
      options: { answer },
      shouldPrune() {
        asked++;
        return answer;
      },
    });
    expect(patientPruner(other(true), { patience: 0 }).shouldPrune(running([2, 1]), [])).toBe(false);
    expect(asked).toBe(0);
    expect(patientPruner(other(true), { patience: 0 }).shouldPrune(running([1, 2]), [])).toBe(true);
    expect(patientPruner(other(false), { patience: 0 }).shouldPrune(running([1, 2]), [])).toBe(false);
    expect(asked).toBe(2);
  });

  it('tells of the other pruner in its options', () => {
    expect(patientPruner(patientPruner(null, { patience: 1 }), { patience: 3 }).options).toEqual({
      patience: 3,
      minDelta: 0,
      pruner: { name: 'patient', options: { patience: 1, minDelta: 0, pruner: null } },
    });
  });

  it('refuses options out of range', () => {
    expect(() => patientPruner(null, { patience: -1 })).toThrow('patience');
    expect(() => patientPruner(null, { patience: 1, minDelta: -1 })).toThrow('minDelta');
    expect(() => patientPruner(null, { patience: 1, minDelta: nan })).toThrow('minDelta');
  });
});
