import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { finalTriggerJsonSchema, parseFinalTriggerParams, requireRisingLadder } from '../src/params.ts';

describe('parseFinalTriggerParams', () => {
  it('completes nothing to the BASELINE defaults', () => {
    const params = parseFinalTriggerParams();
    expect(params.ichimoku).toEqual({ tenkan: 9, kijun: 26, senkouB: 52 });
    expect(params.fiveInOne).toEqual({
      mode: 'state',
      ichimoku: { tenkan: 9, kijun: 26, senkouB: 52, bear: 'light' },
      distance: false,
      volume: null,
      regressionCloud: false,
      kamaOscillator: null,
    });
    expect(params).toMatchObject({ stopAtr: 3, targetAtr: [2, 6, 10], legFractions: [0.5, 0.3, 0.2], graceBars: 1 });
  });

  it('completes a voter that is switched on by an empty object', () => {
    const { fiveInOne } = parseFinalTriggerParams({ fiveInOne: { kamaOscillator: {}, volume: { kind: 'adLine' } } });
    expect(fiveInOne.kamaOscillator).toEqual({ erPeriod: 8, fast: 7, slow: 19, normPeriod: 50, normalise: true });
    expect(fiveInOne.volume).toEqual({ kind: 'adLine', period: 50 });
  });

  it('is idempotent and survives JSON', () => {
    const params = parseFinalTriggerParams({
      adxFilter: {},
      volatilityFilter: { max: null },
      regimeFilter: 'no_crash',
    });
    expect(parseFinalTriggerParams(JSON.parse(JSON.stringify(params)))).toEqual(params);
  });

  it('names the field, the expectation and what it got', () => {
    expect(() => parseFinalTriggerParams({ ichimoku: { tenkan: 0 } })).toThrow('ichimoku.tenkan: expected >=1, got 0');
    expect(() => parseFinalTriggerParams({ graceBars: 2 as never })).toThrow(/^graceBars: expected .*, got 2$/);
    expect(() => parseFinalTriggerParams({ fiveInOne: { mode: 'edge' as never } })).toThrow(ParameterError);
    expect(() => parseFinalTriggerParams({ stopAtr: Number.NaN })).toThrow(/^stopAtr: expected number, got NaN$/);
  });

  it('refuses a field it does not know, so that no filter is dropped silently', () => {
    expect(() => parseFinalTriggerParams({ displacement: 26 } as never)).toThrow('no field named displacement');
    expect(() => parseFinalTriggerParams({ ichimoku: { displacement: 26 } } as never)).toThrow('displacement');
  });

  it('refuses a target ladder that does not rise (ETH 4.75/3.0/4.5), unless it is to be taken literally', () => {
    const targetAtr = [4.75, 3, 4.5] as const;
    expect(() => parseFinalTriggerParams({ targetAtr })).toThrow(
      'targetAtr: expected each target beyond the one before it, got "4.75 / 3 / 4.5"',
    );
    expect(parseFinalTriggerParams({ targetAtr }, { ladder: 'literal' }).targetAtr).toEqual(targetAtr);
    expect(() => requireRisingLadder([2, 2, 3])).toThrow(ParameterError);
  });

  it('refuses legs that close more than the position', () => {
    expect(() => parseFinalTriggerParams({ legFractions: [0.5, 0.4, 0.2] })).toThrow('fractions that sum to at most 1');
  });
});

describe('finalTriggerJsonSchema', () => {
  it('describes every field with its default, for a form', () => {
    const schema = finalTriggerJsonSchema() as { properties: Record<string, { default?: unknown }> };
    expect(Object.keys(schema.properties)).toEqual(Object.keys(parseFinalTriggerParams()));
    expect(schema.properties.stopAtr.default).toBe(3);
  });
});
