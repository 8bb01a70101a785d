import { DataError } from '@quantblocks/core';
import { fieldAt, isLineEnd, skipField } from './field.ts';
import type { ColumnPlan } from './header.ts';
import { numberOf, readNumber } from './number.ts';
import { StampReader, stampOf } from './stamp.ts';
import { lineOfRow } from './table.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;

/** What a {@link RowScanner} has to know about the file. */
export interface ScanPlan {
  readonly source: string;
  readonly delimiter: number;
  /** Fields of every row. */
  readonly width: number;
  readonly columns: ColumnPlan<string>;
  /** 1-based line of the first row. */
  readonly firstLine: number;
  /** Rows to make room for at once; more are found by growing. */
  readonly capacity: number;
}

/** Parses rows from blocks of bytes into growing Float64 columns; rows keep their file's line numbers. */
export class RowScanner {
  /** Rows read so far. */
  rows = 0;
  /** Whether stamps were numbers (epoch) rather than dates; undefined before the first row. */
  isEpoch: boolean | undefined = undefined;
  /** `[row, line - row]` wherever the difference changes: empty lines and line breaks inside quotes. */
  readonly lineShifts: [row: number, shift: number][] = [];
  readonly columns: Float64Array[];
  /** 1-based line of the next row. */
  line: number;
  private readonly plan: ScanPlan;
  /** Column of each field, `-1` = unused. */
  private readonly targets: Int32Array;
  private readonly timeColumn: number;
  private readonly stamps = new StampReader();
  private capacity: number;
  private shift = Number.NaN;

  constructor(plan: ScanPlan) {
    const { columns, width, firstLine, capacity } = plan;
    this.plan = plan;
    this.line = firstLine;
    this.capacity = Math.max(1, capacity);
    this.columns = columns.names.map(() => new Float64Array(this.capacity));
    this.timeColumn = columns.names.indexOf('time');
    this.targets = new Int32Array(width).fill(-1);
    columns.fields.forEach((field, column) => {
      if (field >= 0) this.targets[field] = column;
    });
  }

  /** Line of a row that was read. */
  lineOf(row: number): number {
    return lineOfRow({ count: this.rows, shifts: this.lineShifts, isReversed: false }, row);
  }

  /**
   * Parses the rows in `bytes[from, to)`, whose last byte is a line break.
   *
   * @returns where the first row begins that a quoted field carries beyond `to`, else `to`.
   */
  scan(bytes: Uint8Array, from: number, to: number): number {
    const { delimiter, width } = this.plan;
    const { targets, timeColumn, columns } = this;
    let p = from;
    while (p < to) {
      const rowStart = p;
      const rowLine = this.line;
      const c = bytes[p];
      if (c === LF || c === CR || (c === SPACE && isBlank(bytes, p))) {
        p = this.endLine(bytes, p, to);
        continue;
      }
      if (this.rows === this.capacity) this.grow();
      const row = this.rows;
      for (let field = 0; field < width; field++) {
        const column = targets[field];
        let end: number;
        if (column < 0) end = skipField(bytes, p, to, delimiter);
        else {
          end =
            column === timeColumn
              ? this.readTime(bytes, p, columns[column], row)
              : readNumber(bytes, p, columns[column], row);
          const stop = end < 0 ? -1 : bytes[end];
          if (stop !== delimiter && stop !== LF && stop !== CR) end = this.readText(bytes, p, to, column, row);
        }
        if (end < 0) {
          this.line = rowLine;
          return rowStart;
        }
        if (end - p > 1 && bytes[p] === 34) this.countLines(bytes, p, end);
        p = end;
        if (bytes[p] === delimiter && field < width - 1) p++;
        else if (field < width - 1) throw this.widthError(field + 1, rowLine);
      }
      // One empty field too many is a delimiter at the line's end, which some exporters write.
      if (bytes[p] === delimiter && isLineEnd(bytes[p + 1])) p++;
      if (!isLineEnd(bytes[p])) throw this.widthError(`more than ${width}`, rowLine);
      if (rowLine - row !== this.shift) {
        this.shift = rowLine - row;
        this.lineShifts.push([row, this.shift]);
      }
      this.rows++;
      p = this.endLine(bytes, p, to);
    }
    return p;
  }

  /** The columns cut to the rows read. */
  finish(): Float64Array[] {
    return this.columns.map((column) => (column.length === this.rows ? column : column.slice(0, this.rows)));
  }

  private readTime(bytes: Uint8Array, p: number, out: Float64Array, row: number): number {
    const epochEnd = this.isEpoch === false ? -1 : readNumber(bytes, p, out, row);
    if (epochEnd >= 0 && (bytes[epochEnd] === this.plan.delimiter || isLineEnd(bytes[epochEnd]))) {
      this.isEpoch = true;
      return epochEnd;
    }
    if (this.isEpoch === true) return -1;
    const end = this.stamps.read(bytes, p, this.plan.delimiter);
    if (end < 0) return -1;
    const stop = bytes[end];
    if (stop !== this.plan.delimiter && !isLineEnd(stop)) return -1;
    this.isEpoch = false;
    out[row] = this.stamps.value;
    return end;
  }

  /** The slow way, for anything unusual: decode the field, then decide. -1 if a quote is still open at `to`. */
  private readText(bytes: Uint8Array, p: number, to: number, column: number, row: number): number {
    const field = fieldAt(bytes, p, to, this.plan.delimiter);
    if (field === undefined) return -1;
    const isTime = column === this.timeColumn;
    const value = isTime ? this.timeOf(field.text) : numberOf(field.text);
    if (value === undefined || (isTime && Number.isNaN(value))) {
      const kind = this.isEpoch === undefined ? 'a date like 2024-01-31 23:59:59 or epoch numbers' : '';
      const same = this.isEpoch ? 'an epoch number as in the first row' : 'a date like 2024-01-31 23:59:59';
      throw new DataError(isTime ? kind || same : 'a number', field.text, {
        source: this.plan.source,
        row: this.line,
        column: this.plan.columns.names[column],
      });
    }
    this.columns[column][row] = value;
    return field.end;
  }

  private timeOf(text: string): number {
    const number = this.isEpoch === false ? undefined : numberOf(text);
    if (number !== undefined && Number.isFinite(number)) {
      this.isEpoch = true;
      return number;
    }
    if (this.isEpoch === true) return Number.NaN;
    const stamp = stampOf(text);
    if (!Number.isNaN(stamp)) this.isEpoch = false;
    return stamp;
  }

  /** Position after the line break at `p`. */
  endLine(bytes: Uint8Array, p: number, to: number): number {
    this.line++;
    while (bytes[p] === SPACE) p++;
    return bytes[p] === CR && p + 1 < to && bytes[p + 1] === LF ? p + 2 : p + 1;
  }

  private countLines(bytes: Uint8Array, from: number, to: number): void {
    for (let p = from; p < to; p++) {
      if (bytes[p] === LF || (bytes[p] === CR && bytes[p + 1] !== LF)) this.line++;
    }
  }

  private grow(): void {
    this.capacity = Math.ceil(this.capacity * 1.5) + 16;
    this.columns.forEach((column, i) => {
      this.columns[i] = new Float64Array(this.capacity);
      this.columns[i].set(column);
    });
  }

  private widthError(found: number | string, row: number): DataError {
    const expected = `${this.plan.width} fields as in the header`;
    return new DataError(expected, found, { source: this.plan.source, row });
  }
}

function isBlank(bytes: Uint8Array, p: number): boolean {
  while (bytes[p] === SPACE) p++;
  return isLineEnd(bytes[p]);
}
