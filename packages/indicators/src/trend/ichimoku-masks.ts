import { checkInteger, checkWord, commonLength, inputFor, voteFor } from '../series.ts';
import { isBearLight, isBearStrict, isBull } from './ichimoku-conditions.ts';

/** Close and raw {@link IchimokuLines}, all of one length. */
export interface IchimokuClose {
  readonly close: ArrayLike<number>;
  readonly tenkan: ArrayLike<number>;
  readonly kijun: ArrayLike<number>;
  readonly spanA: ArrayLike<number>;
  readonly spanB: ArrayLike<number>;
}

/** How far back {@link ichimokuMasks} looks. */
export interface IchimokuMaskOptions {
  /** Bars back to the cloud under today's price. @defaultValue `25` */
  near?: number;
  /** Bars back to the cloud under the lagging span. @defaultValue `50` */
  far?: number;
}

/** 1 where all conditions hold, else 0. */
export interface IchimokuMasks {
  /** All 13 bullish conditions. */
  bull: Uint8Array;
  /** 3 bearish conditions: the close is below the cloud, then and now. */
  bearLight: Uint8Array;
  /** All 17 bearish conditions. */
  bearStrict: Uint8Array;
}

/** Options of {@link ichimokuVote}. */
export interface IchimokuVoteOptions extends IchimokuMaskOptions {
  /** Which bear mask votes. @defaultValue `'light'` */
  bear?: 'light' | 'strict';
}

/**
 * Full Ichimoku agreement: bars on which every condition of a list holds, strictly. A comparison with an unknown value is false.
 *
 * Bull: close above tenkan, kijun, both spans `near` and `far` bars back, and above tenkan and kijun `near` bars back; span A above
 * span B; all four lines rising. Strict bear: the mirror image, and kijun and tenkan below both spans `near` bars back. Light bear:
 * close below span B, and below both spans `near` bars back.
 *
 * @param lines - Close and the raw lines of {@link ichimoku}.
 * @returns Three masks; with m = max(tenkan, kijun, senkouB), bull and strict bear are possible from bar `m - 1 + far`.
 * @throws a {@link ParameterError} if `near` or `far` is not an integer >= 0.
 * @throws a {@link DataError} if the series differ in length.
 * @remarks One pass; most bars fail on the first comparisons and cost no more.
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
export function ichimokuMasks(lines: IchimokuClose, options: IchimokuMaskOptions = {}): IchimokuMasks {
  const { near, far } = maskOptions(options);
  const { n, c, t, k, a, b } = columns(lines);
  const bull = new Uint8Array(n);
  const bearLight = new Uint8Array(n);
  const bearStrict = new Uint8Array(n);
  for (let i = near; i < n; i++) if (isBearLight(c[i], a, b, i, i - near)) bearLight[i] = 1;
  for (let i = Math.max(near, far, 1); i < n; i++) {
    const close = c[i];
    if (close > t[i]) {
      if (isBull(close, t, k, a, b, i, i - 1, i - near, i - far)) bull[i] = 1;
    } else if (isBearStrict(close, t, k, a, b, i, i - 1, i - near, i - far)) bearStrict[i] = 1;
  }
  return { bull, bearLight, bearStrict };
}

/**
 * {@link ichimokuMasks} as one vote per bar: +1 bull, else -1 bear, else 0.
 *
 * @param lines - Close and the raw lines of {@link ichimoku}.
 * @param out - Receives the votes.
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
  const { bear = 'light' } = options;
  checkWord('bear', bear, ['light', 'strict']);
  const { near, far } = maskOptions(options);
  const { n, c, t, k, a, b } = columns(lines);
  const vote = voteFor(n, out, 'out');
  if (bear === 'light') {
    for (let i = near; i < n; i++) if (isBearLight(c[i], a, b, i, i - near)) vote[i] = -1;
  }
  for (let i = Math.max(near, far, 1); i < n; i++) {
    const close = c[i];
    if (close > t[i]) {
      if (isBull(close, t, k, a, b, i, i - 1, i - near, i - far)) vote[i] = 1;
    } else if (bear === 'strict' && isBearStrict(close, t, k, a, b, i, i - 1, i - near, i - far)) vote[i] = -1;
  }
  return vote;
}

/** Checked mask options with their defaults. */
export function maskOptions({ near = 25, far = 50 }: IchimokuMaskOptions): Required<IchimokuMaskOptions> {
  checkInteger('near', near, 0);
  checkInteger('far', far, 0);
  return { near, far };
}

function columns(lines: IchimokuClose): Record<'c' | 't' | 'k' | 'a' | 'b', Float64Array> & { n: number } {
  return {
    n: commonLength(lines, ['close', 'tenkan', 'kijun', 'spanA', 'spanB']),
    c: inputFor(lines.close, 'close'),
    t: inputFor(lines.tenkan, 'tenkan'),
    k: inputFor(lines.kijun, 'kijun'),
    a: inputFor(lines.spanA, 'spanA'),
    b: inputFor(lines.spanB, 'spanB'),
  };
}
