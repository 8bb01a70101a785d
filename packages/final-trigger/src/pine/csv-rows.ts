import { DataError } from '@quantblocks/core';

/** Cells of one record, and the 1-based line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Splits RFC 4180 text into records: quoted cells may hold commas, doubled quotes and line breaks. A byte order mark and blank lines are
 * passed over.
 *
 * @throws a {@link DataError} naming the line of a quote that is not closed, or of text after a closing quote.
 */
export function csvRows(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const start = line;
    const cells: string[] = [];
    let isOpen = true;
    while (isOpen) {
      if (text[at] === '"') {
        const end = closingQuote(text, at + 1);
        if (end < 0) throw new DataError('a closing quote', 'the end of the text', { source: 'export', row: line });
        const cell = text.slice(at + 1, end);
        line += cell.split('\n').length - 1;
        cells.push(cell.replaceAll('""', '"'));
        at = end + 1;
        if (at < text.length && !/[,\r\n]/.test(text[at])) {
          throw new DataError('a comma or line break after a closing quote', text[at], { source: 'export', row: line });
        }
      } else {
        const end = nextBreak(text, at);
        cells.push(text.slice(at, end));
        at = end;
      }
      isOpen = text[at] === ',';
      if (isOpen) at++;
    }
    at += text.startsWith('\r\n', at) ? 2 : 1;
    line++;
    if (cells.length > 1 || cells[0].trim() !== '') rows.push({ line: start, cells });
  }
  return rows;
}

/** Position of the quote that ends a cell; two quotes are one of its characters. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

function nextBreak(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
