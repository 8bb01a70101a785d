import { finalTriggerV2 } from '@quantblocks/engine';
import { describe, expect, it } from 'vitest';
import { describeAssumptions } from '../src/assumptions.ts';
import { sampleBars, sampleResult } from './sample.ts';

const bars = sampleBars(200);

describe('describeAssumptions', () => {
  it('has a sentence for every field of the configuration', () => {
    const { config } = sampleResult(bars);
    const fields = describeAssumptions(config).map(({ field }) => field);
    expect([...fields].sort()).toEqual(Object.keys(config).sort());
    for (const { sentence } of describeAssumptions(config)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('says costs, sizes and limits with their numbers', () => {
    const says = new Map(describeAssumptions(sampleResult(bars).config).map((a) => [a.field, a.sentence]));
    expect(says.get('costs')).toBe(
      'Fees of 5 bps and slippage of 2 bps on market and stop orders, none on targets; charged on the value of each fill.',
    );
    expect(says.get('sizing')).toBe('Risks 2.00% of equity between entry and initial stop.');
    expect(says.get('maxLeverage')).toBe('A position is at most 2 times equity; larger orders are cut.');
    expect(says.get('initialCapital')).toBe('Starts with 10,000.');
  });

  it('does not hide what flatters', () => {
    const says = new Map(
      describeAssumptions(sampleResult(bars, finalTriggerV2).config).map((a) => [a.field, a.sentence]),
    );
    expect(says.get('gapFill')).toContain('flatters');
    expect(says.get('equity')).toContain('hides open losses');
    expect(says.get('maintenanceMargin')).toContain('never liquidated');
    expect(says.get('maxLeverage')).toBe('Leverage is not limited.');
  });
});
