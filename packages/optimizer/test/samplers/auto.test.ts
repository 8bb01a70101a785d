import { describe, expect, it } from 'vitest';
import {
  auto,
  categorical,
  createStudy,
  type Direction,
  float,
  int,
  type Space,
  space,
  when,
} from '../../src/index.ts';

describe('auto', () => {
  const firstBy = <Params>(search: Space<Params>, direction: Direction | Direction[] = 'minimize'): string[] => {
    const study = createStudy({ space: search, direction, sampler: auto() });
    const [{ number, by }] = study.ask();
    study.tell(number, Array.isArray(direction) ? direction.map(() => 1) : 1);
    return [by, study.log().includes('"generation":0') ? 'in generations' : 'one by one'];
  };

  it('is CMA-ES where there is a landscape', () => {
    expect(firstBy(space({ x: float(0, 1) }))).toEqual(['cma-es', 'in generations']);
    expect(firstBy(space({ a: int(1, 1e4), b: int(1, 1e4) }))).toEqual(['cma-es', 'in generations']);
  });

  it('is TPE on small grids, among choices and under conditions', () => {
    const on = categorical([true, false]);
    expect(firstBy(space({ a: int(1, 1000), b: int(1, 1000) }))).toEqual(['start-up', 'one by one']);
    expect(firstBy(space({ x: float(0, 1), on }))).toEqual(['start-up', 'one by one']);
    expect(firstBy(space({ a: int(0, 1), x: when({ a: [1] }, float(0, 1)) }))).toEqual(['start-up', 'one by one']);
  });

  it('is NSGA-II for several objectives', () => {
    expect(firstBy(space({ x: float(0, 1) }), ['minimize', 'maximize'])).toEqual(['start-up', 'in generations']);
  });
});
