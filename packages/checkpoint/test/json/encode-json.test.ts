import { IntegrityError, ParameterError } from '@quantblocks/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configHash, decodeJson, encodeJson } from '../../src/index.ts';

describe('encodeJson and decodeJson', () => {
  it('give back any plain data, bit for bit', () => {
    const data = fc.letrec((again) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.double(),
        fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.constant(null),
        fc.float64Array(),
        fc.int32Array(),
        fc.array(again('value')),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '$number', '$$x', '__proto__', '7')), again('value'), {
          noNullPrototype: true,
        }),
      ),
    })).value;
    fc.assert(
      fc.property(data, (value) => {
        expect(decodeJson(encodeJson(value))).toStrictEqual(value);
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('write ordinary data as JSON does', () => {
    const value = { b: [1, 'two', null, true], a: { 'é\n"': 0.1 } };
    expect(encodeJson(value)).toBe(JSON.stringify(value));
    expect(encodeJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it('keep the bits of a NaN in a typed array, and views of part of a buffer', () => {
    const bytes = Uint8Array.of(1, 0, 0, 0, 0, 0, 0xf8, 0x7f, 9, 9);
    const copy = decodeJson(encodeJson(new Float64Array(bytes.buffer, 0, 1))) as Float64Array;
    expect(new Uint8Array(copy.buffer)).toEqual(bytes.subarray(0, 8));
    expect(decodeJson(encodeJson(bytes.subarray(8)))).toEqual(Uint8Array.of(9, 9));
    expect(decodeJson(encodeJson(Buffer.from([1, 2])))).toEqual(Uint8Array.of(1, 2));
  });

  it('refuse what would be lost, and say where', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    const lost: [unknown, string][] = [
      [() => 1, 'value'],
      [[1, undefined], 'value[1]'],
      [{ a: [{ b: 10n }] }, 'value.a[0].b'],
      [{ at: new Date(0) }, 'value.at'],
      [new Map(), 'value'],
      [Symbol('s'), 'value'],
      [{ [Symbol('s')]: 1 }, 'value'],
      [new DataView(new ArrayBuffer(1)), 'value'],
      [cycle, 'value.self'],
      [undefined, 'value'],
    ];
    for (const [value, place] of lost) {
      expect(() => encodeJson(value)).toThrow(ParameterError);
      expect(() => encodeJson(value)).toThrow(`${place}: expected plain data`);
    }
    const twice = { x: 1 };
    expect(encodeJson([twice, twice])).toBe('[{"x":1},{"x":1}]');
  });

  it('refuse text that nothing was encoded to', () => {
    for (const text of ['{"$number":"seven"}', '{"$constructor":""}', '{"$Float64Array":1}', '{', '{"a":{"$x":1}}'])
      expect(() => decodeJson(text)).toThrow(IntegrityError);
  });
});

describe('configHash', () => {
  it('depends on values and not on the order of keys', () => {
    expect(configHash({ a: 1, b: { c: [1, 2], d: -0 } })).toBe(configHash({ b: { d: -0, c: [1, 2] }, a: 1 }));
    expect(configHash({ a: [1, 2] })).not.toBe(configHash({ a: [2, 1] }));
    expect(configHash({ a: 0 })).not.toBe(configHash({ a: -0 }));
    expect(configHash({})).toBe('44136fa355b3678a');
    expect(() => configHash({ f: () => 1 })).toThrow('config.f: expected plain data');
  });
});
