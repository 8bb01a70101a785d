import { createBars } from '@quantblocks/core';
import { type SimulationConfig, simulate } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { createModel } from '../src/report-model.ts';
import { verdictSentence } from '../src/verdict-sentence.ts';
import { findWarnings } from '../src/warnings.ts';
import { sampleBars, samplePlan, sampleResult } from './sample.ts';

const bars = sampleBars(2000);
const model = (config: SimulationConfig = {}) =>
  createModel({ title: 't', bars, runs: [{ name: 'run', result: sampleResult(bars, config) }] });
const titles = (config: SimulationConfig = {}) => findWarnings(model(config)).map(({ title }) => title);

describe('findWarnings', () => {
  it('puts the serious first', () => {
    const levels = findWarnings(model({ costs: { feeBps: 0, slippageBps: 0 }, equity: 'realised' })).map(
      (w) => w.level,
    );
    expect(levels.indexOf('caution')).toBeGreaterThan(levels.lastIndexOf('serious'));
    expect(levels[0]).toBe('serious');
  });

  it('names missing costs, hidden losses and an optimistic rule', () => {
    expect(titles({ costs: { feeBps: 0, slippageBps: 0 } })).toContain('No costs');
    expect(titles({ equity: 'realised' })).toContain('Open losses are hidden');
    expect(titles({ intrabar: 'best' })).toContain('Optimistic intrabar rule');
    expect(titles()).not.toContain('No costs');
  });

  it('names few positions and a short sample', () => {
    expect(titles()).toEqual(expect.arrayContaining(['Few positions', 'Short sample']));
  });

  it('names costs larger than the gross profit', () => {
    const gross = model().runs[0].trades.grossPnl;
    const huge = model({ sizing: { kind: 'cash', value: 5000 }, costs: { feeBps: 100, slippageBps: 0 } });
    const has = findWarnings(huge).some(({ title }) => title.startsWith('Costs exceed'));
    expect(has).toBe(gross > 0 && huge.runs[0].trades.grossPnl > 0);
  });

  it('names ruin, and the headline says it', () => {
    const crash = createBars({
      time: [0, 1, 2, 3].map((i) => i * 36e5),
      open: [100, 100, 20, 20],
      high: [100, 100, 20, 20],
      low: [100, 100, 20, 20],
      close: [100, 100, 20, 20],
    });
    const result = simulate(
      crash,
      { signal: Int8Array.of(1, 0, 0, 0) },
      { sizing: { kind: 'units', value: 200 }, maxLeverage: 3, maintenanceMargin: null },
    );
    const ruined = createModel({ title: 't', bars: crash, runs: [{ name: 'run', result }] });
    expect(findWarnings(ruined)[0].title).toBe('Ruined');
    expect(verdictSentence(ruined).headline).toMatch(/^The strategy lost all its capital/);
  });
});

describe('verdictSentence', () => {
  it('states both results, whoever won', () => {
    const m = model();
    const { headline } = verdictSentence(m);
    const ours = Math.abs(m.runs[0].figures.totalReturn * 100).toFixed(1);
    const theirs = Math.abs((m.benchmark?.figures.totalReturn ?? 0) * 100).toFixed(1);
    expect(headline).toContain(`${ours}%`);
    expect(headline).toContain(`buy and hold`);
    expect(headline).toContain(`${theirs}%`);
  });

  it('says when nothing was traded', () => {
    const result = simulate(bars, { ...samplePlan(bars), signal: new Int8Array(bars.length) });
    const { headline } = verdictSentence(createModel({ title: 't', bars, runs: [{ name: 'idle', result }] }));
    expect(headline).toContain('did not trade');
  });
});
