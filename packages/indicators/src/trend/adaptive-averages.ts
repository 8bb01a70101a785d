import { checkInteger, inputFor, outputFor } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { EfficiencyCell } from './efficiency-ratio.ts';
import { alphaOf, MesaCell } from './mesa.ts';
import type { PeriodOptions } from './sma.ts';

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
 * @param src - Prices. A NaN gives NaN on its bar and is passed over.
 * @param options - `period` of the efficiency ratio.
 * @param out - Buffers for the five series.
 * @returns Five series as long as `src`, from bar 0. `kama` forgets its start slowly: allow 1500 bars.
 * @throws a {@link ParameterError} if `period` is not an integer >= 1 or a buffer has another length.
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
  out?: AdaptiveSeries,
): AdaptiveSeries {
  const { period = 20 } = options;
  checkInteger('period', period, 1);
  const n = src.length;
  const mama = outputFor(n, out?.mama, 'out.mama');
  const fama = outputFor(n, out?.fama, 'out.fama');
  const kama = outputFor(n, out?.kama, 'out.kama');
  const er = outputFor(n, out?.er, 'out.er');
  const alpha = outputFor(n, out?.alpha, 'out.alpha');
  const x = inputFor(src, 'src', mama, fama, kama, er, alpha);
  const cell = new AdaptiveCell(period);
  const s = cell.scalars;
  for (let i = 0; i < n; i++) {
    if (cell.step(0, 0, x[i])) {
      mama[i] = s[MAMA];
      fama[i] = s[FAMA];
      kama[i] = s[KAMA];
      er[i] = s[ER];
      alpha[i] = s[ALPHA];
    } else mama[i] = fama[i] = kama[i] = er[i] = alpha[i] = Number.NaN;
  }
  return { mama, fama, kama, er, alpha };
}

const COUNT = 0;
const MAMA = 1;
const FAMA = 2;
const KAMA = 3;
const ER = 4;
const ALPHA = 5;
const SIZE = 6;

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

  /** Takes a price; false on a gap. */
  step(from: number, to: number, x: number): boolean {
    const s = this.scalars;
    const f = from * SIZE;
    const t = to * SIZE;
    const dPhase = this.mesa.step(from, to, x);
    if (Number.isNaN(x)) {
      if (f !== t) {
        for (let i = 0; i < SIZE; i++) s[t + i] = s[f + i];
        this.efficiency.scalars[to] = this.efficiency.scalars[from];
      }
      return false;
    }
    const count = s[f + COUNT];
    const er = this.efficiency.step(from, to, count, x);
    const alpha = alphaOf(dPhase, er, 0.1 * er);
    const half = alpha / 2;
    const root = er * (half - alpha) + alpha;
    const weight = root * root;
    const mama = count === 0 ? x : alpha * x + (1 - alpha) * s[f + MAMA];
    s[t + COUNT] = count + 1;
    s[t + MAMA] = mama;
    s[t + FAMA] = count === 0 ? x : half * mama + (1 - half) * s[f + FAMA];
    s[t + KAMA] = count === 0 ? x : weight * x + (1 - weight) * s[f + KAMA];
    s[t + ER] = er;
    s[t + ALPHA] = alpha;
    return true;
  }
}

/** Streaming {@link adaptiveAverages}. */
export class AdaptiveAverages extends Stream<PeriodOptions, number, AdaptiveValue> {
  private readonly cell: AdaptiveCell;

  constructor(options: PeriodOptions = {}) {
    const { period = 20 } = options;
    checkInteger('period', period, 1);
    const cell = new AdaptiveCell(period);
    super('adaptiveAverages', { period }, [cell.mesa, cell.efficiency, cell], () => ({
      mama: Number.NaN,
      fama: Number.NaN,
      kama: Number.NaN,
      er: Number.NaN,
      alpha: Number.NaN,
    }));
    this.cell = cell;
  }

  static restore(state: StreamState<PeriodOptions>): AdaptiveAverages {
    return new AdaptiveAverages(state.options).load(state);
  }

  protected step(x: number, from: number, to: number, _index: number, output: AdaptiveValue): AdaptiveValue {
    const s = this.cell.scalars;
    const t = to * SIZE;
    const known = this.cell.step(from, to, x);
    output.mama = known ? s[t + MAMA] : Number.NaN;
    output.fama = known ? s[t + FAMA] : Number.NaN;
    output.kama = known ? s[t + KAMA] : Number.NaN;
    output.er = known ? s[t + ER] : Number.NaN;
    output.alpha = known ? s[t + ALPHA] : Number.NaN;
    return output;
  }
}
