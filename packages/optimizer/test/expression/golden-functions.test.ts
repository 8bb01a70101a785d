import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compileNumber, type Program } from '@quantblocks/optimizer/expression';
import { describeGolden, expectClose, readJson } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';

type Value = number | string | boolean;

interface TestFunction {
  readonly name: string;
  readonly space: readonly { readonly name: string; readonly choices: readonly Value[] | null }[];
  readonly expression: Program;
  readonly optimum: { readonly value: number; readonly params: Readonly<Record<string, Value>> };
  readonly probes: readonly { readonly params: Readonly<Record<string, Value>>; readonly value: number }[];
}

const committed = fileURLToPath(new URL('../golden/functions/', import.meta.url));

describe('test functions', () => {
  for (const file of readdirSync(committed).sort()) it(`golden: ${file}`, () => compareProbes(committed + file));
});

describeGolden('optimizer/functions', { extension: '.json' }, ({ path }) => compareProbes(path));

function compareProbes(path: string): void {
  const { name, space, expression, probes } = readJson<TestFunction>(path);
  const { at } = compileNumber(
    expression,
    space.map((parameter) => parameter.name),
  );
  // A categorical parameter stands for the index of its choice.
  const valuesOf = (params: Readonly<Record<string, Value>>): number[] =>
    space.map((parameter) => parameter.choices?.indexOf(params[parameter.name]) ?? Number(params[parameter.name]));
  expect(probes.length).toBeGreaterThan(0);
  expectClose(
    probes.map(({ params }) => at(valuesOf(params))),
    probes.map(({ value }) => value),
    { rtol: 1e-12, label: name },
  );
}
