import fc from 'fast-check';

/** A random expression; `n` is a number, `c` a condition. */
export type Tree =
  | { readonly op: 'number'; readonly value: number }
  | { readonly op: 'name' | 'flag'; readonly name: string }
  | { readonly op: string; readonly args: readonly Tree[] };

/** Values of the names in a tree. */
export type TreeScope = Readonly<Record<string, number | boolean>>;

const node = (op: string, ...args: fc.Arbitrary<Tree>[]): fc.Arbitrary<Tree> =>
  fc.tuple(...args).map((children) => ({ op, args: children }));

const value = fc.constantFrom(0, 0.5, 1, 2, 3, 1e-3, 1e6).map((x): Tree => ({ op: 'number', value: x }));
const name = fc.constantFrom('a', 'b', 'c').map((text): Tree => ({ op: 'name', name: text }));
const flag = fc.constantFrom('p', 'q').map((text): Tree => ({ op: 'flag', name: text }));

const BINARY = ['+', '-', '*', '/', 'mod', '^'];
const FUNCTIONS = ['abs', 'sqrt', 'exp', 'sin', 'floor', 'sign'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];
const LOGIC = ['and', 'or', 'xor'];

/** Random numbers and conditions; the latter with comparisons of `leaves` only, if given. */
export function trees(leaves?: fc.Arbitrary<Tree>): { number: fc.Arbitrary<Tree>; condition: fc.Arbitrary<Tree> } {
  return fc.letrec<{ number: Tree; condition: Tree }>((tie) => {
    const n = leaves ?? tie('number');
    const c = tie('condition');
    return {
      number: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(value, name),
        fc.oneof(...BINARY.map((op) => node(op, n, n))),
        fc.oneof(node('neg', n), node('?', c, n, n), node('min', n, n), node('max', n, n, n)),
        fc.oneof(...FUNCTIONS.map((op) => node(op, n))),
      ),
      condition: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(flag, ...COMPARISONS.map((op) => node(op, leaves ?? value, leaves ?? name))),
        fc.oneof(...COMPARISONS.map((op) => node(op, n, n)), node('between', n, n, n)),
        fc.oneof(node('not', c), node('?', c, c, c)),
        fc.oneof(...LOGIC.map((op) => node(op, c, c))),
        // Two bare names count as numbers.
        fc.oneof(...['iff', 'differ'].map((op) => node(op, node('not', c), c))),
      ),
    };
  });
}

/** Numbers that meet often, and sometimes are missing. */
export const scopes: fc.Arbitrary<TreeScope> = fc.record({
  ...Object.fromEntries(['a', 'b', 'c'].map((key) => [key, fc.constantFrom(-2, -0.5, 0, 0.5, 1, 2, 3, Number.NaN)])),
  p: fc.boolean(),
  q: fc.boolean(),
});

// How tightly an operator binds, and how tightly its operands must bind to go without parentheses.
const RANKS: Readonly<Record<string, readonly [own: number, ...operands: number[]]>> = {
  '?': [0, 1, 1, 0],
  or: [1, 1, 2],
  xor: [2, 2, 3],
  and: [3, 3, 4],
  ...Object.fromEntries(COMPARISONS.map((op) => [op, [4, 5, 5]])),
  between: [4, 5, 5, 5],
  iff: [4, 8, 8],
  differ: [4, 8, 8],
  '+': [5, 5, 6],
  '-': [5, 5, 6],
  '*': [6, 6, 7],
  '/': [6, 6, 7],
  mod: [6, 6, 7],
  neg: [7, 7],
  not: [7, 7],
  '^': [8, 9, 7],
};

/** The text of a tree, with as few parentheses as possible. */
export function render(tree: Tree, least = 0): string {
  if ('value' in tree) return String(tree.value);
  if ('name' in tree) return tree.name;
  const { op, args } = tree;
  const ranks = RANKS[op];
  if (ranks === undefined) return `${op}(${args.map((child) => render(child)).join(', ')})`;
  const [own, ...operands] = ranks;
  const [x, y, z] = args.map((child, i) => render(child, operands[i]));
  const text = { '?': `${x} ? ${y} : ${z}`, between: `${x} < ${y} <= ${z}`, neg: `-${x}`, not: `not ${x}` }[op];
  const sign = { iff: '==', differ: '!=' }[op] ?? op;
  return own < least ? `(${text ?? `${x} ${sign} ${y}`})` : (text ?? `${x} ${sign} ${y}`);
}

/** The number a tree stands for, in plain JavaScript. */
export function numberOf(tree: Tree, scope: TreeScope): number {
  if ('value' in tree) return tree.value;
  if ('name' in tree) return scope[tree.name] as number;
  const { op, args } = tree;
  if (op === '?') {
    const truth = truthOf(args[0], scope);
    return truth === null ? Number.NaN : numberOf(args[truth ? 1 : 2], scope);
  }
  const [x, y, z = y] = args.map((child) => numberOf(child, scope));
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return x / y;
    case 'mod':
      return x % y === 0 || x % y > 0 === y > 0 ? x % y : (x % y) + y;
    case '^':
      return x ** y;
    case 'neg':
      return -x;
    case 'min':
    case 'max':
      return Math[op](x, y, z);
    default:
      return Math[op as 'abs' | 'sqrt' | 'exp' | 'sin' | 'floor' | 'sign'](x);
  }
}

/** Whether a tree holds; `null` where that depends on a number that is missing. */
export function truthOf(tree: Tree, scope: TreeScope): boolean | null {
  if ('value' in tree) throw new Error('a number is no condition');
  if ('name' in tree) return scope[tree.name] as boolean;
  const { op, args } = tree;
  if (COMPARISONS.includes(op)) return compare(op, numberOf(args[0], scope), numberOf(args[1], scope));
  if (op === 'between') {
    const [x, y, z] = args.map((child) => numberOf(child, scope));
    return conjunction(compare('<', x, y), compare('<=', y, z));
  }
  const [x, y, z] = args.map((child) => truthOf(child, scope));
  switch (op) {
    case 'not':
      return negation(x);
    case 'and':
      return conjunction(x, y);
    case 'or':
      return negation(conjunction(negation(x), negation(y)));
    case '?':
      return x === null ? null : x ? y : z;
    default:
      return x === null || y === null ? null : (x === y) === (op === 'iff');
  }
}

function compare(op: string, x: number, y: number): boolean | null {
  if (Number.isNaN(x) || Number.isNaN(y)) return null;
  return { '<': x < y, '<=': x <= y, '>': x > y, '>=': x >= y, '==': x === y, '!=': x !== y }[op] as boolean;
}

function conjunction(x: boolean | null, y: boolean | null): boolean | null {
  if (x === false || y === false) return false;
  return x === null || y === null ? null : true;
}

function negation(x: boolean | null): boolean | null {
  return x === null ? null : !x;
}
