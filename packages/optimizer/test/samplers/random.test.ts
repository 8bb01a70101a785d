import { expect, it } from 'vitest';
import { createStudy, float, random, space } from '../../src/index.ts';

it('random search does not end because few points satisfy the constraints', () => {
  const thin = space(
    { a: float(0, 1), b: float(0, 1) },
    {
      constraints: [
        function alike({ a, b }) {
          return Math.abs(a - b) < 1e-3;
        },
      ],
    },
  );
  const study = createStudy({ space: thin, sampler: random(), seed: 1 });
  expect(study.ask(60)).toHaveLength(60);
});
