import { parseCsv } from '@quantblocks/data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** The numbers of a one-column file. */
function parse(texts: readonly string[]): Float64Array {
  return parseCsv(`x\n${texts.join('\n')}\n`, { columns: ['x'] }).columns.x;
}

function expectExact(texts: readonly string[]): void {
  const values = parse(texts);
  texts.forEach((text, i) => {
    if (!Object.is(values[i], Number(text))) expect.fail(`${text}: expected ${Number(text)}, got ${values[i]}`);
  });
}

describe('numbers in CSV', () => {
  it('are bit for bit Number(text) for well-known hard decimals', () => {
    expectExact([
      '0',
      '-0',
      '0.0',
      '-0.000',
      '.5',
      '5.',
      '+1.5',
      '00012.50',
      '1e23',
      '9007199254740993',
      '9007199254740993.0',
      '9007199254740992.5',
      '8.5',
      '0.1',
      '2.2250738585072011e-308',
      '5e-324',
      '1.7976931348623157e308',
      '1e400',
      '123456789012345678901234567890',
      '0.000000000000000000000000000001',
      '1.00000000000000011102230246251565404',
      '41648.509999999995',
      '119006.01277437001',
      '-2.907e-05',
      '1E5',
      '1e+5',
    ]);
  });

  it('are bit for bit Number(text) for every double printed by JavaScript', () => {
    const doubles = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 50 });
    fc.assert(fc.property(doubles, (values) => expectExact(values.map(String))));
  });

  it('are bit for bit Number(text) for random decimals of 1 to 22 digits with the point anywhere', () => {
    const decimal = fc
      .tuple(fc.boolean(), fc.stringMatching(/^\d{1,22}$/), fc.nat(22))
      .map(([isNegative, digits, place]) => {
        const point = Math.min(place, digits.length);
        return `${isNegative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
      });
    fc.assert(fc.property(fc.array(decimal, { minLength: 1, maxLength: 50 }), expectExact), { numRuns: 400 });
  });

  it('round to even on the exact middle of two doubles, and away from it one digit later', () => {
    const middles = fc.bigInt({ min: 2n ** 53n, max: 2n ** 54n - 2n }).map((n) => (n | 1n).toString());
    const near = middles.chain((text) => fc.constantFrom(text, `${text}.0`, `${text}.01`, `${text}.00`));
    fc.assert(fc.property(fc.array(near, { minLength: 1, maxLength: 50 }), expectExact));
    const scaled = fc.tuple(fc.bigInt({ min: 10n ** 15n, max: 10n ** 19n - 1n }), fc.integer({ min: 1, max: 15 }));
    const shift = scaled.map(([n, k]) => `${n.toString().slice(0, -k)}.${n.toString().slice(-k)}`);
    fc.assert(fc.property(fc.array(shift, { minLength: 1, maxLength: 50 }), expectExact), { numRuns: 400 });
  });

  it('are NaN where a value is missing and infinite where the file says so', () => {
    expect([...parse(['NaN', 'null', 'N/A', '""', '-', 'None', 'inf', '-Infinity'])]).toEqual([
      ...new Array(6).fill(Number.NaN),
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
    ]);
  });

  it('are refused when only JavaScript would take them for numbers, and when anything follows them', () => {
    for (const text of ['0x10', '1_000', '1.2.3', '1,5', '12abc', '--1', '1e', 'e5', '.', '+', '1 2', '"1"2']) {
      expect(() => parseCsv(`x;y\n${text};1\n`, { columns: ['x'] }), text).toThrow(
        /row 2, column x: expected a number/,
      );
    }
  });
});
