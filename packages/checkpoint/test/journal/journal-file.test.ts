import { IntegrityError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { encodeHead, encodeRecord, readJournal } from '../../src/journal/journal-file.ts';
import { checkedLine } from '../../src/json/checked-line.ts';

const RECORDS = [{ trial: 0, score: 0.5 }, { trial: 1, score: Number.NaN }, [1, -0, 'ünï'], null, 'last'];
const head = encodeHead({ configHash: 'a1', schema: 1, seq: 0 });
const lines = [head, ...RECORDS.map((record, i) => encodeRecord(i + 1, record))];
const bytes = Buffer.concat(lines);
/** Where each line begins, and the end. */
const starts = [0];
for (const line of lines) starts.push(starts.at(-1)! + line.length);

describe('readJournal', () => {
  it('reads lines of a checksum and JSON', () => {
    expect(lines[1].toString()).toBe('49d97d03 {"seq":1,"record":{"trial":0,"score":0.5}}\n');
    expect(readJournal('j', bytes)).toEqual({
      head: { configHash: 'a1', schema: 1, seq: 0 },
      records: RECORDS,
      size: bytes.length,
    });
  });

  it('recovers all whole records after a cut at any byte, and refuses a cut head', () => {
    for (let cut = 0; cut < bytes.length; cut++) {
      const read = (): unknown => readJournal('j', bytes.subarray(0, cut));
      if (cut < head.length) expect(read).toThrow('expected the first line of a journal');
      else {
        const whole = starts.filter((start) => start <= cut).length - 2;
        expect(read()).toMatchObject({ records: RECORDS.slice(0, whole), size: starts[whole + 1] });
      }
    }
  });

  it('refuses a flip of any bit, except in the last line, which it drops', () => {
    const last = starts.at(-2)!;
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const read = (): unknown => readJournal('j', flipped);
      // Without its line break the line before is one with the last, and both are torn.
      if (bit >> 3 === last - 1) expect(read()).toMatchObject({ records: RECORDS.slice(0, -2), size: starts.at(-3) });
      else if (bit >> 3 >= last) expect(read()).toMatchObject({ records: RECORDS.slice(0, -1), size: last });
      else expect(read).toThrow(IntegrityError);
    }
  });

  it('tells which line was damaged and where to cut', () => {
    const damaged = Buffer.from(bytes);
    damaged[starts[2] + 12] ^= 1;
    expect(() => readJournal('run.journal', damaged)).toThrow(
      `run.journal: expected line 3 as it was written (to go on with what is before it, cut the file to ${starts[2]} bytes), got "a damaged line, followed by good ones from byte ${starts[3]}"`,
    );
  });

  it('refuses a record that is missing, doubled or out of order', () => {
    for (const order of [
      [0, 2],
      [0, 1, 1],
      [0, 1, 3, 2],
    ])
      expect(() => readJournal('j', Buffer.concat(order.map((i) => lines[i])))).toThrow(
        /expected record \d at byte \d+/,
      );
  });

  it('refuses other files', () => {
    expect(() => readJournal('j', Buffer.alloc(0))).toThrow('expected the first line of a journal, got ""');
    expect(() => readJournal('j', Buffer.from('time,open\n1,2\n'))).toThrow('expected the first line of a journal');
    expect(() => readJournal('j', checkedLine('{"journal":2}'))).toThrow('expected a journal of format 1, got 2');
    expect(() => readJournal('j', checkedLine('{"snapshot":1}'))).toThrow('a journal of format 1, got undefined');
  });
});
