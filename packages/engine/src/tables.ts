import type { LegTable, PositionTable, RejectionTable } from './result.ts';

type Column = Int8Array | Uint8Array | Int32Array | Float64Array;
type ColumnsOf<Rows> = { [Name in Exclude<keyof Rows, 'length'>]: Rows[Name] };

/** Growing columns of equal capacity; rows are appended and never changed. */
export class Table<Rows extends { readonly length: number }> {
  length = 0;
  columns: ColumnsOf<Rows>;
  private readonly allocate: (capacity: number) => ColumnsOf<Rows>;
  private capacity: number;

  constructor(allocate: (capacity: number) => ColumnsOf<Rows>, capacity: number) {
    this.allocate = allocate;
    this.capacity = capacity;
    this.columns = allocate(capacity);
  }

  /** Index of a new row. Capacity doubles, so n rows copy at most 2 n values. */
  append(): number {
    if (this.length === this.capacity) this.grow();
    return this.length++;
  }

  /** Forgets the rows and keeps the memory. */
  clear(): void {
    this.length = 0;
  }

  /** The filled rows as views into this table's memory. */
  view(): Rows {
    const views: Record<string, unknown> = { length: this.length };
    for (const [name, column] of Object.entries(this.columns as Record<string, Column>))
      views[name] = column.subarray(0, this.length);
    return views as unknown as Rows;
  }

  private grow(): void {
    this.capacity *= 2;
    const columns = this.allocate(this.capacity);
    const longer = columns as Record<string, Column>;
    for (const [name, column] of Object.entries(this.columns as Record<string, Column>)) longer[name].set(column);
    this.columns = columns;
  }
}

/** Cuts columns out of one buffer: one allocation instead of one per column. Ask for the widest first. */
class Sheet {
  private readonly buffer: ArrayBuffer;
  private readonly capacity: number;
  private offset = 0;

  constructor(capacity: number, bytesPerRow: number) {
    this.buffer = new ArrayBuffer(capacity * bytesPerRow);
    this.capacity = capacity;
  }

  f64(): Float64Array {
    return new Float64Array(this.buffer, this.advance(8), this.capacity);
  }

  i32(): Int32Array {
    return new Int32Array(this.buffer, this.advance(4), this.capacity);
  }

  i8(): Int8Array {
    return new Int8Array(this.buffer, this.advance(1), this.capacity);
  }

  u8(): Uint8Array {
    return new Uint8Array(this.buffer, this.advance(1), this.capacity);
  }

  private advance(bytes: number): number {
    const start = this.offset;
    this.offset += bytes * this.capacity;
    return start;
  }
}

function positionColumns(capacity: number): ColumnsOf<PositionTable> {
  const sheet = new Sheet(capacity, 9 * 8 + 2 * 4 + 3);
  return {
    entryPrice: sheet.f64(),
    exitPrice: sheet.f64(),
    quantity: sheet.f64(),
    initialRisk: sheet.f64(),
    grossPnl: sheet.f64(),
    fees: sheet.f64(),
    slippage: sheet.f64(),
    funding: sheet.f64(),
    netPnl: sheet.f64(),
    entryBar: sheet.i32(),
    exitBar: sheet.i32(),
    side: sheet.i8(),
    reason: sheet.u8(),
    ambiguous: sheet.u8(),
  };
}

function legColumns(capacity: number): ColumnsOf<LegTable> {
  const sheet = new Sheet(capacity, 5 * 8 + 2 * 4 + 2);
  return {
    exitPrice: sheet.f64(),
    quantity: sheet.f64(),
    grossPnl: sheet.f64(),
    costs: sheet.f64(),
    netPnl: sheet.f64(),
    position: sheet.i32(),
    exitBar: sheet.i32(),
    leg: sheet.u8(),
    reason: sheet.u8(),
  };
}

function rejectionColumns(capacity: number): ColumnsOf<RejectionTable> {
  const sheet = new Sheet(capacity, 4 + 1);
  return { bar: sheet.i32(), reason: sheet.u8() };
}

export function createPositionTable(capacity: number = 64): Table<PositionTable> {
  return new Table(positionColumns, capacity);
}

export function createLegTable(capacity: number = 64): Table<LegTable> {
  return new Table(legColumns, capacity);
}

export function createRejectionTable(capacity: number = 8): Table<RejectionTable> {
  return new Table(rejectionColumns, capacity);
}
