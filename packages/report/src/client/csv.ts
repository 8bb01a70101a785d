/**
 * Rows of shortest round-trip numbers, `\n` line ends, RFC 4180 quotes; NaN is an empty cell.
 * Runs in Node and in the browser: must not refer to anything outside itself.
 */
export function toCsv(
  header: readonly string[],
  length: number,
  cell: (row: number, column: number) => string | number,
): string {
  const lines = [header.join(',')];
  for (let row = 0; row < length; row++) {
    const cells: string[] = [];
    for (let column = 0; column < header.length; column++) {
      const value = cell(row, column);
      if (typeof value === 'number') cells.push(Number.isNaN(value) ? '' : String(value));
      else cells.push(/[",\n\r]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value);
    }
    lines.push(cells.join(','));
  }
  return `${lines.join('\n')}\n`;
}
