import { describe, expect, it } from 'vitest';
import { historyPlot } from '../../src/index.ts';
import { countDots, pathsOf, sampleSearch, textsOf, trial, valuesView } from './sample-search.ts';

describe('historyPlot', () => {
  it('says in words what it shows', () => {
    const svg = historyPlot({ ...valuesView([0.2, 1.25, 0.7]), objective: 'Sharpe ratio' });
    expect(svg).toContain('role="img" aria-label="History of 3 trials. Best Sharpe ratio 1.25, in trial 1"');
    expect(textsOf(svg)).toContain('Sharpe ratio (higher is better)');
    expect(textsOf(historyPlot(valuesView([1], 'minimize')))).toContain('value (lower is better)');
  });

  it('steps where a trial beats all before it, to the end', () => {
    const [line] = pathsOf(historyPlot(valuesView([3, 5, 2, 1, 4], 'minimize')), 'line');
    // Trials 2 and 3 improve on trial 0; then the line runs on.
    expect(line.match(/V/g)).toHaveLength(2);
    expect(line).toMatch(/^M[\d.]+ [\d.]+H[\d.]+V[\d.]+H[\d.]+V[\d.]+H352$/);
  });

  it('marks the best with its value', () => {
    const svg = historyPlot(valuesView([1, 7.5, 3]));
    expect(svg).toContain('<title>trial 1: 7.5</title>');
    expect(textsOf(svg)).toContain('7.5');
    expect(svg.match(/class="best" transform="[^"]*" d="[^"]*"><title>/g)).toHaveLength(1);
  });

  it('never lets an infeasible trial be the best or improve the line', () => {
    const view = { ...valuesView([1, 2]), trials: [trial(0, 1), trial(1, 99, {}, 0.5), trial(2, 2)] };
    const svg = historyPlot(view);
    expect(svg).toContain('Best value 2, in trial 2');
    expect(textsOf(svg)).toContain('breaks a constraint');
    expect(historyPlot({ ...view, trials: [trial(0, 1), trial(1, 99, {}, Number.NaN)] })).toContain('in trial 0');
  });

  it('keeps outliers on the frame, out of the scale', () => {
    const calm = Array.from({ length: 40 }, (_, i) => i / 40);
    const svg = historyPlot(valuesView([...calm, -1e9, -Infinity]));
    const beyond = pathsOf(svg, 'beyond').join('');
    expect(beyond.match(/z/g)).toHaveLength(2);
    expect(countDots(pathsOf(svg, 'points')[0])).toBe(40);
    expect(textsOf(svg)).toContain('beyond the scale');
    expect(textsOf(historyPlot(valuesView(calm)))).not.toContain('beyond the scale');
  });

  it('has lanes for what has no value: pruned, failed, running, and complete with NaN', () => {
    const trials = [
      trial(0, 1),
      { number: 1, state: 'pruned', values: [9], params: {} },
      trial(2, Number.NaN),
      { number: 3, state: 'failed', values: null, params: {} },
      { number: 4, state: 'running', values: null, params: {} },
    ] as const;
    const svg = historyPlot({ ...valuesView([]), trials });
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['pruned', 'failed', 'running']));
    expect(pathsOf(svg, 'ticks bad')[0].match(/v6/g)).toHaveLength(2);
    expect(countDots(pathsOf(svg, 'points')[0])).toBe(1);
    expect(svg).toContain('Best value 1,');
  });

  it('reads the order from the numbers of trials', () => {
    const shuffled = { ...valuesView([]), trials: [trial(2, 2), trial(0, 1), trial(1, 3)] };
    expect(historyPlot(shuffled)).toBe(historyPlot(valuesView([1, 3, 2])));
  });

  it('has its own styles for both themes, and no script', () => {
    const svg = historyPlot(sampleSearch(50));
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><style>/);
    expect(svg).toContain('@media screen and (prefers-color-scheme:dark)');
    expect(svg).not.toContain('<script');
  });
});
