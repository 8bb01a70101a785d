import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageConditions, CONDITION, externalConditions, fiveInOneConditions } from '../src/conditions.ts';

const { voteLong, voteShort, alignedLong, alignedShort, crossedLong, crossedShort } = CONDITION;

describe('fiveInOneConditions', () => {
  it('needs every voter on one side', () => {
    const votes = [Int8Array.of(1, 1, -1, 0, -1), Int8Array.of(1, -1, -1, 1, 0)];
    expect([...fiveInOneConditions(5, votes, 'state')]).toEqual([voteLong, 0, voteShort, 0, 0]);
  });

  it('transition mode votes only on the bar on which all begin to agree', () => {
    const votes = [Int8Array.of(0, 1, 1, -1, -1, 0, -1)];
    expect([...fiveInOneConditions(7, votes, 'transition')]).toEqual([0, voteLong, 0, voteShort, 0, 0, voteShort]);
  });

  it('without voters both sides vote: always, or only on the first bar of transition mode', () => {
    expect([...fiveInOneConditions(2, [], 'state')]).toEqual([voteLong | voteShort, voteLong | voteShort]);
    expect([...fiveInOneConditions(2, [], 'transition')]).toEqual([voteLong | voteShort, 0]);
  });
});

describe('externalConditions', () => {
  it('packs both masks', () => {
    const masks = { bull: Uint8Array.of(0, 1, 0), bearLight: Uint8Array.of(0, 0, 1) };
    expect([...externalConditions(masks)]).toEqual([0, CONDITION.externalBull, CONDITION.externalBear]);
  });
});

describe('averageConditions', () => {
  it('agrees with a literal reading for any prices, tolerance and FAMA rule', () => {
    const price = fc.integer({ min: 95, max: 105 });
    const row = fc.record({ close: price, mama: price, fama: price, kama: price });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(0, 1e-4, 0.02),
        fc.boolean(),
        (rows, tolerance, requireFama) => {
          const column = (name: keyof (typeof rows)[number]) => Float64Array.from(rows, (values) => values[name]);
          const bits = averageConditions(
            { close: column('close'), mama: column('mama'), fama: column('fama'), kama: column('kama') },
            { priceTolerance: tolerance, requireFamaBetween: requireFama },
          );
          rows.forEach(({ close: c, mama: m, fama: f, kama: k }, i) => {
            const before = rows[i - 1] ?? { mama: Number.NaN, kama: Number.NaN };
            const up = m > k && (!requireFama || (k < f && f < m));
            const down = m < k && (!requireFama || (k > f && f > m));
            const expected =
              (c > m + tolerance * c && up ? alignedLong : 0) |
              (c < m - tolerance * c && down ? alignedShort : 0) |
              (before.mama <= before.kama && up ? crossedLong : 0) |
              (before.mama >= before.kama && down ? crossedShort : 0);
            expect(bits[i]).toBe(expected);
          });
        },
      ),
    );
  });

  it('price tolerance of the safe preset is 0: a close a hair above MAMA counts', () => {
    const lines = { mama: [100], fama: [99.5], kama: [99] };
    const input = {
      close: Float64Array.of(100.005),
      mama: Float64Array.from(lines.mama),
      fama: Float64Array.from(lines.fama),
      kama: Float64Array.from(lines.kama),
    };
    const bits = (priceTolerance: number) => averageConditions(input, { priceTolerance, requireFamaBetween: true })[0];
    expect([bits(0), bits(1e-4)]).toEqual([alignedLong, 0]);
  });
});
