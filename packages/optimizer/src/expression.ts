export { type ConditionExpression, compileCondition } from './expression/compile-condition.ts';
export { compileNumber, type Expression } from './expression/compile-number.ts';
export type { Program, Scope } from './expression/compile-source.ts';
export { constraint, type ExpressionConstraint } from './expression/constraint.ts';
export { type Score, type ScoreRule, type Scores, scoreOf } from './expression/score-of.ts';
