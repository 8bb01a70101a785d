import { readdirSync, writeFileSync } from 'node:fs';
import { StorageError } from '@quantblocks/checkpoint';
import { DataError, IntegrityError, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { indentJson } from '../../src/run-store/indent-json.ts';
import { assetFileName } from '../../src/run-store/run.ts';
import { NEW_RUN, scratchStore } from './scratch.ts';

const COLUMNS = { asset: 'text', sharpe: 'number' } as const;

describe('files of a run', () => {
  it('come back as they were written, and leave no drafts', () => {
    const run = scratchStore().create(NEW_RUN);
    const value = { sharpe: Number.NaN, loss: -0, curve: Float64Array.of(1, 2), list: [1, [2]], empty: {}, none: [] };
    run.writeJson('params/BTC.json', value);
    run.writeTable('scan.csv', COLUMNS, [{ asset: 'BTC', sharpe: 1.5 }]);
    run.writeText('pine/BTC.pine', '//@version=6\n');
    run.writeText('pine/BTC.pine', '//@version=6\n// again\n');
    expect(run.readJson('params/BTC.json')).toEqual(value);
    expect(run.readTable('scan.csv', COLUMNS)).toEqual([{ asset: 'BTC', sharpe: 1.5 }]);
    expect(run.readText('pine/BTC.pine')).toContain('again');
    expect(run.files()).toEqual(['manifest.json', 'params/BTC.json', 'pine/BTC.pine', 'scan.csv']);
    expect(readdirSync(run.folder, { recursive: true }).filter((name) => String(name).includes('.tmp'))).toEqual([]);
    expect([run.has('scan.csv'), run.has('params'), run.has('guards.csv')]).toEqual([true, false, false]);
  });
  it.each(['../x', '/etc/x', '', 'a//b', './x', 'a/../../x', '.hidden', 'a\\..\\b', 'C:x', 'a\0b'])(
    'does not write to %j',
    (name) => {
      const run = scratchStore().create(NEW_RUN);
      expect(() => run.writeText(name, 'x')).toThrow(ParameterError);
    },
  );
  it('names file and line of a table that does not fit', () => {
    const run = scratchStore().create(NEW_RUN);
    run.writeText('scan.csv', 'asset,sharpe\nBTC,1\nETH\n');
    expect(() => run.readTable('scan.csv', COLUMNS)).toThrow(DataError);
    expect(() => run.readTable('scan.csv', COLUMNS)).toThrow(/scan\.csv, row 3: expected 2 cells, got 1/);
  });
  it('names a JSON file that is damaged, or not what it should be', () => {
    const run = scratchStore().create(NEW_RUN);
    const schema = z.object({ trials: z.int() });
    run.writeJson('a.json', { trials: 1.5 });
    expect(() => run.readJson('a.json', schema)).toThrow(IntegrityError);
    expect(() => run.readJson('a.json', schema)).toThrow(/a\.json: expected int in trials, got 1\.5/);
    writeFileSync(run.path('a.json'), '{"trials":');
    expect(() => run.readJson('a.json', schema)).toThrow(/a\.json: expected valid JSON/);
  });
  it('says that a file is not there', () => {
    const run = scratchStore().create(NEW_RUN);
    expect(() => run.readTable('scan.csv', COLUMNS)).toThrow(StorageError);
    run.writeText('a', 'a file where a folder is wanted');
    expect(() => run.writeText('a/b', 'x')).toThrow(StorageError);
  });
  it('refuses what JSON would lose, and keeps the old file', () => {
    const run = scratchStore().create(NEW_RUN);
    run.writeJson('a.json', 1);
    expect(() => run.writeJson('a.json', { f: () => 1 })).toThrow(ParameterError);
    expect(run.readJson('a.json')).toBe(1);
  });
});

describe('indentJson', () => {
  it('keeps plain lists on a line and every token as it was', () => {
    expect(indentJson('{"a":[1,"x,]"],"b":{"c":-0,"d":{}},"e":[{"f":[]}]}')).toBe(
      '{\n  "a": [1,"x,]"],\n  "b": {\n    "c": -0,\n    "d": {}\n  },\n  "e": [\n    {\n      "f": []\n    }\n  ]\n}',
    );
  });
  it('changes nothing but white space, whatever the data are', () => {
    const check = (value: unknown): void => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(JSON.parse(indentJson(text)))).toBe(text);
    };
    check(['\\', '"', '\\"', { '\\"[': '{' }]);
    fc.assert(fc.property(fc.jsonValue(), check), { seed: 3, numRuns: 500 });
  });
});

describe('assetFileName', () => {
  it('keeps plain names and never makes two assets one file', () => {
    expect(['BTC', 'BTC/USDT:USDT', '.x', 'é', 'A%2F'].map(assetFileName)).toEqual([
      'BTC',
      'BTC%2FUSDT%3AUSDT',
      '%2Ex',
      '%C3%A9',
      'A%252F',
    ]);
    expect(() => assetFileName('')).toThrow(ParameterError);
  });
});
