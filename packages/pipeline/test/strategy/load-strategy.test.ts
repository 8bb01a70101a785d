import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { loadStrategy } from '../../src/strategy/load-strategy.ts';
import { scratchFolder } from '../run-store/scratch.ts';

const momentum = new URL('../programs/momentum.ts', import.meta.url).href;

function moduleOf(text: string): string {
  const path = join(scratchFolder(), 'strategy.mjs');
  writeFileSync(path, text);
  return pathToFileURL(path).href;
}

const load = (module: string) => loadStrategy({ name: 'mine', module, options: {} });

describe('a strategy', () => {
  it('of the library is made from its options', async () => {
    const { name, stages } = await loadStrategy({ name: 'final-trigger', options: { lengths: 'conservative' } });
    expect([name, stages.length]).toEqual(['final-trigger', 2]);
  });

  it.each([{ mode: 'BOLD' }, { preset: 'bold' }, { exits: 'bold' }, { lengths: 'bold' }, { mood: 'MODERATE' }])(
    'of the library is not made from %j',
    async (options) => {
      await expect(loadStrategy({ name: 'final-trigger', options })).rejects.toThrow(ParameterError);
    },
  );

  it('of a module has the name of the configuration and gets its options', async () => {
    const { name, warmUp } = await loadStrategy({ name: 'mine', module: momentum, options: { longest: 44 } });
    expect([name, warmUp]).toEqual(['mine', 44]);
  });

  it.each([
    ['of an unknown name', { name: 'constructor', options: {} }, 'strategy.name: expected one of final-trigger'],
    ['of a relative module', { name: 'x', module: './momentum.ts', options: {} }, 'strategy.module: expected a URL'],
  ])('%s is refused', async (_, config, message) => {
    await expect(loadStrategy(config)).rejects.toThrow(message);
  });

  const whole = {
    definition: '{ prepare: () => {}, defaults: {} }',
    stages: '[{}]',
    rescues: '[]',
    simulation: '() => ({})',
    warmUp: '0',
    columns: '() => ({})',
  };
  const text = (parts: Readonly<Record<string, string>>): string =>
    `export const strategy = () => ({ ${Object.entries(parts).map(([name, value]) => `${name}: ${value}`)} });`;

  it('that is whole is taken', async () => {
    await expect(load(moduleOf(text(whole)))).resolves.toMatchObject({ name: 'mine' });
  });

  it.each([
    ['definition', '{}'],
    ['stages', '[]'],
    ['rescues', 'undefined'],
    ['simulation', '1'],
    ['warmUp', '-1'],
    ['columns', 'undefined'],
    ['columns', '() => ({ length: 3 })'],
  ])('whose %s is %s is refused before anything is computed', async (part, value) => {
    await expect(load(moduleOf(text({ ...whole, [part]: value })))).rejects.toThrow(`strategy.${part}`);
  });

  it('of a module that exports none is refused', async () => {
    await expect(load(moduleOf('export const strategies = 1;'))).rejects.toThrow('a function named strategy');
  });
});
