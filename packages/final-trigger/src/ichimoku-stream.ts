import { Ichimoku, type IchimokuOptions, ichimokuMasks, type StreamState } from '@quantblocks/indicators';
import { fromNumbers, toNumbers } from './json-numbers.ts';
import type { BearList, IchimokuParams } from './params.ts';

/** Bars a condition looks back, and the bar itself. */
const WINDOW = 51;
const COLUMNS = ['close', 'tenkan', 'kijun', 'spanA', 'spanB'] as const;
const LAST = WINDOW - 1;

/** Masks of the last bar, from the lines of the last 51. */
export class IchimokuStream {
  #lines: Ichimoku;
  readonly #window = Object.fromEntries(
    COLUMNS.map((name) => [name, new Float64Array(WINDOW).fill(Number.NaN)]),
  ) as Record<(typeof COLUMNS)[number], Float64Array>;

  constructor({ tenkan, kijun, senkouB }: IchimokuParams) {
    this.#lines = new Ichimoku({ tenkan, kijun, senkouB });
  }

  /** Takes the next bar. */
  update(bar: { high: number; low: number; close: number }): {
    bull: boolean;
    bearLight: boolean;
    bearStrict: boolean;
  } {
    const value = { close: bar.close, ...this.#lines.update(bar) };
    for (const name of COLUMNS) {
      this.#window[name].copyWithin(0, 1);
      this.#window[name][LAST] = value[name];
    }
    // Lines before the first bar are NaN here, and a comparison with NaN is false, as it is in the batch form.
    const { bull, bearLight, bearStrict } = ichimokuMasks(this.#window);
    return { bull: bull[LAST] !== 0, bearLight: bearLight[LAST] !== 0, bearStrict: bearStrict[LAST] !== 0 };
  }

  /** Takes the next bar and returns its vote. */
  vote(bar: { high: number; low: number; close: number }, bear: BearList): number {
    const { bull, bearLight, bearStrict } = this.update(bar);
    return bull ? 1 : -Number(bear === 'light' ? bearLight : bearStrict);
  }

  snapshot(): IchimokuStreamState {
    return { lines: this.#lines.snapshot(), window: COLUMNS.map((name) => fromNumbers(this.#window[name])) };
  }

  restore(state: IchimokuStreamState): void {
    this.#lines = Ichimoku.restore(state.lines);
    for (const [k, name] of COLUMNS.entries()) this.#window[name].set(toNumbers(state.window[k]));
  }
}

/** State of an {@link IchimokuStream}. */
export interface IchimokuStreamState {
  readonly lines: StreamState<IchimokuOptions>;
  readonly window: readonly (readonly (number | null)[])[];
}
