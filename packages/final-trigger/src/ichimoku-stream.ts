import {
  Ichimoku,
  type IchimokuOptions,
  type IchimokuVoteOptions,
  IchimokuVotes,
  type StreamState,
} from '@quantblocks/indicators';
import type { BearList, IchimokuParams } from './params.ts';

/** Masks of the last bar, from the lines of the last 51. */
export class IchimokuStream {
  #lines: Ichimoku;
  #votes: IchimokuVotes = new IchimokuVotes();

  constructor({ tenkan, kijun, senkouB }: IchimokuParams) {
    this.#lines = new Ichimoku({ tenkan, kijun, senkouB });
  }

  /** Takes the next bar. */
  update({ high, low, close }: { high: number; low: number; close: number }): {
    bull: boolean;
    bearLight: boolean;
    bearStrict: boolean;
  } {
    const { bull, bearLight, bearStrict } = this.#votes.update({ close, ...this.#lines.update({ high, low }) });
    return { bull: bull !== 0, bearLight: bearLight !== 0, bearStrict: bearStrict !== 0 };
  }

  /** Takes the next bar and returns its vote. */
  vote(bar: { high: number; low: number; close: number }, bear: BearList): number {
    const { bull, bearLight, bearStrict } = this.update(bar);
    return bull ? 1 : -Number(bear === 'light' ? bearLight : bearStrict);
  }

  snapshot(): IchimokuStreamState {
    return { lines: this.#lines.snapshot(), votes: this.#votes.snapshot() };
  }

  restore(state: IchimokuStreamState): void {
    this.#lines = Ichimoku.restore(state.lines);
    this.#votes = IchimokuVotes.restore(state.votes);
  }
}

/** State of an {@link IchimokuStream}. */
export interface IchimokuStreamState {
  readonly lines: StreamState<IchimokuOptions>;
  readonly votes: StreamState<IchimokuVoteOptions>;
}
