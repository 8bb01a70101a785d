import seedrandom from 'seedrandom';
import { IntegrityError, ParameterError } from './errors.ts';

/** One step of a random stream's key: tasks are named by paths such as `(42, 'BTC', 'fold', 3)`. */
export type KeyPart = string | number;

/** Everything needed to continue a stream elsewhere; plain JSON. */
export interface RngState {
  readonly key: readonly KeyPart[];
  readonly alea: object;
  /** The second normal variate of a pair, kept for the next call; `null` if there is none. */
  readonly spareNormal: number | null;
}

/** A deterministic stream of random numbers. */
export interface Rng {
  /** Uniform on [0, 1) with 32 bits of resolution. */
  next(): number;
  /** Uniform integer in `0 .. n - 1`, n at most 2^32; no value is more likely than another by more than a factor `1 + n / 2^32`. */
  int(n: number): number;
  /** Standard normal variate (Marsaglia polar method). */
  normal(): number;
  /** Student-t variate with finite `degreesOfFreedom` > 0, not rescaled to unit variance. */
  studentT(degreesOfFreedom: number): number;
  /** Independent stream of the key path extended by `path`; does not advance this one. */
  fork(...path: KeyPart[]): Rng;
  /** State to hand to {@link restoreRng}. */
  state(): RngState;
}

/**
 * A random stream that depends only on its key path, so that results are the same for any number of workers and any order.
 *
 * Streams of different paths are statistically independent: `createRng(1, 'BTC', 0)` and `createRng(1, 'BTC', 1)` share nothing.
 * Numbers and strings are different keys, `1` is not `'1'`, and `('a', 'b')` is not `('ab')`.
 *
 * @param seed - The user's seed.
 * @param path - What the stream is for: strategy, asset, fold, trial.
 * @throws a {@link ParameterError} if a part is not a string or a finite number.
 * @see Johannes Baagøe, "Alea", as implemented by the seedrandom package.
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 *
 * const first = createRng(7, 'BTC', 'fold', 0);
 * const again = createRng(7, 'BTC', 'fold', 0);
 * first.next() === again.next(); // => true
 * ```
 */
export function createRng(seed: KeyPart, ...path: KeyPart[]): Rng {
  const key = [seed, ...path];
  for (const part of key) {
    if (typeof part !== 'string' && !(typeof part === 'number' && Number.isFinite(part))) {
      throw new ParameterError('key', 'strings and finite numbers', part);
    }
  }
  // JSON keeps the path injective: ['a', 'b'] and ['ab'] name different streams.
  return fromGenerator(key, seedrandom.alea(JSON.stringify(key), { state: true }), null);
}

/**
 * Continues a stream exactly where {@link Rng.state} was taken.
 *
 * @throws an {@link IntegrityError} if the state is not one that {@link Rng.state} returned.
 *
 * @example
 * ```ts
 * import { createRng, restoreRng } from '@quantblocks/core';
 *
 * const rng = createRng(7);
 * rng.normal();
 * const copy = restoreRng(JSON.parse(JSON.stringify(rng.state())));
 * copy.normal() === rng.normal(); // => true
 * ```
 */
export function restoreRng(state: RngState): Rng {
  // The generator itself would silently start anew from a state it cannot read.
  const { c, s0, s1, s2 } = (state?.alea ?? {}) as Record<string, unknown>;
  const isWhole = [c, s0, s1, s2].every((part) => typeof part === 'number' && Number.isFinite(part));
  if (!isWhole || !Array.isArray(state.key) || !(state.spareNormal === null || Number.isFinite(state.spareNormal))) {
    throw new IntegrityError('random stream', 'a state returned by state()', state);
  }
  return fromGenerator(
    state.key,
    seedrandom.alea('', { state: state.alea as seedrandom.State.Alea }),
    state.spareNormal,
  );
}

function fromGenerator(
  key: readonly KeyPart[],
  generator: seedrandom.StatefulPRNG<seedrandom.State.Alea>,
  spare: number | null,
): Rng {
  let spareNormal = spare;

  const next = (): number => generator();

  const normal = (): number => {
    if (spareNormal !== null) {
      const value = spareNormal;
      spareNormal = null;
      return value;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spareNormal = v * scale;
        return u * scale;
      }
    }
  };

  return {
    next,
    normal,
    int(n) {
      if (!(Number.isInteger(n) && n >= 1 && n <= 0x1_0000_0000)) {
        throw new ParameterError('n', 'an integer in 1 .. 2^32', n);
      }
      return Math.floor(next() * n);
    },
    studentT(degreesOfFreedom) {
      if (!(degreesOfFreedom > 0 && degreesOfFreedom < Number.POSITIVE_INFINITY)) {
        throw new ParameterError('degreesOfFreedom', 'a finite number > 0', degreesOfFreedom);
      }
      // Bailey (1994), "Polar generation of random variates with the t-distribution", Math. Comp. 62, 779-781.
      for (;;) {
        const u = 2 * next() - 1;
        const v = 2 * next() - 1;
        const s = u * u + v * v;
        if (!(s > 0 && s < 1)) continue;
        return u * Math.sqrt((degreesOfFreedom * Math.expm1((-2 / degreesOfFreedom) * Math.log(s))) / s);
      }
    },
    fork(...path) {
      const [seed, ...rest] = [...key, ...path];
      return createRng(seed, ...rest);
    },
    state() {
      return { key: [...key], alea: generator.state(), spareNormal };
    },
  };
}
