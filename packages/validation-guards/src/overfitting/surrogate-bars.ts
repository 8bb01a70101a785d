import { type Bars, createBars, type KeyPart, ParameterError, type Rng } from '@quantblocks/core';
import { requireBars, requireWhole, rngOf } from '../checks.ts';

/** How {@link surrogateBars} reorders a market. */
export interface SurrogateOptions {
  /**
   * `permutation` reorders single bars; `block` reorders stretches of `blockLength` bars, so that volatility clusters survive
   * and patterns longer than a stretch do not; shorter ones survive too, and no test against such a market finds them.
   * @defaultValue `'permutation'`
   */
  method?: 'permutation' | 'block';
  /** Bars of a stretch, for `block`. @defaultValue `sqrt(length)`, rounded */
  blockLength?: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: KeyPart;
}

/**
 * A market made of the same bars in another order: same gaps, same bar shapes, same first open and last close, but no pattern
 * that could be traded.
 *
 * In logarithms a bar is a gap from the close before it and a shape: high, low and close relative to its open, with its volume.
 * A permutation reorders gaps and shapes independently; blocks keep gap and shape of a bar together. Gaps and shapes are added
 * up from the first open, and the times stay.
 *
 * @param bars - The market.
 * @param options - Method and seed.
 * @returns Bars of the same length, at the same times.
 * @throws a {@link ParameterError} if the method is unknown or `blockLength` is not a whole number in `1 .. length`.
 * @remarks The trend of the market as a whole stays: only timing is lost, which is what a search claims to have found.
 * @see T. Masters, "Permutation and Randomization Tests for Trading System Development", 2020.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { surrogateBars } from '@quantblocks/validation-guards';
 *
 * const close = Array.from({ length: 50 }, (_, i) => 100 + i);
 * const open = close.map((price) => price - 1);
 * const bars = createBars({ time: close.map((_, i) => 1000 * i), open, high: close, low: open, close });
 * const surrogate = surrogateBars(bars, { seed: 1 });
 * [surrogate.open[0], surrogate.close[49].toFixed(8)]; // => [99, '149.00000000']
 * ```
 */
export function surrogateBars(bars: Bars, options: SurrogateOptions = {}): Bars {
  const { method = 'permutation', seed = 0 } = options;
  requireBars(bars);
  const { length, open, high, low, close, volume } = bars;
  const rng = rngOf(seed, 'surrogateBars');
  const { shapes, gaps } = orders(length, method, options.blockLength, rng);
  const column = (): Float64Array => new Float64Array(length);
  const made = { open: column(), high: column(), low: column(), close: column(), volume: column() };
  const first = open[0];
  let level = 0;
  for (let i = 0; i < length; i++) {
    if (i > 0) level += Math.log(open[gaps[i]] / close[gaps[i] - 1]);
    const shape = shapes[i];
    const from = open[shape];
    const opened = first * Math.exp(level);
    const top = first * Math.exp(level + Math.log(high[shape] / from));
    const bottom = first * Math.exp(level + Math.log(low[shape] / from));
    level += Math.log(close[shape] / from);
    const closed = first * Math.exp(level);
    made.open[i] = opened;
    made.close[i] = closed;
    // Rounding must not put a price outside its bar.
    made.high[i] = Math.max(top, opened, closed);
    made.low[i] = Math.min(bottom, opened, closed);
    made.volume[i] = volume[shape];
  }
  return createBars({ symbol: bars.symbol, timeframeMs: bars.timeframeMs, time: bars.time, ...made });
}

/** Which bar lends its shape to each place, and which its gap; place 0 has no gap, nor has bar 0. */
interface Orders {
  readonly shapes: Int32Array;
  readonly gaps: Int32Array;
}

function orders(length: number, method: string, blockLength: number | undefined, rng: Rng): Orders {
  if (method === 'permutation') {
    const shapes = shuffled(length, rng);
    const gaps = new Int32Array(length);
    gaps.set(
      shuffled(length - 1, rng).map((bar) => bar + 1),
      1,
    );
    return { shapes, gaps };
  }
  if (method !== 'block') throw new ParameterError('method', 'permutation or block', method);
  const shapes = shuffledBlocks(
    length,
    requireWhole('blockLength', blockLength ?? Math.round(Math.sqrt(length)), 1, length),
    rng,
  );
  // The gap that place 0 cannot use goes to where bar 0, which has none, has come.
  const gaps = shapes.slice();
  gaps[shapes.indexOf(0)] = shapes[0];
  return { shapes, gaps };
}

/** Stretches in random order. The first cut is random, so that no two bars are always torn apart. */
function shuffledBlocks(length: number, blockLength: number, rng: Rng): Int32Array {
  const starts = [0];
  for (let cut = 1 + rng.int(blockLength); cut < length; cut += blockLength) starts.push(cut);
  const order = new Int32Array(length);
  let at = 0;
  for (const block of shuffled(starts.length, rng)) {
    const end = starts[block + 1] ?? length;
    for (let bar = starts[block]; bar < end; bar++) order[at++] = bar;
  }
  return order;
}

function shuffled(count: number, rng: Rng): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = rng.int(i + 1);
    const kept = order[i];
    order[i] = order[other];
    order[other] = kept;
  }
  return order;
}
