import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyParams, type Choice, Space } from '@quantblocks/optimizer';
import { compileNumber, type Program } from '@quantblocks/optimizer/expression';
import { type GoldenParameter, parameterOf } from './golden-parameter.ts';

interface GoldenFunction {
  readonly name: string;
  readonly space: readonly GoldenParameter[];
  readonly expression: Program;
  readonly optimum: { readonly value: number; readonly params: Readonly<Record<string, Choice>> };
}

/** A test function to minimise. */
export interface Problem {
  readonly name: string;
  readonly space: Space<AnyParams>;
  readonly objective: (params: AnyParams) => number;
  readonly expression: Program;
  readonly optimum: GoldenFunction['optimum'];
}

/** The test functions of a folder, by name. */
export function readProblems(folder: string): Map<string, Problem> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const problems = files.map((file) => problemOf(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  return new Map(problems.map((problem) => [problem.name, problem]));
}

function problemOf({ name, space, expression, optimum }: GoldenFunction): Problem {
  const { at } = compileNumber(
    expression,
    space.map((parameter) => parameter.name),
  );
  const values = new Float64Array(space.length);
  return {
    name,
    optimum,
    expression,
    space: new Space(Object.fromEntries(space.map((parameter) => [parameter.name, parameterOf(parameter)])), []),
    objective(params) {
      space.forEach(({ name: parameter, choices }, i) => {
        const value = params[parameter] as Choice;
        // Expressions know a choice by its index.
        values[i] = choices === null ? Number(value) : choices.indexOf(value);
      });
      return at(values);
    },
  };
}
