import type { Bars } from '@quantblocks/core';
import {
  adaptiveAverages,
  adLine,
  adx,
  atr,
  donchianMiddle,
  ichimokuMasks,
  kamaDistance,
  kamaOscillator,
  obvTrend,
  ohlc4,
  regressionCloud,
  sma,
} from '@quantblocks/indicators';
import type { Memo } from './memo.ts';
import type { AdxFilterParams, BearList, FiveInOneParams, IchimokuParams } from './params.ts';
import type { Preset } from './presets.ts';
import { regimeLabels } from './regime-labels.ts';

/** Lines and masks of one Ichimoku. */
export interface IchimokuSeries {
  readonly tenkan: Float64Array;
  readonly kijun: Float64Array;
  readonly spanA: Float64Array;
  readonly spanB: Float64Array;
  readonly bull: Int8Array;
  readonly bearLight: Int8Array;
  readonly bearStrict: Int8Array;
}

/** A vote per bar, and the line it was read from where there is one. */
export interface VoteSeries {
  readonly vote: Int8Array;
  readonly line?: Float64Array;
}

/** Every series of the strategy on one set of bars, each computed once per setting it depends on. */
export interface StrategySeries {
  ichimoku(params: IchimokuParams): IchimokuSeries;
  ichimokuVote(params: IchimokuParams & { readonly bear: BearList }): VoteSeries;
  distance(): VoteSeries;
  volume(params: NonNullable<FiveInOneParams['volume']>): VoteSeries;
  regressionCloud(): VoteSeries;
  kamaOscillator(params: NonNullable<FiveInOneParams['kamaOscillator']>): VoteSeries;
  averages(erLength: number): ReturnType<typeof adaptiveAverages>;
  adx(params: Pick<AdxFilterParams, 'period' | 'smoothing'>): ReturnType<typeof adx>;
  atr(period: number): Float64Array;
  regimes(): Uint8Array;
  /** ATR(14) over its 50-bar mean. */
  relativeRange(): Float64Array;
}

/** @param memo - Keeps what was computed, under names that state every parameter. */
export function createSeries(bars: Bars, preset: Preset, memo: Memo): StrategySeries {
  const { close, volume } = bars;
  const middle = (period: number): Float64Array => memo.get(`middle ${period}`, () => donchianMiddle(bars, { period }));

  const series: StrategySeries = {
    ichimoku: (params) =>
      memo.get(`ichimoku ${lengths(params)}`, () => {
        const tenkan = middle(params.tenkan);
        const kijun = middle(params.kijun);
        const spanB = middle(params.senkouB);
        const spanA = new Float64Array(bars.length);
        for (let i = 0; i < spanA.length; i++) spanA[i] = (tenkan[i] + kijun[i]) / 2;
        const lines = { tenkan, kijun, spanA, spanB };
        return { ...lines, ...ichimokuMasks({ close, ...lines }) };
      }),

    ichimokuVote: (params) =>
      memo.get(`ichimoku vote ${lengths(params)} ${params.bear}`, () => {
        const { bull, bearLight, bearStrict } = series.ichimoku(params);
        const bear = params.bear === 'light' ? bearLight : bearStrict;
        const vote = new Int8Array(bars.length);
        for (let i = 0; i < vote.length; i++) vote[i] = bull[i] !== 0 ? 1 : -bear[i];
        return { vote };
      }),

    distance: () =>
      memo.get('distance', () => {
        const { distance, vote } = kamaDistance(ohlc4(bars), { seed: preset.distanceSeed });
        return { vote, line: distance };
      }),

    volume: (params) =>
      params.kind === 'obv'
        ? memo.get('obv', () => ({ vote: obvTrend({ close, volume }).vote }))
        : memo.get(`adLine ${params.period}`, () => {
            const { norm, vote } = adLine(bars, { period: params.period, warmup: preset.earlyVotes });
            return { vote, line: norm };
          }),

    regressionCloud: () =>
      memo.get('regressionCloud', () => {
        const { total, vote } = regressionCloud(close, { warmup: preset.earlyVotes });
        return { vote, line: total };
      }),

    kamaOscillator: (params) => {
      const { erPeriod, fast, slow, normPeriod, normalise } = params;
      return memo.get(`kamaOscillator ${erPeriod} ${fast} ${slow} ${normPeriod} ${normalise}`, () => {
        const { oscillator, vote } = kamaOscillator(close, params);
        return { vote, line: oscillator };
      });
    },

    averages: (erLength) => memo.get(`averages ${erLength}`, () => adaptiveAverages(close, { period: erLength })),

    adx: ({ period, smoothing }) =>
      memo.get(`adx ${period} ${smoothing}`, () => adx(bars, { period, smoothing, seed: preset.atrSeed })),

    atr: (period) => memo.get(`atr ${period}`, () => atr(bars, { period, seed: preset.atrSeed })),

    regimes: () => memo.get('regimes', () => regimeLabels(bars)),

    relativeRange: () =>
      memo.get('relativeRange', () => {
        const range = series.atr(14);
        const mean = sma(range, { period: 50 });
        return range.map((value, i) => value / mean[i]);
      }),
  };
  return series;
}

/** Votes of the components that are switched on. */
export function componentVotes(series: StrategySeries, params: FiveInOneParams): VoteSeries[] {
  const votes: VoteSeries[] = [];
  if (params.distance) votes.push(series.distance());
  if (params.volume) votes.push(series.volume(params.volume));
  if (params.regressionCloud) votes.push(series.regressionCloud());
  if (params.kamaOscillator) votes.push(series.kamaOscillator(params.kamaOscillator));
  if (params.ichimoku) votes.push(series.ichimokuVote(params.ichimoku));
  return votes;
}

function lengths({ tenkan, kijun, senkouB }: IchimokuParams): string {
  return `${tenkan} ${kijun} ${senkouB}`;
}
