import type { BarOf } from '../columns.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { isBearLight, isBearStrict, isBull } from './ichimoku-conditions.ts';
import { firstOf, type IchimokuClose, type IchimokuVoteOptions, voteOptions } from './ichimoku-masks.ts';

/** Close and the raw Ichimoku lines of one bar, as {@link IchimokuVotes} takes them. */
export type IchimokuBar = BarOf<IchimokuClose>;

/** One bar of the masks (0 or 1), and the vote they give. */
export interface IchimokuVotesValue {
  bull: number;
  bearLight: number;
  bearStrict: number;
  vote: number;
}

/**
 * Streaming {@link ichimokuMasks} and {@link ichimokuVote}: takes the close and the lines that the stream `Ichimoku` gave for the bar.
 *
 * @throws a {@link ParameterError} if an option is outside its domain.
 *
 * @example
 * ```ts
 * import { IchimokuVotes } from '@quantblocks/indicators';
 *
 * const votes = new IchimokuVotes({ near: 1, far: 2 });
 * const lines = { tenkan: 10, kijun: 10, spanA: 10, spanB: 9 };
 * votes.update({ close: 10, ...lines });
 * votes.update({ close: 8, ...lines }).vote; // => -1
 * ```
 */
export class IchimokuVotes extends Stream<IchimokuVoteOptions, IchimokuBar, IchimokuVotesValue> {
  private readonly near: number;
  private readonly far: number;
  private readonly bear: 'bearLight' | 'bearStrict';
  private readonly lines: readonly Cell[];

  constructor(options: IchimokuVoteOptions = {}) {
    const checked = voteOptions(options);
    const { near, far } = checked;
    const window = Math.max(near, far, 1) + 1;
    const lines = [cellMemory(0, window), cellMemory(0, window), cellMemory(0, window), cellMemory(0, window)];
    super({
      indicator: 'ichimokuVotes',
      options: checked,
      cells: lines,
      first: firstOf(near, far),
      windowed: true,
      blank: () => ({ bull: 0, bearLight: 0, bearStrict: 0, vote: 0 }),
    });
    this.near = near;
    this.far = far;
    this.bear = checked.bear === 'light' ? 'bearLight' : 'bearStrict';
    this.lines = lines;
  }

  /** Continues from a snapshot. */
  static restore(state: StreamState<IchimokuVoteOptions>): IchimokuVotes {
    return new IchimokuVotes(state.options).load(state);
  }

  override update(bar: IchimokuBar): IchimokuVotesValue {
    return this.poll(super.update(bar));
  }

  override peek(bar: IchimokuBar): IchimokuVotesValue {
    return this.poll(super.peek(bar));
  }

  /** The vote follows from the masks that are known on the bar. */
  private poll(masks: IchimokuVotesValue): IchimokuVotesValue {
    masks.vote = masks.bull - masks[this.bear];
    return masks;
  }

  protected known({ close, tenkan, kijun, spanA, spanB }: IchimokuBar): boolean {
    const unknown = Number.isNaN(close) || Number.isNaN(tenkan) || Number.isNaN(kijun) || Number.isNaN(spanA);
    return !(unknown || Number.isNaN(spanB));
  }

  protected step(
    { close, tenkan, kijun, spanA, spanB }: IchimokuBar,
    _from: number,
    _to: number,
    index: number,
    output: IchimokuVotesValue,
  ): IchimokuVotesValue {
    const [{ ring: t }, { ring: k }, { ring: a }, { ring: b }] = this.lines;
    const mask = t.length - 1;
    const now = index & mask;
    t[now] = tenkan;
    k[now] = kijun;
    a[now] = spanA;
    b[now] = spanB;
    const last = (index - 1) & mask;
    const near = (index - this.near) & mask;
    const far = (index - this.far) & mask;
    output.bull = isBull(close, t, k, a, b, now, last, near, far) ? 1 : 0;
    output.bearLight = isBearLight(close, a, b, now, near) ? 1 : 0;
    output.bearStrict = isBearStrict(close, t, k, a, b, now, last, near, far) ? 1 : 0;
    return output;
  }
}
