import { expect, it } from 'vitest';
import { importsOf, impuritiesOf, packageOf, usesMathRandom } from '../src/source-facts.ts';

it('importsOf sees every form of import, and none in comments', () => {
  const text = `
/** @example import { no } from 'in-comment'; */
import type { A } from '@quantblocks/core';
import {
  b,
  c,
} from "./b.ts";
import './side-effect.ts';
export * from '../up.ts';
export { d } from 'd/deep';
export const e = 1;
const f = await import('f');
const g = import.meta.resolve('#worker');
`;
  expect(importsOf(text).sort()).toEqual(
    ['#worker', '../up.ts', './b.ts', './side-effect.ts', '@quantblocks/core', 'd/deep', 'f'].sort(),
  );
});

it('packageOf cuts the path inside a package', () => {
  expect(['a', 'a/b/c', '@s/a', '@s/a/b'].map(packageOf)).toEqual(['a', 'a', '@s/a', '@s/a']);
});

it('impuritiesOf finds clock, console, process, timers and network in code but not in comments', async () => {
  expect(
    await impuritiesOf('// Date.now()\n/* console.log */ export const a: number = new Date(5).getTime();'),
  ).toEqual([]);
  expect(await impuritiesOf('export const a = () => Date.now();')).toEqual(['the clock']);
  expect(await impuritiesOf('export const a = new Date();')).toEqual(['the clock']);
  expect(await impuritiesOf("export * from './gaussian-process.ts';")).toEqual([]);
  expect(await impuritiesOf('console.log(process.argv); setTimeout(() => fetch("x"), 1);')).toEqual([
    'the console',
    'the process',
    'timers',
    'the network',
  ]);
});

it('usesMathRandom looks at code alone', async () => {
  expect(await usesMathRandom('/* Math.random */ export const a = Math.max(1);')).toBe(false);
  expect(await usesMathRandom('export const a = Math.random();')).toBe(true);
});
