import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataError, IntegrityError } from '@quantblocks/core';
import { readColumns, writeColumns } from '@quantblocks/data';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quantblocks-columns-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('writeColumns and readColumns', () => {
  it('return every bit, NaN and -0 included, and the text beside it', () => {
    const path = join(folder, 'bits.qbc');
    const values = fc.float64Array({ maxLength: 50 });
    fc.assert(
      fc.property(values, fc.string(), (a, note) => {
        const b = a.map((value) => value * 3);
        writeColumns(path, { a, 'ä → b': b }, { note });
        const stored = readColumns(path);
        expect(stored).toEqual({ rows: a.length, columns: { a, 'ä → b': b }, meta: { note } });
        expect(Object.is(stored.columns.a[0], a[0])).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('leave no other file behind, and make the folder', () => {
    const inner = join(folder, 'a', 'b');
    writeColumns(join(inner, 'x.qbc'), { x: Float64Array.of(1) });
    writeColumns(join(inner, 'x.qbc'), { x: Float64Array.of(2) });
    expect(readdirSync(inner)).toEqual(['x.qbc']);
    expect(readColumns(join(inner, 'x.qbc')).columns.x[0]).toBe(2);
  });

  it('notice any changed, missing or extra byte', () => {
    const path = join(folder, 'damage.qbc');
    writeColumns(path, { x: Float64Array.of(1, 2, 3) }, { symbol: 'X' });
    const good = readFileSync(path);
    const expectDamage = (bytes: Uint8Array): void => {
      writeFileSync(path, bytes);
      expect(() => readColumns(path)).toThrow(IntegrityError);
    };
    for (let i = 0; i < good.length; i++) {
      const bad = Uint8Array.from(good);
      bad[i] ^= 1 << (i % 8);
      expectDamage(bad);
    }
    for (const length of [0, 7, 15, 16, 40, good.length - 8, good.length - 1]) expectDamage(good.subarray(0, length));
    expectDamage(Buffer.concat([good, Buffer.alloc(8)]));
    writeFileSync(path, good);
    expect(readColumns(path).rows).toBe(3);
  });

  it('refuse columns of different length and write nothing then', () => {
    const path = join(folder, 'lengths.qbc');
    expect(() => writeColumns(path, { a: new Float64Array(2), b: new Float64Array(3) })).toThrow(DataError);
    expect(existsSync(path)).toBe(false);
  });
});
