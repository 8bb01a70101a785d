import { above, atLeast, both, either, equal, type Slack, same } from './slack.ts';

/** What a node is: a number, or a condition that holds or not. */
export type Kind = 'number' | 'boolean';

/** A compiled node over positional values: a number, or the slack of a condition. */
export type Formula = (values: ArrayLike<number>) => number | Slack;

/** An operator: the kind of its operands, the kind of its result, and how it is computed. */
export interface Operator {
  readonly takes: Kind;
  readonly gives: Kind;
  readonly build: (a: Formula, b: Formula) => Formula;
}

/** A function of numbers: how many, and how it is computed. */
export interface NumberFunction {
  readonly least: number;
  readonly most: number;
  readonly build: (args: readonly Formula[]) => Formula;
}

const arithmetic = (build: Operator['build']): Operator => ({ takes: 'number', gives: 'number', build });
const comparison = (build: Operator['build']): Operator => ({ takes: 'number', gives: 'boolean', build });
const logic = (build: Operator['build']): Operator => ({ takes: 'boolean', gives: 'boolean', build });

const differ = logic((a, b) => (v) => -same(a(v), b(v)));

/** The operators there are, by the name the parser gives them. A unary one has no `b`. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['add', arithmetic((a, b) => (v) => a(v) + b(v))],
  ['subtract', arithmetic((a, b) => (v) => a(v) - b(v))],
  ['multiply', arithmetic((a, b) => (v) => a(v) * b(v))],
  ['divide', arithmetic((a, b) => (v) => a(v) / b(v))],
  ['mod', arithmetic((a, b) => (v) => floorMod(a(v), b(v)))],
  ['pow', arithmetic((a, b) => (v) => a(v) ** b(v))],
  ['unaryMinus', arithmetic((a) => (v) => -a(v))],
  ['unaryPlus', arithmetic((a) => a)],
  ['smaller', comparison((a, b) => (v) => above(b(v), a(v)))],
  ['smallerEq', comparison((a, b) => (v) => atLeast(b(v), a(v)))],
  ['larger', comparison((a, b) => (v) => above(a(v), b(v)))],
  ['largerEq', comparison((a, b) => (v) => atLeast(a(v), b(v)))],
  ['equal', comparison((a, b) => (v) => equal(a(v), b(v)))],
  ['unequal', comparison((a, b) => (v) => -equal(a(v), b(v)))],
  ['and', logic((a, b) => (v) => both(a(v), b(v)))],
  ['or', logic((a, b) => (v) => either(a(v), b(v)))],
  ['xor', differ],
  ['not', logic((a) => (v) => -a(v))],
]);

/** `==` and `!=` between two conditions. */
export const BOOLEAN_EQUALITY: ReadonlyMap<string, Operator> = new Map([
  ['equal', logic((a, b) => (v) => same(a(v), b(v)))],
  ['unequal', differ],
]);

const unary = (f: (x: number) => number): NumberFunction => ({
  least: 1,
  most: 1,
  build:
    ([x]) =>
    (v) =>
      f(x(v)),
});

const folded = (f: (x: number, y: number) => number): NumberFunction => ({
  least: 2,
  most: Number.POSITIVE_INFINITY,
  build: (args) => args.reduce((a, b) => (v) => f(a(v), b(v))),
});

/** The functions there are. */
export const FUNCTIONS: ReadonlyMap<string, NumberFunction> = new Map([
  ['abs', unary(Math.abs)],
  ['ceil', unary(Math.ceil)],
  ['cos', unary(Math.cos)],
  ['exp', unary(Math.exp)],
  ['floor', unary(Math.floor)],
  ['log', { least: 1, most: 2, build: ([x, base]) => (base === undefined ? (v) => Math.log(x(v)) : logTo(x, base)) }],
  ['log10', unary(Math.log10)],
  ['log2', unary(Math.log2)],
  ['max', folded(Math.max)],
  ['min', folded(Math.min)],
  [
    'pow',
    {
      least: 2,
      most: 2,
      build:
        ([x, y]) =>
        (v) =>
          x(v) ** y(v),
    },
  ],
  ['round', unary((x) => Math.sign(x) * Math.round(Math.abs(x)))],
  ['sign', unary(Math.sign)],
  ['sin', unary(Math.sin)],
  ['sqrt', unary(Math.sqrt)],
  ['tan', unary(Math.tan)],
]);

/** Names with a value of their own, unless a scope has a value of that name. */
export const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ['pi', Math.PI],
  ['e', Math.E],
]);

function logTo(x: Formula, base: Formula): Formula {
  return (v) => Math.log(x(v)) / Math.log(base(v));
}

/** The remainder with the sign of the divisor. JavaScript's `%` is exact where `a - b * floor(a / b)` is not. */
function floorMod(a: number, b: number): number {
  const remainder = a % b;
  return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
}
