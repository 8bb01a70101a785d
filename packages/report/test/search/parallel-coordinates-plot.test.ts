import { describe, expect, it } from 'vitest';
import { parallelCoordinatesPlot } from '../../src/index.ts';
import { mixed, pathsOf, sampleSearch, textsOf, trial } from './sample-search.ts';

describe('parallelCoordinatesPlot', () => {
  it('has an axis for the objective and one for each parameter, with its labels', () => {
    const texts = textsOf(parallelCoordinatesPlot(sampleSearch(60)));
    expect(texts).toEqual(expect.arrayContaining(['Sharpe ratio', ...mixed.map(({ name }) => name)]));
    expect(texts).toEqual(
      expect.arrayContaining(['none', 'volume', 'regime', 'true', 'false', '26', '78', '1e\u22124']),
    );
  });

  it('draws every feasible trial once, the best tenth strongly, and the best again', () => {
    const view = sampleSearch(100);
    const feasible = view.trials.filter(({ state, violation }) => state === 'complete' && violation === 0).length;
    const svg = parallelCoordinatesPlot(view);
    const lines = (kind: string): number =>
      [0, 1, 2, 3, 4, 5, 6]
        .flatMap((shade) => pathsOf(svg, `course ${kind} c${shade}`))
        .reduce((sum, path) => sum + path.split('M').length - 1, 0);
    expect(lines('strong')).toBe(Math.ceil(feasible / 10));
    expect(lines('weak') + lines('strong')).toBe(feasible);
    expect(pathsOf(svg, 'course first')).toHaveLength(1);
  });

  it('colours the best with the last shade', () => {
    const parameters = [{ name: 'p', type: 'int', low: 1, high: 2 } as const];
    const trials = [trial(0, 1, { p: 1 }), trial(1, 2, { p: 2 })];
    for (const [direction, best] of [
      ['maximize', 'p 2'],
      ['minimize', 'p 1'],
    ] as const) {
      const svg = parallelCoordinatesPlot({ name: 'demo', direction, parameters, trials });
      expect(svg).toContain(`The best has ${best}`);
      expect(pathsOf(svg, 'course strong c6')).toHaveLength(1);
      expect(pathsOf(svg, 'course weak c0')).toHaveLength(1);
    }
  });

  it('leads lines below the axis of a parameter that does not exist', () => {
    const parameters = [{ name: 'p', type: 'int', low: 1, high: 2 } as const];
    const svg = (p: number | undefined): string =>
      parallelCoordinatesPlot({ name: 'demo', direction: 'maximize', parameters, trials: [trial(0, 1, { p })] });
    expect(textsOf(svg(undefined))).toContain('none');
    expect(textsOf(svg(1))).not.toContain('none');
  });

  it('draws a share of very many trials, and says so', () => {
    const svg = parallelCoordinatesPlot(sampleSearch(3000));
    expect(textsOf(svg).some((text) => /^best of 2,\d{3}; 460 drawn$/.test(text))).toBe(true);
    expect(svg.length).toBeLessThan(60_000);
  });
});
