import { IntegrityError } from '@quantblocks/core';
import { checkedLine, endOfLine, textOfLine } from '../json/checked-line.ts';
import { decodeJson, encodeJson } from '../json/index.ts';

/** Version of the lines themselves; that of the records is the caller's `schema`. */
const FORMAT = 1;

/** Which records a journal holds. */
export interface JournalHeader {
  /** Name of everything the records depend on, for example from {@link configHash}. */
  readonly configHash: string;
  /** Version of the records' shape. */
  readonly schema: number;
}

/** First line of a journal. */
export interface Head extends JournalHeader {
  /** Number of the last record that went into the snapshot. */
  readonly seq: number;
  /** What a compaction put in place of older records; undefined if there was none. */
  readonly snapshot?: unknown;
}

/** What the bytes of a journal say. */
export interface JournalContent {
  readonly head: Head;
  readonly records: unknown[];
  /** Bytes up to and with the last good line; what follows is a torn tail. */
  readonly size: number;
}

export function encodeHead({ configHash, schema, seq, snapshot }: Head): Buffer {
  return checkedLine(encodeJson({ journal: FORMAT, configHash, schema, seq, snapshot }));
}

export function encodeRecord(seq: number, record: unknown): Buffer {
  return checkedLine(`{"seq":${seq},"record":${encodeJson(record, 'record')}}`);
}

/**
 * Reads line by line up to the first that is torn.
 *
 * @throws an {@link IntegrityError} if the head is not that of a journal, a bad line is followed by a good one, or a record is missing.
 */
export function readJournal(path: string, bytes: Buffer): JournalContent {
  const headEnd = endOfLine(bytes, 0);
  const headText = headEnd < 0 ? undefined : textOfLine(bytes.subarray(0, headEnd));
  // It is written before the file gets its name, so that a crash cannot tear it.
  if (headText === undefined)
    throw new IntegrityError(path, 'the first line of a journal', bytes.toString('latin1', 0, 40));
  const { journal, ...head } = decodeJson(headText) as Head & { journal: unknown };
  if (journal !== FORMAT) throw new IntegrityError(path, `a journal of format ${FORMAT}`, journal);
  const records: unknown[] = [];
  let size = headEnd + 1;
  for (let end = endOfLine(bytes, size); end >= 0; end = endOfLine(bytes, size)) {
    const text = textOfLine(bytes.subarray(size, end));
    if (text === undefined) break;
    const { seq, record } = decodeJson(text) as { seq: number; record: unknown };
    const expected = head.seq + records.length + 1;
    if (seq !== expected) throw new IntegrityError(path, `record ${expected} at byte ${size}`, seq);
    records.push(record);
    size = end + 1;
  }
  requireTail(path, bytes, size, records.length + 2);
  return { head, records, size };
}

/** A crash tears the end. Good lines behind a bad one mean that somebody's acknowledged record was destroyed. */
function requireTail(path: string, bytes: Buffer, start: number, line: number): void {
  for (let from = endOfLine(bytes, start) + 1; from > 0; ) {
    const end = endOfLine(bytes, from);
    if (end >= 0 && textOfLine(bytes.subarray(from, end)) !== undefined)
      throw new IntegrityError(
        path,
        `line ${line} as it was written (to go on with what is before it, cut the file to ${start} bytes)`,
        `a damaged line, followed by good ones from byte ${from}`,
      );
    from = end + 1;
  }
}
