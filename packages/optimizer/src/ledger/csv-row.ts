/** One line of a CSV file (RFC 4180); undefined is an empty field. */
export function csvRow(fields: readonly (string | number | boolean | undefined)[]): string {
  return `${fields.map((field) => quoted(field === undefined ? '' : String(field))).join(',')}\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
