import { ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contourPlot,
  historyPlot,
  importancePlot,
  parallelCoordinatesPlot,
  renderSearch,
  type SearchParameter,
  type SearchTrial,
  type SearchView,
  slicePlot,
} from '../../src/index.ts';
import { dark, light } from '../../src/styles.ts';
import { mixed, sampleSearch, trial, valuesView } from './sample-search.ts';

const plots = [historyPlot, parallelCoordinatesPlot, slicePlot, contourPlot, importancePlot];

describe('renderSearch', () => {
  it('is one document without scripts and addresses, the same for the same input', () => {
    const page = renderSearch(sampleSearch(200));
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    expect(page).not.toMatch(/<script|https?:|<(?:link|img)[^>]*(?:src|href)="(?!data:,")/i);
    expect(renderSearch(sampleSearch(200))).toBe(page);
  });

  it('lists the ten best trials with their parameters, the best first', () => {
    const view = sampleSearch(60);
    const page = renderSearch({ ...view, trials: view.trials.map((one) => ({ ...one, proposedBy: 'tpe' })) });
    const table = page.slice(page.indexOf('The best 10 trials'), page.indexOf('</table>'));
    const numbers = [...table.matchAll(/<th scope="row">(\d+)<\/th>/g)].map((match) => Number(match[1]));
    const feasible = view.trials.filter(({ state, violation }) => state === 'complete' && violation === 0);
    feasible.sort((a, b) => (b.values?.[0] ?? 0) - (a.values?.[0] ?? 0));
    expect(numbers).toEqual(feasible.slice(0, 10).map(({ number }) => number));
    for (const { name } of mixed) expect(table).toContain(`<th scope="col">${name}</th>`);
    expect(table.match(/<td>tpe<\/td>/g)).toHaveLength(10);
  });

  it('lists what is nearest to the constraints where nothing is feasible', () => {
    const page = renderSearch({ ...valuesView([]), trials: [trial(0, 5, {}, 3), trial(1, 1, {}, 0.25)] });
    expect(page).toContain('The trials nearest to the constraints');
    expect(page.indexOf('<th scope="row">1</th>')).toBeLessThan(page.indexOf('<th scope="row">0</th>'));
  });

  it('begins several searches with an overview that links them', () => {
    const page = renderSearch([
      { ...sampleSearch(30), name: 'first' },
      { ...valuesView([]), name: 'second' },
    ]);
    expect(page).toContain('<h1>2 searches</h1>');
    for (const [i, name] of ['first', 'second'].entries()) {
      expect(page).toContain(`<a href="#search-${i + 1}">${name}</a>`);
      expect(page).toContain(`<h2 id="search-${i + 1}">${name}</h2>`);
    }
    expect(renderSearch(sampleSearch(30), { title: 'Mine' })).toContain('<h1>Mine</h1>');
  });

  it('shows the front of a search with two objectives', () => {
    const second = { direction: 'minimize', objective: 'drawdown' } as const;
    const page = renderSearch({ ...sampleSearch(60), second });
    expect(page).toContain('Both objectives');
    expect(page).toContain('are on the front of Sharpe ratio and drawdown');
    expect(page).toContain('<th scope="col">drawdown</th>');
  });

  it('escapes every name, choice and value', () => {
    const hostile = `</svg></style><script>alert("x'")</script><img src=x onerror=alert(1)>`;
    const parameters = [
      { name: hostile, type: 'categorical', choices: [hostile, 'b'] },
      { name: `${hostile}2`, type: 'ordinal', choices: [hostile, 'b'] },
    ] as const;
    const trials = Array.from({ length: 12 }, (_, i) => ({
      ...trial(i, i, { [hostile]: i % 2 ? hostile : 'b', [`${hostile}2`]: i % 3 ? hostile : 'b' }),
      proposedBy: hostile,
    }));
    const importances = [{ name: hostile, share: 1 }];
    const view: SearchView = {
      name: hostile,
      direction: 'maximize',
      objective: hostile,
      parameters,
      trials,
      importances,
    };
    for (const text of [renderSearch([view, view], { title: hostile }), ...plots.map((plot) => plot(view))]) {
      expect(text).not.toMatch(/<script|<img/);
      expect(text.match(/<\/style>/g)).toHaveLength(1);
      expect(text.match(/<\/svg>/g)?.length).toBe(text.match(/<svg/g)?.length);
    }
  });

  it('stays below a megabyte for 5,000 trials of 20 parameters', () => {
    const parameters = Array.from(
      { length: 20 },
      (_, i): SearchParameter => ({ ...mixed[i % 6], name: `${mixed[i % 6].name}${i}` }),
    );
    const page = renderSearch(sampleSearch(5000, parameters));
    expect(page.length).toBeLessThan(1_000_000);
    expect(page).not.toMatch(/NaN|undefined/);
  });

  it('copes with any trials: no number of the page is NaN', () => {
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, 1e308, -1e308, 5e-324, 1, 1 + Number.EPSILON),
    );
    const params = fc.record({
      stop: fc.option(value, { nil: undefined }),
      period: fc.integer({ min: 5, max: 60 }),
      rate: value,
      span: fc.constantFrom(26, 78, 'odd', undefined),
      filter: fc.constantFrom('none', 'regime', undefined),
      trail: fc.constantFrom(true, false),
    });
    const trials = fc.array(
      fc.record({
        state: fc.constantFrom<SearchTrial['state']>('complete', 'complete', 'complete', 'pruned', 'failed', 'running'),
        values: fc.option(fc.array(value, { maxLength: 2 }), { nil: null }),
        violation: fc.constantFrom(0, 0, 0, 1, Number.NaN),
        params,
      }),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(trials, fc.constantFrom('minimize', 'maximize'), fc.boolean(), (list, direction, isPair) => {
        const view: SearchView = {
          ...sampleSearch(0),
          direction,
          ...(isPair ? { second: { direction, objective: 'other' } } : {}),
          trials: list.map((one, number) => ({ ...one, number })),
        };
        for (const text of [renderSearch(view), ...plots.map((plot) => plot(view))]) {
          expect(text).not.toMatch(/NaN|undefined|(?:[xyd]|width|height|x1|x2|y1|y2)="[^"]*Infinity/);
        }
      }),
      { seed: 11, numRuns: 60 },
    );
  });

  it('refuses no view and views that cannot be drawn', () => {
    const view = sampleSearch(3);
    const withParameter = (parameter: SearchParameter): SearchView => ({ ...view, parameters: [parameter] });
    const bad: [SearchView, RegExp][] = [
      [{ ...view, direction: 'up' as 'maximize' }, /direction/],
      [{ ...view, second: { direction: 'up' as 'maximize', objective: 'x' } }, /second.direction/],
      [{ ...view, parameters: [mixed[0], mixed[0]] }, /unique names/],
      [withParameter({ name: 'p', type: 'float', low: 1 }), /finite bounds/],
      [withParameter({ name: 'p', type: 'int', low: 2, high: 1 }), /low <= high/],
      [withParameter({ name: 'p', type: 'float', low: 0, high: 1, log: true }), /low > 0/],
      [withParameter({ name: 'p', type: 'ordinal' }), /choices/],
      [withParameter({ name: 'p', type: 'categorical', choices: [] }), /choices/],
      [{ ...view, trials: [trial(Number.NaN, 1)] }, /number/],
    ];
    expect(() => renderSearch([])).toThrow(ParameterError);
    for (const [one, message] of bad) {
      expect(() => renderSearch(one)).toThrow(ParameterError);
      expect(() => historyPlot(one)).toThrow(message);
    }
  });
});

describe('shades', () => {
  it('go away from the background in lightness, step by step, in both themes', () => {
    for (const theme of [light, dark]) {
      const background = luminance(theme, 'card');
      const contrasts = Array.from({ length: 7 }, (_, i) => contrast(luminance(theme, `shade${i}`), background));
      expect(contrasts[0]).toBeGreaterThan(1.25);
      for (let i = 1; i < 7; i++) expect(contrasts[i] / contrasts[i - 1]).toBeGreaterThan(1.15);
    }
  });
});

/** Relative luminance of a theme's colour, as WCAG defines it. */
function luminance(theme: string, name: string): number {
  const [, hex] = theme.match(new RegExp(`--${name}:#([0-9a-f]{6})`)) ?? [];
  const [r, g, b] = [0, 2, 4].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
