import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FileSystem, nodeFileSystem, StorageError } from '@quantblocks/checkpoint';
import { createBars, IntegrityError, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { describeData } from '../../src/run-store/manifest.ts';
import { openRunStore, type RunEntry } from '../../src/run-store/run-store.ts';
import { inProcesses, NEW_RUN, scratchFolder, scratchStore, sourceOf } from './scratch.ts';

const reasonOf = (entry: RunEntry): string => (entry.status === 'corrupt' ? entry.reason : '');

describe('create', () => {
  it('writes a manifest that says what the run was, and reads it back the same', () => {
    const store = scratchStore();
    const bars = createBars({ time: [0, 3.6e6], open: [1, 2], high: [1, 2], low: [1, 2], close: [1, 2] });
    const run = store.create({ ...NEW_RUN, data: [describeData('BTC', 'btc.csv', bars)], notes: ['first try'] });
    expect(run.id).toMatch(/^20260131-120000-[0-9a-f]{6}$/);
    const { manifest } = store.load(run.id);
    expect(manifest).toEqual(run.manifest);
    expect(manifest).toMatchObject({
      schema: 1,
      id: run.id,
      createdAt: '2026-01-31T12:00:00.000Z',
      config: NEW_RUN.config,
      seeds: [7],
      codeVersion: '1.2.3',
      data: [{ asset: 'BTC', file: 'btc.csv', bars: 2, from: '1970-01-01T00:00:00.000Z' }],
    });
    expect(manifest.data[0].hash).toMatch(/^[0-9a-f]{64}$/);
    expect(manifest.environment.cpus).toBeGreaterThan(0);
    expect(run.notes()).toEqual([{ at: manifest.createdAt, text: 'first try' }]);
  });
  it('chooses another name if the first is taken', () => {
    const names = ['aaa', 'aaa', 'bbb'];
    const now = (): Date => new Date(0);
    const store = openRunStore(scratchFolder(), { now, suffix: () => names.shift() ?? 'zzz' });
    expect([store.create(NEW_RUN).id, store.create(NEW_RUN).id]).toEqual([
      '19700101-000000-aaa',
      '19700101-000000-bbb',
    ]);
  });
  it('gives up when every name is taken, and leaves the run that has it as it was', () => {
    const store = openRunStore(scratchFolder(), { now: () => new Date(0), suffix: () => 'aaa' });
    const { folder } = store.create(NEW_RUN);
    const before = readFileSync(join(folder, 'manifest.json'));
    expect(() => store.create(NEW_RUN)).toThrow(StorageError);
    expect(readFileSync(join(folder, 'manifest.json'))).toEqual(before);
  });
  it('gives processes that begin in the same second folders of their own', async () => {
    const folder = scratchFolder();
    // Both count their suffixes from 0, so they meet at every one.
    await inProcesses(
      2,
      `const { openRunStore } = await import(${JSON.stringify(sourceOf('run-store/run-store.ts'))});
      let n = 0;
      const store = openRunStore(${JSON.stringify(folder)}, { now: () => new Date(0), suffix: () => String(n++) });
      /* begin */
      for (let i = 0; i < 5; i++) store.create({ description: '', strategy: 's', config: { pid: process.pid }, assets: [] });`,
    );
    const entries = openRunStore(folder).list();
    expect(entries.map(({ status }) => status)).toEqual(Array(10).fill('ok'));
  }, 20_000);
  it('refuses what is no plain data, and leaves nothing behind', () => {
    const store = scratchStore();
    expect(() => store.create({ ...NEW_RUN, config: { at: new Date(0) } })).toThrow(ParameterError);
    expect(() => store.create({ ...NEW_RUN, assets: [''] })).toThrow('assets.0');
    expect(() => store.create({ ...NEW_RUN, description: undefined as never })).toThrow('description');
    expect(existsSync(store.folder) ? readdirSync(store.folder) : []).toEqual([]);
  });
  it('says that it cannot be written where a file stands in the way', () => {
    const file = join(scratchFolder(), 'runs');
    writeFileSync(file, '');
    expect(() => openRunStore(file).create(NEW_RUN)).toThrow(StorageError);
  });
});

describe('list', () => {
  it('is newest first, also within a second', () => {
    let ms = 0;
    const names = ['ccc', 'aaa', 'bbb'];
    const store = openRunStore(scratchFolder(), { now: () => new Date(ms++), suffix: () => names.shift() ?? '' });
    const ids = [store.create(NEW_RUN), store.create(NEW_RUN), store.create(NEW_RUN)].map(({ id }) => id);
    expect(store.list().map(({ id }) => id)).toEqual(ids.toReversed());
    expect(store.latest()?.id).toBe(ids[2]);
  });
  it('is empty where there is no folder yet, and looks at nothing but folders with names', () => {
    const folder = scratchFolder();
    expect(openRunStore(join(folder, 'none')).list()).toEqual([]);
    expect(openRunStore(join(folder, 'none')).latest()).toBeUndefined();
    writeFileSync(join(folder, 'history.jsonl'), '');
    mkdirSync(join(folder, '.draft'));
    expect(openRunStore(folder).list()).toEqual([]);
  });
  it('lists damaged folders with the reason, among the others and without an error', () => {
    const store = scratchStore();
    const broken = ['none', 'torn', 'schema', 'field', 'config', 'moved'].map((kind) => ({
      kind,
      run: store.create(NEW_RUN),
    }));
    const good = store.create(NEW_RUN);
    for (const { kind, run } of broken) {
      const path = join(run.folder, 'manifest.json');
      const text = readFileSync(path, 'utf8');
      if (kind === 'none') rmSync(path);
      if (kind === 'torn') writeFileSync(path, text.slice(0, 200));
      if (kind === 'schema') writeFileSync(path, text.replace('"schema": 1', '"schema": 2'));
      if (kind === 'field') writeFileSync(path, text.replace('"assets"', '"asset"'));
      if (kind === 'config') writeFileSync(path, text.replace('"trials": 200', '"trials": 300'));
      if (kind === 'moved') renameSync(run.folder, join(store.folder, 'moved'));
    }
    mkdirSync(join(store.folder, 'manifest-is-a-folder', 'manifest.json'), { recursive: true });
    const entries = store.list();
    expect(entries.map(({ status }) => status)).toEqual(['ok', ...Array(7).fill('corrupt')]);
    expect(store.latest()?.id).toBe(good.id);
    const reasons = Object.fromEntries(
      broken.map(({ kind, run }) => [kind, reasonOf(entries.find(({ id }) => id === run.id) ?? entries[7])]),
    );
    expect(reasons.none).toContain('ENOENT');
    expect(reasons.torn).toContain('expected JSON');
    expect(reasons.schema).toContain('schema');
    expect(reasons.field).toContain('assets');
    expect(reasons.config).toContain('it was changed');
    expect(entries.map(({ id }) => id).slice(-2)).toEqual(['moved', 'manifest-is-a-folder']);
    expect(store.findWithAsset('BTC').map(({ id }) => id)).toEqual([good.id]);
    expect(() => store.load(broken[1].run.id)).toThrow(IntegrityError);
  });
  it('takes a copied run for what it is', () => {
    const store = scratchStore();
    const run = store.create(NEW_RUN);
    cpSync(run.folder, join(store.folder, '20260131-130000-copy'), { recursive: true });
    expect(reasonOf(store.list()[0])).toContain('expected the manifest of 20260131-130000-copy');
  });
});

describe('load and find', () => {
  it.each(['../x', '', '.', 'a/b', 'a\\b', 'none', 'constructor'])('refuses the id %j', (id) => {
    const store = scratchStore();
    store.create(NEW_RUN);
    expect(() => store.load(id)).toThrow(ParameterError);
  });
  it('finds runs with an asset by its whole name, newest first', () => {
    const store = scratchStore();
    const first = store.create(NEW_RUN);
    store.create({ ...NEW_RUN, assets: ['ETH'] });
    const third = store.create(NEW_RUN);
    expect(store.findWithAsset('ETH/USDT').map(({ id }) => id)).toEqual([third.id, first.id]);
    expect(store.findWithAsset('BT')).toEqual([]);
  });
});

describe('note', () => {
  it('keeps every remark in order, also of several who write at once', async () => {
    const store = scratchStore();
    const { id, folder } = store.create({ ...NEW_RUN, notes: ['begun'] });
    const texts = ['a', 'b "quoted"\nand broken', 'c', 'd', 'e'];
    await Promise.all(texts.map((text) => store.note(id, text)));
    const notes = store.load(id).notes();
    expect(notes[0].text).toBe('begun');
    expect(new Set(notes.slice(1).map(({ text }) => text))).toEqual(new Set(texts));
    await store.note(id, 'last');
    expect(store.load(id).notes().at(-1)).toEqual({ at: '2026-01-31T12:00:06.000Z', text: 'last' });
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', 'notes.jsonl']);
  });
  it('loses no remark of processes that write at once', async () => {
    const store = scratchStore();
    const { id } = store.create(NEW_RUN);
    await inProcesses(
      2,
      `const { openRunStore } = await import(${JSON.stringify(sourceOf('run-store/run-store.ts'))});
      const run = openRunStore(${JSON.stringify(store.folder)}).load(${JSON.stringify(id)});
      /* begin */
      for (let i = 0; i < 10; i++) await run.note(process.pid + ' ' + i);`,
    );
    expect(
      new Set(
        store
          .load(id)
          .notes()
          .map(({ text }) => text),
      ).size,
    ).toBe(20);
  }, 20_000);
  it('names the line of a remark that was damaged', async () => {
    const store = scratchStore();
    const run = store.create(NEW_RUN);
    await store.note(run.id, 'one');
    writeFileSync(run.path('notes.jsonl'), `${readFileSync(run.path('notes.jsonl'), 'utf8')}{"at":1}\n`);
    expect(() => run.notes()).toThrow(/notes.jsonl, row 2, column at/);
  });
});

describe('a full disk', () => {
  const full: FileSystem = {
    ...nodeFileSystem,
    write: () => {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    },
  };
  it('begins no run, and leaves no folder', () => {
    const folder = scratchFolder();
    expect(() => openRunStore(folder, { fileSystem: full }).create(NEW_RUN)).toThrow(/ENOSPC/);
    expect(readdirSync(folder)).toEqual([]);
  });
  it('keeps the file that was there', () => {
    const store = scratchStore();
    const { id } = store.create(NEW_RUN);
    store.load(id).writeText('a.txt', 'old');
    const run = openRunStore(store.folder, { fileSystem: full }).load(id);
    expect(() => run.writeText('a.txt', 'new')).toThrow(StorageError);
    expect([run.readText('a.txt'), run.files()]).toEqual(['old', ['a.txt', 'manifest.json']]);
  });
});
