import { crc32 } from 'node:zlib';

const NEWLINE = 10;
const PREFIX = 9;

/** A line of a file: CRC-32 of the text in 8 hexadecimal digits, a space, the text (JSON has no line breaks), a line break. */
export function checkedLine(text: string): Buffer {
  return Buffer.from(`${checksum(text)} ${text}\n`);
}

/** The text of a line without its line break; undefined if it is not what was written. */
export function textOfLine(line: Buffer): string | undefined {
  if (line.length <= PREFIX) return undefined;
  const body = line.subarray(PREFIX);
  return line.toString('latin1', 0, PREFIX) === `${checksum(body)} ` ? body.toString() : undefined;
}

/** Where the line that starts at `start` ends; -1 if it does not. */
export function endOfLine(bytes: Buffer, start: number): number {
  return bytes.indexOf(NEWLINE, start);
}

function checksum(content: string | Buffer): string {
  return crc32(content).toString(16).padStart(8, '0');
}
