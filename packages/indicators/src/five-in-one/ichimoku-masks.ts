import { runBatch } from '../batch.ts';
import { checkInteger, checkWord } from '../checks.ts';
import { type NanOptions, nanPolicy } from '../nan-policy.ts';
import { isBearLight, isBearStrict, isBull } from './ichimoku-conditions.ts';
import { voteBuffer } from './vote.ts';

/** Close and raw {@link IchimokuLines}, all of one length. */
export interface IchimokuClose {
  readonly close: ArrayLike<number>;
  readonly tenkan: ArrayLike<number>;
  readonly kijun: ArrayLike<number>;
  readonly spanA: ArrayLike<number>;
  readonly spanB: ArrayLike<number>;
}

/** How far back {@link ichimokuMasks} looks. */
export interface IchimokuMaskOptions extends NanOptions {
  /** Bars back to the cloud under today's price. @defaultValue `25` */
  near?: number;
  /** Bars back to the cloud under the lagging span. @defaultValue `50` */
  far?: number;
}

/** 1 where all conditions hold, else 0. */
export interface IchimokuMasks {
  /** All 13 bullish conditions. */
  bull: Int8Array;
  /** 3 bearish conditions: the close is below the cloud, then and now. */
  bearLight: Int8Array;
  /** All 17 bearish conditions. */
  bearStrict: Int8Array;
}

/** Options of {@link ichimokuVote}. */
export interface IchimokuVoteOptions extends IchimokuMaskOptions {
  /** Which bear mask votes. @defaultValue `'light'` */
  bear?: 'light' | 'strict';
}

/**
 * Full Ichimoku agreement: bars on which every condition of a list holds, strictly.
 *
 * Bull: close above tenkan, kijun, both spans `near` and `far` bars back, and above tenkan and kijun `near` bars back; span A above
 * span B; all four lines rising. Strict bear: the mirror image, and kijun and tenkan below both spans `near` bars back. Light bear:
 * close below span B, and below both spans `near` bars back.
 *
 * @param lines - Close and the raw lines of {@link ichimoku}.
 * @param out - Buffers for the three masks.
 * @returns Three masks; with m = max(tenkan, kijun, senkouB), bull and strict bear are possible from bar `m - 1 + far`, light bear from
 * bar `m - 1 + near`.
 * @throws a {@link ParameterError} if an option is outside its domain or a buffer has another length.
 * @throws a {@link DataError} if the series differ in length.
 * @remarks Most bars fail on the first comparisons and cost no more.
 *
 * @example
 * ```ts
 * import { ichimokuMasks } from '@quantblocks/indicators';
 *
 * const flat = [10, 10, 10];
 * const lines = { tenkan: flat, kijun: flat, spanA: flat, spanB: [9, 9, 9] };
 * const masks = ichimokuMasks({ close: [10, 8, 8], ...lines }, { near: 1, far: 2 });
 * Array.from(masks.bearLight); // => [0, 1, 1]
 * Array.from(masks.bearStrict); // => [0, 0, 0]
 * ```
 */
export function ichimokuMasks(
  lines: IchimokuClose,
  options: IchimokuMaskOptions = {},
  out?: Partial<IchimokuMasks>,
): IchimokuMasks {
  const { near, far, nan } = maskOptions(options);
  const outputs = {
    bull: voteBuffer(lines.close, out?.bull, 'out.bull'),
    bearLight: voteBuffer(lines.close, out?.bearLight, 'out.bearLight'),
    bearStrict: voteBuffer(lines.close, out?.bearStrict, 'out.bearStrict'),
  };
  return runBatch(columnsOf(lines), outputs, firstOf(near, far), true, nan, (x, { bull, bearLight, bearStrict }) => {
    fillLight(x, near, bearLight);
    fillFull(x, near, far, bull, bearStrict);
  });
}

