import { checkWord } from '../series.ts';
import { type Cell, cellMemory } from '../stream/cell.ts';
import { Stream, type StreamState } from '../stream/stream.ts';
import { isBearLight, isBearStrict, isBull } from './ichimoku-conditions.ts';
import { type IchimokuVoteOptions, maskOptions } from './ichimoku-masks.ts';

/** Close and the raw Ichimoku lines of one bar, as {@link IchimokuVotes} takes them. */
export interface IchimokuBar {
  readonly close: number;
  readonly tenkan: number;
  readonly kijun: number;
  readonly spanA: number;
  readonly spanB: number;
}

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
  private readonly strict: boolean;
  private readonly lines: readonly Cell[];

  constructor(options: IchimokuVoteOptions = {}) {
    const { bear = 'light' } = options;
    checkWord('bear', bear, ['light', 'strict']);
    const { near, far } = maskOptions(options);
    const window = Math.max(near, far, 1) + 1;
    const lines = [cellMemory(0, window), cellMemory(0, window), cellMemory(0, window), cellMemory(0, window)];
    super('ichimokuVotes', { bear, near, far }, lines, () => ({ bull: 0, bearLight: 0, bearStrict: 0, vote: 0 }));
    this.near = near;
    this.far = far;
    this.strict = bear === 'strict';
    this.lines = lines;
  }

  static restore(state: StreamState<IchimokuVoteOptions>): IchimokuVotes {
    return new IchimokuVotes(state.options).load(state);
  }

  protected step(
    { close, tenkan, kijun, spanA, spanB }: IchimokuBar,
    _from: number,
    _to: number,
    index: number,
    output: IchimokuVotesValue,
  ): IchimokuVotesValue {
    const { near, far } = this;
    const [{ ring: t }, { ring: k }, { ring: a }, { ring: b }] = this.lines;
    const mask = t.length - 1;
    const now = index & mask;
    t[now] = tenkan;
    k[now] = kijun;
    a[now] = spanA;
    b[now] = spanB;
    const last = (index - 1) & mask;
    const nearSlot = (index - near) & mask;
    const farSlot = (index - far) & mask;
    const reach = index >= Math.max(near, far, 1);
    output.bull = reach && isBull(close, t, k, a, b, now, last, nearSlot, farSlot) ? 1 : 0;
    output.bearLight = index >= near && isBearLight(close, a, b, now, nearSlot) ? 1 : 0;
    output.bearStrict = reach && isBearStrict(close, t, k, a, b, now, last, nearSlot, farSlot) ? 1 : 0;
    output.vote = output.bull === 1 ? 1 : (this.strict ? output.bearStrict : output.bearLight) === 1 ? -1 : 0;
    return output;
  }
}
