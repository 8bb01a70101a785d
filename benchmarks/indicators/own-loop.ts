import { BARS, bars } from './market.ts';

let loops = 0;
const out = new Float64Array(BARS);
// A class of its own: a literal would share its hidden class with objects of whole columns, and every number in it would be boxed.
class Bar {
  open = Number.NaN;
  high = Number.NaN;
  low = Number.NaN;
  close = Number.NaN;
  volume = Number.NaN;
}
const bar = new Bar();

/** What an update returns: a number, which is written to an array, or an object, which is kept until the next. */
type Kind = 'number' | 'object';

/**
 * A loop of its own for every streaming contender: one that all share would see every class there is, and none would be inlined.
 * `call` is the text of one update of `stream` with `x`.
 */
export function ownLoop<Stream>(
  call: string,
  inputs: readonly unknown[] | Float64Array,
  kind: Kind,
): (stream: Stream) => unknown {
  return compile(`const x = inputs[i];`, call, inputs, kind);
}

/** The same for bars that come as columns and are handed over in one object that is used again and again. */
export function ownColumnLoop<Stream>(
  call: string,
  columns: readonly string[],
  kind: Kind,
): (stream: Stream) => unknown {
  const fill = columns.map((name) => `x.${name} = inputs.${name}[i];`);
  return compile(fill.join(' '), call, bars, kind);
}

function compile<Stream>(next: string, call: string, inputs: unknown, kind: Kind): (stream: Stream) => unknown {
  const take = kind === 'number' ? `out[i] = ${call};` : `last = ${call};`;
  const result = kind === 'number' ? 'out[n - 1]' : 'last';
  const body = `/* ${loops++} */ let last; const n = out.length; for (let i = 0; i < n; i++) { ${next} ${take} } return ${result};`;
  const shared = next.startsWith('const x') ? ['stream', 'inputs', 'out'] : ['stream', 'inputs', 'out', 'x'];
  const loop = new Function(...shared, body) as (...values: unknown[]) => unknown;
  return (stream) => loop(stream, inputs, out, bar);
}
