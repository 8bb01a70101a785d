import { averagePresets } from './presets/average.ts';
import { channelPresets } from './presets/channel.ts';
import { cyclePresets } from './presets/cycle.ts';
import { fiveInOnePresets } from './presets/five-in-one.ts';
import { momentumPresets } from './presets/momentum.ts';
import { statisticsPresets } from './presets/statistics.ts';
import { trendPresets } from './presets/trend.ts';
import { volatilityPresets } from './presets/volatility.ts';
import { volumePresets } from './presets/volume.ts';

/** Conventions of one library by function. */
export type PresetsOf<Library extends 'talib' | 'pine' | 'tulip' | 'pandas' | 'ff'> = (typeof averagePresets)[Library] &
  (typeof momentumPresets)[Library] &
  (typeof trendPresets)[Library] &
  (typeof volatilityPresets)[Library] &
  (typeof channelPresets)[Library] &
  (typeof volumePresets)[Library] &
  (typeof statisticsPresets)[Library] &
  (typeof cyclePresets)[Library] &
  (typeof fiveInOnePresets)[Library];

/**
 * Options under which an indicator equals that of another library: `presets.<library>.<function>`, to be spread into the options.
 * Where a function is missing, its defaults agree already, or the library has no such function.
 *
 * @example
 * ```ts
 * import { ema, presets } from '@quantblocks/indicators';
 *
 * Array.from(ema([2, 4, 6], { period: 3, ...presets.pandas.ema })); // => [2, 3, 4.5]
 * ```
 */
export const presets: {
  readonly talib: PresetsOf<'talib'>;
  readonly pine: PresetsOf<'pine'>;
  readonly tulip: PresetsOf<'tulip'>;
  readonly pandas: PresetsOf<'pandas'>;
  readonly ff: PresetsOf<'ff'>;
} = {
  talib: {
    ...averagePresets.talib,
    ...momentumPresets.talib,
    ...trendPresets.talib,
    ...volatilityPresets.talib,
    ...channelPresets.talib,
    ...volumePresets.talib,
    ...statisticsPresets.talib,
    ...cyclePresets.talib,
    ...fiveInOnePresets.talib,
  },
  pine: {
    ...averagePresets.pine,
    ...momentumPresets.pine,
    ...trendPresets.pine,
    ...volatilityPresets.pine,
    ...channelPresets.pine,
    ...volumePresets.pine,
    ...statisticsPresets.pine,
    ...cyclePresets.pine,
    ...fiveInOnePresets.pine,
  },
  tulip: {
    ...averagePresets.tulip,
    ...momentumPresets.tulip,
    ...trendPresets.tulip,
    ...volatilityPresets.tulip,
    ...channelPresets.tulip,
    ...volumePresets.tulip,
    ...statisticsPresets.tulip,
    ...cyclePresets.tulip,
    ...fiveInOnePresets.tulip,
  },
  pandas: {
    ...averagePresets.pandas,
    ...momentumPresets.pandas,
    ...trendPresets.pandas,
    ...volatilityPresets.pandas,
    ...channelPresets.pandas,
    ...volumePresets.pandas,
    ...statisticsPresets.pandas,
    ...cyclePresets.pandas,
    ...fiveInOnePresets.pandas,
  },
  ff: {
    ...averagePresets.ff,
    ...momentumPresets.ff,
    ...trendPresets.ff,
    ...volatilityPresets.ff,
    ...channelPresets.ff,
    ...volumePresets.ff,
    ...statisticsPresets.ff,
    ...cyclePresets.ff,
    ...fiveInOnePresets.ff,
  },
};
