import { describe, expect, it } from 'vitest';
import { createStudy, float, int, sobol, space } from '../../src/index.ts';

describe('sobol', () => {
  it('puts one of each 16 trials into every sixteenth of an axis', () => {
    const study = createStudy({ space: space({ x: float(0, 1), y: float(0, 1) }), sampler: sobol(), seed: 3 });
    const trials = study.ask(32);
    for (const part of [trials.slice(0, 16), trials.slice(16)]) {
      for (const axis of ['x', 'y'] as const) {
        expect(new Set(part.map(({ params }) => Math.floor(16 * params[axis]))).size).toBe(16);
      }
    }
  });

  it('passes over points that break a constraint or are known', () => {
    const ladder = space({ a: int(1, 6), b: int(1, 6) }, { constraints: [{ less: 'a', than: 'b' }] });
    const study = createStudy({ space: ladder, sampler: sobol() });
    const keys = study.ask(99).map(({ params: { a, b } }) => (a < b ? `${a} ${b}` : 'broken'));
    expect(new Set(keys).size).toBe(15);
    expect(keys).toHaveLength(15);
    expect(keys).not.toContain('broken');
  });

  it('is refused for more than 64 parameters', () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`x${i}`, float(0, 1)]));
    expect(() => createStudy({ space: space(many), sampler: sobol() })).toThrow(
      'expected an integer in 1 .. 64, got 65',
    );
  });
});
