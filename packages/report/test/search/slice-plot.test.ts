import { describe, expect, it } from 'vitest';
import { slicePlot } from '../../src/index.ts';
import { createSearchModel } from '../../src/search/search-model.ts';
import { drawSlices } from '../../src/search/slice-plot.ts';
import { mixed, pathsOf, sampleSearch, textsOf, trial } from './sample-search.ts';

describe('slicePlot', () => {
  it('has one plot per parameter, the most important first', () => {
    const view = sampleSearch(80);
    const importances = [{ name: 'trail', share: 0.9 }];
    const names = (svg: string): string[] => textsOf(svg).filter((text) => mixed.some(({ name }) => name === text));
    expect(names(slicePlot({ ...view, importances }))).toEqual(['trail', 'stop', 'period', 'rate', 'span', 'filter']);
  });

  it('says where the best tenth lies', () => {
    const parameters = [
      { name: 'number', type: 'float', low: 0, high: 30 },
      { name: 'order', type: 'ordinal', choices: ['s', 'm', 'l'] },
      { name: 'kind', type: 'categorical', choices: ['a', 'b'] },
      { name: 'sometimes', type: 'float', low: 0, high: 1 },
      { name: 'never', type: 'float', low: 0, high: 1 },
    ] as const;
    const trials = Array.from({ length: 30 }, (_, i) =>
      trial(i, i, {
        number: i,
        order: i % 2 ? 'l' : 'm',
        kind: i === 28 ? 'b' : 'a',
        sometimes: i === 29 ? 0.5 : undefined,
      }),
    );
    const texts = textsOf(slicePlot({ name: 'demo', direction: 'maximize', parameters, trials }));
    expect(texts.filter((text) => text.startsWith('best tenth'))).toEqual([
      'best tenth: 27 to 29',
      'best tenth: m to l',
      'best tenth: a (2 of 3)',
      'best tenth: 0.5 (1 of 3)',
      'best tenth: without it',
    ]);
  });

  it('shows medians of choices only', () => {
    const slices = drawSlices(createSearchModel(sampleSearch(80)));
    const medians = slices.map(({ body }) => pathsOf((body as { markup: string }).markup, 'median').length);
    expect(medians).toEqual([0, 0, 0, 5, 3, 2]);
  });
});
