import type { Names } from './names.ts';
import { BOOLEAN_EQUALITY, type Formula, FUNCTIONS, type Kind, OPERATORS, type Operator } from './operators.ts';
import { type Node, refusal, type SourceText } from './parse-text.ts';
import { both, HOLDS } from './slack.ts';

/** What compiling a node needs to know. */
export interface Context {
  readonly source: SourceText;
  readonly names: Names;
}

/**
 * Turns a parsed node into a closure. Only what is listed here and in `operators.ts` is ever called.
 *
 * @throws a {@link ParameterError} if a node is not listed, or of the wrong kind.
 */
export function compileNode(node: Node, want: Kind, context: Context): Formula {
  const compile = (child: Node, kind: Kind): Formula => compileNode(child, kind, context);
  switch (node.type) {
    case 'ParenthesisNode':
      return compile(node.content, want);
    case 'ConstantNode':
      return compileConstant(node, want, context);
    case 'SymbolNode':
      return compileName(node.name, want, context);
    case 'ConditionalNode': {
      const condition = compile(node.condition, 'boolean');
      return choose(condition, compile(node.trueExpr, want), compile(node.falseExpr, want));
    }
    case 'RelationalNode': {
      if (want === 'number') throw refuse(wanted(want), node, context);
      // a < b < c is a < b and b < c.
      const terms = node.params.map((child) => compile(child, 'number'));
      const links = node.conditionals.map((fn, i) => operatorOf(fn, node, context).build(terms[i], terms[i + 1]));
      return links.reduce((a, b) => (v) => both(a(v), b(v)));
    }
    case 'OperatorNode': {
      if (node.implicit) throw refuse('an operator between two factors', node, context);
      const operator = operatorFor(node, context);
      if (isNotBeforeComparison(node)) throw refuse('parentheses: not (a < b), or (not a) == b', node, context);
      if (operator.gives !== want) throw refuse(wanted(want), node, context);
      const [a, b] = node.args.map((child) => compile(child, operator.takes));
      return operator.build(a, b);
    }
    case 'FunctionNode': {
      if (node.fn.type !== 'SymbolNode') throw refuse('the name of a function', node.fn, context);
      const { name } = node.fn;
      const known = FUNCTIONS.get(name);
      if (known === undefined) throw context.names.unknown(name, 'function', context.source);
      if (want === 'boolean') throw refuse(wanted(want), node, context);
      const { least, most, build } = known;
      if (node.args.length < least || node.args.length > most) {
        throw refuse(`${arityOf(least, most)} of ${name}`, node, context);
      }
      return build(node.args.map((child) => compile(child, 'number')));
    }
    default:
      throw refuse('only numbers, names, operators and functions', node, context);
  }
}

function compileConstant(node: Extract<Node, { type: 'ConstantNode' }>, want: Kind, context: Context): Formula {
  const { value } = node;
  if (typeof value !== want) throw refuse(wanted(want), node, context);
  if (want === 'number' && !Number.isFinite(value)) throw refuse('a finite number', node, context);
  const constant = want === 'number' ? (value as number) : value ? HOLDS : -HOLDS;
  return () => constant;
}

function compileName(name: string, want: Kind, { source, names }: Context): Formula {
  const used = names.use(name, want, source);
  if ('value' in used) return () => used.value;
  const { index } = used;
  if (want === 'number') return (values) => values[index];
  return (values) => (values[index] > 0 ? HOLDS : values[index] <= 0 ? -HOLDS : Number.NaN);
}

// Where the condition is unknown, so is the result.
function choose(condition: Formula, yes: Formula, no: Formula): Formula {
  return (values) => {
    const slack = condition(values);
    return slack > 0 ? yes(values) : slack < 0 ? no(values) : Number.NaN;
  };
}

function operatorOf(fn: string, node: Node, context: Context): Operator {
  const operator = OPERATORS.get(fn);
  if (operator === undefined) throw refuse('an operator of arithmetic, comparison or logic', node, context);
  return operator;
}

/** `==` and `!=` compare two numbers or two conditions; all other operators take one kind. */
function operatorFor(node: Extract<Node, { type: 'OperatorNode' }>, context: Context): Operator {
  const ofConditions = BOOLEAN_EQUALITY.get(node.fn);
  const kind = ofConditions && (kindOf(node.args[0], context) ?? kindOf(node.args[1], context));
  return ofConditions !== undefined && kind === 'boolean' ? ofConditions : operatorOf(node.fn, node, context);
}

/** The kind of a node as far as it can be told without knowing what is wanted. */
function kindOf(node: Node, context: Context): Kind | undefined {
  switch (node.type) {
    case 'ParenthesisNode':
      return kindOf(node.content, context);
    case 'ConstantNode':
      return typeof node.value === 'boolean' ? 'boolean' : 'number';
    case 'SymbolNode':
      return context.names.kindOf(node.name);
    case 'ConditionalNode':
      return kindOf(node.trueExpr, context) ?? kindOf(node.falseExpr, context);
    case 'RelationalNode':
      return 'boolean';
    case 'OperatorNode':
      return OPERATORS.get(node.fn)?.gives;
    default:
      return 'number';
  }
}

function wanted(want: Kind): string {
  return want === 'boolean' ? 'a condition' : 'a number';
}

/** `not a < b` reads as `(not a) < b`, which nobody means. */
function isNotBeforeComparison({ fn, args: [first] }: Extract<Node, { type: 'OperatorNode' }>): boolean {
  const operator = OPERATORS.get(fn);
  const compares = operator?.takes === 'number' && operator.gives === 'boolean';
  return compares && first.type === 'OperatorNode' && first.fn === 'not';
}

function arityOf(least: number, most: number): string {
  if (least === most) return `${least} argument${least === 1 ? '' : 's'}`;
  return most === Number.POSITIVE_INFINITY ? `at least ${least} arguments` : `${least} or ${most} arguments`;
}

function refuse(expected: string, node: Node, context: Context): Error {
  return refusal(context.source, expected, String(node));
}
