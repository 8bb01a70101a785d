import { explainSignals, type SignalExplanation } from '../explain-signals.ts';
import type { FinalTriggerParams } from '../params.ts';
import type { PreparedFinalTrigger } from '../strategy.ts';

/** Columns of an export that have a definition to compare with. */
export type ComparedColumn =
  | 'MAMA'
  | 'FAMA'
  | 'KAMA'
  | 'ADX'
  | 'ICHI BUY'
  | 'ICHI SELL'
  | 'FINAL LONG'
  | 'FINAL SHORT'
  | 'All Confimed'
  | 'Signal_Long'
  | 'Signal_Short';

/** How a column of an export is computed here. */
export interface ColumnDefinition {
  readonly name: ComparedColumn;
  readonly text: string;
  /** A line is compared with a tolerance and an empty cell is a difference; of an event 0 and empty are the same. */
  readonly kind: 'line' | 'event';
  readonly skip: number;
  readonly needsVolume: boolean;
  readonly values: () => ArrayLike<number>;
}

/** Memory of the averages with an efficiency ratio of 20 bars, rounded up: until then an earlier start shows. */
const MEMORY = { mama: 300, fama: 1000, kama: 1500, adx: 500 } as const;
const FAR_SHIFT = 50;

/** Every column that has a definition, in the order of reports. */
export function columnDefinitions(prepared: PreparedFinalTrigger, params: FinalTriggerParams): ColumnDefinition[] {
  const { ichimoku, erLength, adxFilter } = params;
  const { period, smoothing } = adxFilter ?? { period: 14, smoothing: 'sma' as const };
  const { tenkan, kijun, senkouB } = ichimoku;
  const lengths = `${tenkan}/${kijun}/${senkouB}`;
  const window = Math.max(tenkan, kijun, senkouB) + FAR_SHIFT;
  const stretch = (bars: number, length: number, usual: number): number =>
    Math.ceil((bars * Math.max(length, usual)) / usual);
  const averages = () => prepared.series.averages(erLength);
  let kept: SignalExplanation | undefined;
  const explained = (): SignalExplanation => (kept ??= explainSignals(prepared, params));
  const flags = (signal: Int8Array, side: number): ArrayLike<number> => signal.map((value) => Number(value === side));
  const needsVolume = params.fiveInOne.volume !== null;
  const coupled = `coupled to the efficiency ratio of ${erLength} bars, on close`;
  const line = (
    name: ComparedColumn,
    text: string,
    skip: number,
    values: () => ArrayLike<number>,
  ): ColumnDefinition => ({
    name,
    text,
    kind: 'line',
    skip,
    needsVolume: false,
    values,
  });
  const event = (
    name: ComparedColumn,
    text: string,
    needs: boolean,
    values: () => ArrayLike<number>,
  ): ColumnDefinition => ({
    name,
    text,
    kind: 'event',
    skip: window,
    needsVolume: needs,
    values,
  });
  return [
    line('MAMA', `MAMA ${coupled}`, stretch(MEMORY.mama, erLength, 20), () => averages().mama),
    line('FAMA', `FAMA ${coupled}`, stretch(MEMORY.fama, erLength, 20), () => averages().fama),
    line('KAMA', `KAMA ${coupled}`, stretch(MEMORY.kama, erLength, 20), () => averages().kama),
    line(
      'ADX',
      `Wilder(${period}) movement and range, ${smoothing.toUpperCase()}(${period}) of DX`,
      stretch(MEMORY.adx, period, 14),
      () => prepared.series.adx({ period, smoothing }).adx,
    ),
    event('ICHI BUY', `external event, ${lengths}, shifts 25/50`, false, () => explained().buy),
    event('ICHI SELL', `external event, ${lengths}, shifts 25/50, light bear list`, false, () => explained().sell),
    event('FINAL LONG', 'state machine, before filters', needsVolume, () => flags(explained().unfiltered, 1)),
    event('FINAL SHORT', 'state machine, before filters', needsVolume, () => flags(explained().unfiltered, -1)),
    event('All Confimed', `13 bull comparisons or the strict bear list, ${lengths}`, false, () => {
      return prepared.series.ichimokuVote({ ...ichimoku, bear: 'strict' }).vote;
    }),
    event('Signal_Long', 'state machine and filters', needsVolume, () => flags(explained().signal, 1)),
    event('Signal_Short', 'state machine and filters', needsVolume, () => flags(explained().signal, -1)),
  ];
}