/**
 * {@link ichimokuMasks} as one vote per bar: +1 bull, else -1 bear, else 0.
 *
 * @param lines - Close and the raw lines of {@link ichimoku}.
 * @param out - Receives the votes.
 * @returns As long as the lines; a vote is possible where its mask is, and 0 before.
 * @throws a {@link ParameterError} if an option is outside its domain or `out` has another length.
 * @throws a {@link DataError} if the series differ in length.
 *
 * @example
 * ```ts
 * import { ichimokuVote } from '@quantblocks/indicators';
 *
 * const flat = [10, 10, 10];
 * const lines = { tenkan: flat, kijun: flat, spanA: flat, spanB: [9, 9, 9] };
 * Array.from(ichimokuVote({ close: [10, 8, 8], ...lines }, { near: 1, far: 2 })); // => [0, -1, -1]
 * ```
 */
export function ichimokuVote(lines: IchimokuClose, options: IchimokuVoteOptions = {}, out?: Int8Array): Int8Array {
  const { near, far, bear, nan } = voteOptions(options);
  const vote = voteBuffer(lines.close, out, 'out');
  const first = firstOf(near, far);
  // The vote is put together from the masks that are known after a gap: the light one is known sooner than the bull one.
  const outputs = { bull: vote, bear: new Int8Array(vote.length) };
  const firsts = { bull: first.bull, bear: bear === 'light' ? first.bearLight : first.bearStrict };
  const { bear: bearMask } = runBatch(columnsOf(lines), outputs, firsts, true, nan, (x, y) => {
    if (bear === 'light') fillLight(x, near, y.bear);
    fillFull(x, near, far, y.bull, bear === 'strict' ? y.bear : undefined);
  });
  // No bar is bull and bear: the close would be above and below span B at once.
  for (let i = 0; i < vote.length; i++) vote[i] -= bearMask[i];
  return vote;
}

type Column = 'close' | 'tenkan' | 'kijun' | 'spanA' | 'spanB';

function columnsOf({ close, tenkan, kijun, spanA, spanB }: IchimokuClose): Record<Column, ArrayLike<number>> {
  return { close, tenkan, kijun, spanA, spanB };
}

function fillLight({ close, spanA, spanB }: Record<Column, Float64Array>, near: number, bear: Int8Array): void {
  bear.fill(0);
  for (let i = near; i < close.length; i++) if (isBearLight(close[i], spanA, spanB, i, i - near)) bear[i] = 1;
}

function fillFull(
  { close, tenkan, kijun, spanA, spanB }: Record<Column, Float64Array>,
  near: number,
  far: number,
  bull: Int8Array,
  bear?: Int8Array,
): void {
  const n = close.length;
  bull.fill(0);
  bear?.fill(0);
  for (let i = firstOf(near, far).bull; i < n; i++) {
    const c = close[i];
    if (c > tenkan[i]) {
      if (isBull(c, tenkan, kijun, spanA, spanB, i, i - 1, i - near, i - far)) bull[i] = 1;
    } else if (bear !== undefined && isBearStrict(c, tenkan, kijun, spanA, spanB, i, i - 1, i - near, i - far)) {
      bear[i] = 1;
    }
  }
}

/** First bar on which the conditions of each mask are known, counted from the first bar with all lines. */
export function firstOf(near: number, far: number): Record<keyof IchimokuMasks, number> {
  const full = Math.max(near, far, 1);
  return { bull: full, bearLight: near, bearStrict: full };
}

function maskOptions({ near = 25, far = 50, nan }: IchimokuMaskOptions): Required<IchimokuMaskOptions> {
  checkInteger('near', near, 0);
  checkInteger('far', far, 0);
  return { near, far, nan: nanPolicy(nan) };
}

/** Checked options with their defaults. */
export function voteOptions({ bear = 'light', ...rest }: IchimokuVoteOptions): Required<IchimokuVoteOptions> {
  checkWord('bear', bear, ['light', 'strict']);
  return { bear, ...maskOptions(rest) };
}
