let loops = 0;

/**
 * A loop of its own for every streaming contender: one that all share would see every class there is, and none would be inlined.
 * `call` is the text of one update of `stream` with `x`.
 */
export function ownLoop<Stream>(call: string, inputs: readonly unknown[] | Float64Array): (stream: Stream) => unknown {
  const body = `/* ${loops++} */ let last; for (let i = 0; i < inputs.length; i++) { const x = inputs[i]; last = ${call}; } return last;`;
  const loop = new Function('stream', 'inputs', body) as (stream: Stream, inputs: unknown) => unknown;
  return (stream) => loop(stream, inputs);
}
