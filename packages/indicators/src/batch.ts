import { DataError, ParameterError } from '@quantblocks/core';
import type { NanPolicy } from './nan-policy.ts';

/** Buffers of the caller by name; `undefined` where there is none. */
type Buffers = Readonly<Record<string, Float64Array | Int8Array | undefined>>;

/** Series, and votes, by name. */
type Filled<Out> = { [Name in keyof Out]: NonNullable<Out[Name]> };

/**
 * The boundary of every batch function, so that kernels see clean data only.
 *
 * It checks columns and buffers, copies an input only where it is no `Float64Array` or shares memory with an output, writes NaN before
 * the first defined bar, and applies the NaN policy. Series without gaps, and series that begin late, run without a copy. Around gaps the
 * known bars are pushed together, computed, and put back: a recursion that passes over a gap and a window that does not reach across
 * it both come out right, whatever the kernel.
 *
 * @param inputs - Columns by the names that errors use.
 * @param outputs - Buffers of the caller; `undefined` = a new `Float64Array`. A single output is called `value`.
 * @param first - First defined bar of each output, counted from the first bar that is known in every column.
 * @param windowed - Whether a value depends on the last `first + 1` bars alone; else it remembers everything before it.
 * @param kernel - Computes clean columns of one length into buffers of that length, which may hold anything and share no memory with them.
 * @param checks - Whether the kernel returns a number that is NaN if any of its input is. It is then tried before the input is searched for
 * gaps, which a loop that has the numbers at hand can do at no cost.
 */
export function runBatch<In extends string, Out extends Buffers>(
  inputs: Readonly<Record<In, ArrayLike<number>>>,
  outputs: Out,
  first: { readonly [Name in keyof Out]: number },
  windowed: boolean,
  nan: NanPolicy,
  kernel: (x: Record<In, Float64Array>, y: Filled<Out>) => unknown,
  checks = false,
): Filled<Out> {
  const names = Object.keys(inputs) as In[];
  const n = Object(inputs[names[0]]).length;
  for (const column of names) {
    const length = Object(inputs[column]).length;
    if (length !== n || typeof n !== 'number')
      throw new DataError(`${n ?? 'many'} numbers`, inputs[column], { column });
  }
  const y = mapValues(outputs, (out: Buffers[string] = new Float64Array(n), name) => {
    if ((out instanceof Float64Array || out instanceof Int8Array) && out.length === n) return out;
    throw new ParameterError(name === 'value' ? 'out' : `out.${name as string}`, `a Float64Array of ${n}`, out);
  }) as Filled<Out>;
  const x = mapValues(inputs, (column) =>
    column instanceof Float64Array && Object.values(y).every((out) => out.buffer !== column.buffer)
      ? column
      : Float64Array.from(column),
  );

  const unknown = (i: number) => names.find((name) => Number.isNaN(x[name][i]));
  let start = 0;
  while (start < n && unknown(start)) start++;
  const run = (): unknown =>
    kernel(
      mapValues(x, (column) => column.subarray(start)),
      mapValues(y, (out) => out.subarray(start)) as Filled<Out>,
    );
  // Where a gap is to throw, nothing may have been written before.
  const tried = checks && nan !== 'throw';
  const clean = tried && !Number.isNaN(run() as number);
  if (!clean && names.some((name) => hasGap(x[name], start))) {
    const known: number[] = [];
    for (let row = start; row < n; row++) {
      const column = unknown(row);
      if (column === undefined) known.push(row);
      else if (nan === 'throw') throw new DataError('a number', Number.NaN, { row, column });
      else if (nan === 'poison') break;
    }
    const dense = mapValues(y, (out) => out.slice(0, known.length)) as Filled<Out>;
    kernel(
      mapValues(x, (column) => Float64Array.from(known, (row) => column[row])),
      dense,
    );
    for (const name in y) {
      y[name].fill(Number.NaN);
      let age = 0;
      known.forEach((row, k) => {
        age = row === known[k - 1] + 1 ? age + 1 : 0;
        if ((windowed ? age : k) >= first[name]) y[name][row] = dense[name][k];
      });
    }
  } else {
    if (!tried) run();
    for (const name in y) y[name].fill(Number.NaN, 0, start + first[name]);
  }
  return y;
}

function hasGap(x: Float64Array, i: number): boolean {
  // Eight at a time: a sum is NaN if one of its terms is. It is also NaN for opposite infinities, so the rest is searched again.
  while (
    i + 8 <= x.length &&
    !Number.isNaN(x[i] + x[i + 1] + (x[i + 2] + x[i + 3]) + (x[i + 4] + x[i + 5] + (x[i + 6] + x[i + 7])))
  )
    i += 8;
  return x.includes(Number.NaN, i);
}

/** An object with the same keys. */
function mapValues<From extends object, To>(
  object: From,
  map: (value: From[keyof From], key: keyof From) => To,
): { [Key in keyof From]: To } {
  const result = {} as { [Key in keyof From]: To };
  for (const key in object) result[key] = map(object[key], key);
  return result;
}
