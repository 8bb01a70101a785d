import type { LegTable, PositionTable, RejectionTable } from './result.ts';

type Column = Int8Array | Uint8Array | Int32Array | Float64Array;
type ColumnsOf<Table> = { [Name in Exclude<keyof Table, 'length'>]: Table[Name] };

/** Growing columns of equal capacity; rows are appended, never changed in place by others. */
export class Table<T extends { readonly length: number }> {
  length = 0;
  columns: ColumnsOf<T>;
  private capacity: number;

  constructor(columns: ColumnsOf<T>, capacity: number) {
    this.columns = columns;
    this.capacity = capacity;
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
  view(): T {
    const views: Record<string, unknown> = { length: this.length };
    for (const name in this.columns)
      views[name] = (this.columns as Record<string, Column>)[name].subarray(0, this.length);
    return views as unknown as T;
  }

  private grow(): void {
    this.capacity *= 2;
    const columns: Record<string, Column> = {};
    for (const name in this.columns) {
      const column = (this.columns as Record<string, Column>)[name];
      const longer = new (column.constructor as new (length: number) => Column)(this.capacity);
      longer.set(column);
      columns[name] = longer;
    }
    this.columns = columns as ColumnsOf<T>;
  }
}

const CAPACITY = 256;

export function createPositionTable(n: number = CAPACITY): Table<PositionTable> {
  const columns: ColumnsOf<PositionTable> = {
    side: new Int8Array(n),
    entryBar: new Int32Array(n),
    exitBar: new Int32Array(n),
    entryPrice: new Float64Array(n),
    exitPrice: new Float64Array(n),
    quantity: new Float64Array(n),
    initialRisk: new Float64Array(n),
    grossPnl: new Float64Array(n),
    fees: new Float64Array(n),
    slippage: new Float64Array(n),
    funding: new Float64Array(n),
    netPnl: new Float64Array(n),
    reason: new Uint8Array(n),
    ambiguous: new Uint8Array(n),
  };
  return new Table(columns, n);
}

export function createLegTable(n: number = CAPACITY): Table<LegTable> {
  const columns: ColumnsOf<LegTable> = {
    position: new Int32Array(n),
    leg: new Uint8Array(n),
    exitBar: new Int32Array(n),
    exitPrice: new Float64Array(n),
    quantity: new Float64Array(n),
    grossPnl: new Float64Array(n),
    costs: new Float64Array(n),
    netPnl: new Float64Array(n),
    reason: new Uint8Array(n),
  };
  return new Table(columns, n);
}

export function createRejectionTable(n: number = 16): Table<RejectionTable> {
  return new Table<RejectionTable>({ bar: new Int32Array(n), reason: new Uint8Array(n) }, n);
}
