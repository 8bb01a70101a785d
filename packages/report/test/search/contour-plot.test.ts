import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { contourPlot, type SearchView } from '../../src/index.ts';
import { contourCells } from '../../src/search/contour-cells.ts';
import { parameterAxis } from '../../src/search/parameter-axis.ts';
import { createSearchModel } from '../../src/search/search-model.ts';
import { pathsOf, sampleSearch, textsOf, trial } from './sample-search.ts';

const grid: SearchView = {
  name: 'grid',
  direction: 'maximize',
  parameters: [
    { name: 'a', type: 'int', low: 0, high: 2 },
    { name: 'b', type: 'categorical', choices: ['x', 'y'] },
  ],
  trials: [
    trial(0, 1, { a: 0, b: 'x' }),
    trial(1, 5, { a: 2, b: 'y' }),
    trial(2, 3, { a: 2, b: 'y' }),
    trial(3, 10, { a: 2, b: 'y' }),
  ],
};

function cellsOf(view: SearchView): ReturnType<typeof contourCells> {
  const [x, y] = view.parameters.map((parameter) => parameterAxis(parameter, 5));
  return contourCells(createSearchModel(view).ranked, x, y);
}

describe('contourCells', () => {
  it('holds medians of real cells and knows nothing of the others', () => {
    const { columns, rows, values, kind } = cellsOf(grid);
    expect([columns, rows, kind]).toEqual([3, 2, 'counted']);
    expect(Array.from(values)).toEqual([1, NaN, NaN, NaN, NaN, 5]);
  });

  it('fills a continuous plane near trials only, within their values', () => {
    const parameters = ['a', 'b'].map((name) => ({ name, type: 'float' as const, low: 0, high: 1 }));
    const trials = [trial(0, 1, { a: 0.1, b: 0.1 }), trial(1, 2, { a: 0.2, b: 0.1 })];
    const { columns, rows, values, kind } = cellsOf({ ...grid, parameters, trials });
    expect(kind).toBe('interpolated');
    const known = Array.from(values).filter((value) => !Number.isNaN(value));
    expect(known.length).toBeGreaterThan(20);
    expect(Math.min(...known)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...known)).toBeLessThanOrEqual(2);
    values.forEach((value, cell) => {
      const [x, y] = [((cell % columns) + 0.5) / columns, (Math.floor(cell / columns) + 0.5) / rows];
      const nearest = Math.min(Math.hypot(x - 0.1, y - 0.1), Math.hypot(x - 0.2, y - 0.1));
      expect(Number.isNaN(value)).toBe(nearest > 0.12);
    });
    // Halfway between them both count the same.
    const middle = values[Math.floor(0.1 * rows) * columns + Math.floor(0.15 * columns)];
    expect(middle).toBeCloseTo(1.5, 1);
  });
});

describe('contourPlot', () => {
  it('colours one cell for each that holds trials', () => {
    const svg = contourPlot(grid);
    const cells = [0, 1, 2, 3, 4, 5, 6].flatMap((shade) => pathsOf(svg, `q${shade}`));
    expect(cells.join('').match(/M/g)).toHaveLength(2);
    expect(pathsOf(svg, 'q6')).toHaveLength(1);
    expect(pathsOf(svg, 'q0')).toHaveLength(1);
  });

  it('takes the two most important parameters that vary', () => {
    const view = sampleSearch(60);
    const importances = ['span', 'filter', 'stop'].map((name, i) => ({ name, share: 1 - i / 10 }));
    expect(contourPlot({ ...view, importances })).toContain('Sharpe ratio over span and filter; best at');
    const fixed = view.trials.map((one) => ({ ...one, params: { ...one.params, span: 26 } }));
    expect(contourPlot({ ...view, importances, trials: fixed })).toContain('over filter and stop;');
  });

  it('takes the parameters it is told', () => {
    expect(contourPlot(sampleSearch(60), { x: 'rate', y: 'period' })).toContain('over rate and period;');
    expect(contourPlot(sampleSearch(60), { y: 'stop' })).toContain('over period and stop;');
  });

  it('says so where fewer than two parameters vary', () => {
    expect(textsOf(contourPlot({ ...grid, trials: [grid.trials[0]] }))).toEqual(['Fewer than two parameters vary.']);
  });

  it('refuses a parameter that does not exist, and the same one twice', () => {
    expect(() => contourPlot(grid, { x: 'c' })).toThrow(ParameterError);
    expect(() => contourPlot(grid, { x: 'a', y: 'a' })).toThrow(/y: expected another parameter than x/);
  });
});
