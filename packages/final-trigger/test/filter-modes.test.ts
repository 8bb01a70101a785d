import { describe, expect, it } from 'vitest';
import { applyFilterMode, FILTER_MODES } from '../src/filter-modes.ts';
import { parseFinalTriggerParams } from '../src/params.ts';

const params = parseFinalTriggerParams({
  ichimoku: { tenkan: 10, senkouB: 26 },
  fiveInOne: { ichimoku: { tenkan: 13, senkouB: 26 }, volume: { kind: 'adLine', period: 30 } },
  stopAtr: 4.25,
  sides: 'long',
});

describe('applyFilterMode', () => {
  it('one definition of the modes: voters and bear list, nothing else', () => {
    const voters = FILTER_MODES.map((mode) => {
      const { fiveInOne, ...rest } = applyFilterMode(params, mode);
      const { fiveInOne: _, ...unchanged } = params;
      expect(rest).toEqual(unchanged);
      const { distance, volume, regressionCloud, kamaOscillator, ichimoku } = fiveInOne;
      return [distance, volume?.kind, regressionCloud, kamaOscillator !== null, ichimoku?.bear];
    });
    expect(voters).toEqual([
      [false, undefined, false, false, 'light'],
      [true, 'adLine', true, true, 'light'],
      [true, 'adLine', true, true, 'strict'],
    ]);
  });

  it('keeps the lengths of the asset, so that a Senkou length of 26 is never validated as 52', () => {
    for (const mode of FILTER_MODES) {
      const { ichimoku, fiveInOne } = applyFilterMode(params, mode);
      expect([ichimoku.senkouB, fiveInOne.ichimoku?.tenkan, fiveInOne.ichimoku?.senkouB]).toEqual([26, 13, 26]);
    }
    expect(applyFilterMode(params, 'MODERATE').fiveInOne.volume).toEqual({ kind: 'adLine', period: 30 });
  });

  it('can be applied after any other mode', () => {
    for (const mode of FILTER_MODES) {
      expect(applyFilterMode(applyFilterMode(params, mode), 'BASELINE')).toEqual(applyFilterMode(params, 'BASELINE'));
    }
  });
});
