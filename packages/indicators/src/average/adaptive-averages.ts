import { runBatch } from '../batch.ts';
import { alphaOf } from '../cycle/mesa-alpha.ts';
import { MesaCell } from '../cycle/mesa-cell.ts';
import { type PeriodOptions, periodOptions } from '../period-options.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { SeriesStream, type StreamState } from '../stream/stream.ts';
import { EfficiencyCell } from '../trend/efficiency-ratio.ts';

/** The averages and what drives them. */
export interface AdaptiveSeries {
  mama: Float64Array;
  fama: Float64Array;
  kama: Float64Array;
  /** Efficiency ratio, 0 on the first `period` bars. */
  er: Float64Array;
  /** Weight of the newest price in `mama`. */
  alpha: Float64Array;
}

/** One bar of {@link AdaptiveSeries}. */
export type AdaptiveValue = { [Name in keyof AdaptiveSeries]: number };

/**
 * MAMA, FAMA and KAMA coupled to the efficiency ratio, as the FINAL TRIGGER strategy uses them, in one pass.
 *
 * With e the {@link efficiencyRatio}: alpha is {@link mesaAlpha} with the limits e and e / 10; mama and fama use alpha;
 * kama uses `(e * (alpha / 2 - alpha) + alpha)^2`. All three start at the first price and stand still while e is 0.
 *
 * @param src - Prices.
 * @param options - `period` of the efficiency ratio.
 * @param out - Buffers for the five series.
 * @returns Five series as long as `src`, from bar 0. `kama` forgets its start slowly: allow 1500 bars.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 *
 * @example
 * ```ts
 * import { adaptiveAverages } from '@quantblocks/indicators';
 *
 * const { mama, er } = adaptiveAverages([10, 11, 12, 13], { period: 2 });
 * Array.from(er); // => [0, 0, 1, 1]
 * mama[1]; // => 10
 * ```
 */
export function adaptiveAverages(
  src: ArrayLike<number>,
  options: PeriodOptions = {},
  out?: Partial<AdaptiveSeries>,
): AdaptiveSeries {
  const { period, nan } = periodOptions(options);
  const buffers = { mama: out?.mama, fama: out?.fama, kama: out?.kama, er: out?.er, alpha: out?.alpha };
  return runBatch({ src }, buffers, FIRST, false, nan, ({ src: x }, { mama, fama, kama, er, alpha }) => {
    const cell = new AdaptiveCell(period);
    const s = cell.scalars;
    for (let i = 0; i < x.length; i++) {
      cell.step(0, 0, i, x[i]);
      mama[i] = s[MAMA];
      fama[i] = s[FAMA];
      kama[i] = s[KAMA];
      er[i] = s[ER];
      alpha[i] = s[ALPHA];
    }
  });
}

const FIRST = { mama: 0, fama: 0, kama: 0, er: 0, alpha: 0 };
const MAMA = 0;
const FAMA = 1;
const KAMA = 2;
const ER = 3;
const ALPHA = 4;
const SIZE = 5;

/** Outputs of the last bar, over a discriminator and an efficiency ratio. */
class AdaptiveCell implements Cell {
  readonly scalars: Float64Array;
  readonly ring: Float64Array;
  readonly mesa: MesaCell;
  readonly efficiency: EfficiencyCell;

  constructor(period: number) {
    ({ scalars: this.scalars, ring: this.ring } = cellMemory(SIZE));
    this.mesa = new MesaCell('first');
    this.efficiency = new EfficiencyCell(period);
  }

  step(from: number, to: number, index: number, x: number): void {
    const s = this.scalars;
    const f = from * SIZE;
    const t = to * SIZE;
    const er = this.efficiency.step(from, to, index, x);
    const alpha = alphaOf(this.mesa.step(from, to, index, x), er, 0.1 * er);
    const half = alpha / 2;
    const root = er * (half - alpha) + alpha;
    const weight = root * root;
    const mama = index === 0 ? x : alpha * x + (1 - alpha) * s[f + MAMA];
    s[t + MAMA] = mama;
    s[t + FAMA] = index === 0 ? x : half * mama + (1 - half) * s[f + FAMA];
    s[t + KAMA] = index === 0 ? x : weight * x + (1 - weight) * s[f + KAMA];
    s[t + ER] = er;
    s[t + ALPHA] = alpha;
  }
}

/** Streaming {@link adaptiveAverages}. */
export class AdaptiveAverages extends SeriesStream<PeriodOptions, AdaptiveValue> {
  private readonly cell: AdaptiveCell;

  constructor(options: PeriodOptions = {}) {
    const checked = periodOptions(options);
    const cell = new AdaptiveCell(checked.period);
    const unknown = Number.NaN;
    super({
      indicator: 'adaptiveAverages',
      options: checked,
      cells: [cell.mesa, cell.efficiency, cell],
      first: FIRST,
      windowed: false,
      blank: () => ({ mama: unknown, fama: unknown, kama: unknown, er: unknown, alpha: unknown }),
    });
    this.cell = cell;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<PeriodOptions>): AdaptiveAverages {
    return new AdaptiveAverages(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, index: number, output: AdaptiveValue): AdaptiveValue {
    const s = this.cell.scalars;
    const t = to * SIZE;
    this.cell.step(from, to, index, x);
    output.mama = s[t + MAMA];
    output.fama = s[t + FAMA];
    output.kama = s[t + KAMA];
    output.er = s[t + ER];
    output.alpha = s[t + ALPHA];
    return output;
  }
}
