import { ParameterError } from '@quantblocks/core';
import { type MathNode, parse } from 'mathjs/number';

/** A text, and the name under which its caller knows it. */
export interface SourceText {
  readonly label: string;
  readonly text: string;
}

/** The nodes that may be compiled, as mathjs makes them; a node of any other type is refused. */
export type Node =
  | { readonly type: 'ConstantNode'; readonly value: unknown }
  | { readonly type: 'SymbolNode'; readonly name: string }
  | { readonly type: 'ParenthesisNode'; readonly content: Node }
  | { readonly type: 'ConditionalNode'; readonly condition: Node; readonly trueExpr: Node; readonly falseExpr: Node }
  | { readonly type: 'RelationalNode'; readonly conditionals: readonly string[]; readonly params: readonly Node[] }
  | { readonly type: 'OperatorNode'; readonly fn: string; readonly implicit: boolean; readonly args: readonly Node[] }
  | { readonly type: 'FunctionNode'; readonly fn: Node; readonly args: readonly Node[] };

const MAX_LENGTH = 2000;
// Recursion is bounded, so that no text exhausts the stack: the parser is some twenty calls deep per parenthesis, and a sum of
// n terms is a tree of n levels.
const MAX_PARENTHESES = 50;
const MAX_LEVELS = 500;

// What the parser would read as something else than a reader does, or as something that is never compiled.
const REFUSED: readonly (readonly [pattern: RegExp, expected: string])[] = [
  [/%/, 'mod for a remainder, or / 100 for a percentage,'],
  [/&/, 'and'],
  [/\|/, 'or'],
  [/!(?!=)|~/, 'not'],
  [/(?<![<>=!])=(?!=)/, '== for a comparison (nothing can be assigned)'],
  [/;/, 'one expression'],
  [/\?\.(?!\d)|[^\p{L}\p{M}\p{N}_$\s.,:?+\-*/^()<>=!]/u, 'only numbers, names, operators and parentheses'],
];

/**
 * Parses a text. Line breaks are blanks, so that a text may span several lines of a configuration file.
 *
 * @throws a {@link ParameterError} if it is no expression, or has a character that no expression needs.
 */
export function parseText(source: SourceText): Node {
  const { label, text } = source;
  if (typeof text !== 'string') throw new ParameterError(label, 'a text', text);
  if (text.length > MAX_LENGTH) throw new ParameterError(label, `at most ${MAX_LENGTH} characters`, text.length);
  if (text.trim() === '') throw new ParameterError(label, 'an expression', text);
  for (const [pattern, expected] of REFUSED) {
    const match = pattern.exec(text);
    if (match !== null) throw refusal(source, expected, match[0], match.index);
  }
  requireFewParentheses(source);
  const node = parsed(source);
  requireFewLevels(node, source, 0);
  return node as unknown as Node;
}

/** The error that names the offending piece, and where it is if that is known. */
export function refusal(source: SourceText, expected: string, piece: string, at = -1): ParameterError {
  return new ParameterError(source.label, at < 0 ? expected : `${expected} at character ${at + 1}`, piece);
}

/** Where a name first stands in a text, as a value or as a function; -1 if nowhere. */
export function positionOf(name: string, what: 'name' | 'function', text: string): number {
  for (const { 0: word, index } of text.matchAll(/[\p{L}_$][\p{L}\p{M}\p{N}_$]*/gu)) {
    const isCalled = /^\s*\(/.test(text.slice(index + word.length));
    if (word === name && isCalled === (what === 'function')) return index;
  }
  return -1;
}

function parsed(source: SourceText): MathNode {
  try {
    return parse(source.text.replace(/\s/g, ' '));
  } catch (error) {
    const { message, char } = error as Error & { char?: number };
    const what = message.replace(/ \(char \d+\)$/, '').replace(/^./, (first) => first.toLowerCase());
    throw refusal(source, `an expression (${what})`, source.text, char && char - 1);
  }
}

function requireFewLevels(node: MathNode, source: SourceText, level: number): void {
  if (level > MAX_LEVELS) throw refusal(source, `at most ${MAX_LEVELS} nested operations`, source.text);
  node.forEach((child) => {
    requireFewLevels(child, source, level + 1);
  });
}

function requireFewParentheses(source: SourceText): void {
  const { text } = source;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ')') depth--;
    if (text[i] === '(' && ++depth > MAX_PARENTHESES) {
      throw refusal(source, `at most ${MAX_PARENTHESES} nested parentheses`, text, i);
    }
  }
}
