import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Fifo } from '../src/fifo.ts';

it('Fifo gives back what went in, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(), fc.constant(null)), { maxLength: 200 }), (steps) => {
      const fifo = new Fifo<number>();
      const model: number[] = [];
      for (const step of steps) {
        if (step === null) expect(fifo.shift()).toBe(model.shift());
        else {
          fifo.push(step);
          model.push(step);
        }
      }
    }),
    { seed: 41, numRuns: 100 },
  );
});

it('Fifo keeps its order when it drops what was read', () => {
  const fifo = new Fifo<number>();
  for (let i = 0; i < 5000; i++) fifo.push(i);
  for (let i = 0; i < 4000; i++) expect(fifo.shift()).toBe(i);
  for (let i = 5000; i < 6000; i++) fifo.push(i);
  for (let i = 4000; i < 6000; i++) expect(fifo.shift()).toBe(i);
  expect(fifo.shift()).toBeUndefined();
});
