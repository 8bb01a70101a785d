const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

/** Text of one field and the position of the delimiter or line break after it. */
export interface Field {
  readonly text: string;
  readonly end: number;
}

/** Whether a byte ends a line. */
export function isLineEnd(byte: number): boolean {
  return byte === LF || byte === CR;
}

/** Position after the field at `p`, or -1 if its quote is not closed before `to`. */
export function skipField(bytes: Uint8Array, p: number, to: number, delimiter: number): number {
  let c = bytes[p];
  if (c === QUOTE || c === SPACE) return fieldAt(bytes, p, to, delimiter)?.end ?? -1;
  while (c !== delimiter && c !== LF && c !== CR) c = bytes[++p];
  return p;
}

/**
 * Reads the field at `p` as UTF-8 text. In quotes, two quotes are one, and delimiters and line breaks are text.
 *
 * @returns `undefined` if a quote is not closed before `to`. The byte before `to` must be a line break.
 */
export function fieldAt(bytes: Uint8Array, p: number, to: number, delimiter: number): Field | undefined {
  let start = p;
  while (bytes[start] === SPACE) start++;
  if (bytes[start] !== QUOTE) {
    let end = start;
    while (bytes[end] !== delimiter && !isLineEnd(bytes[end])) end++;
    return { text: decode(bytes, p, end), end };
  }
  let text = '';
  let from = start + 1;
  for (let i = from; i < to; i++) {
    if (bytes[i] !== QUOTE) continue;
    text += decode(bytes, from, i);
    if (bytes[i + 1] !== QUOTE) return afterQuote(bytes, i + 1, delimiter, text);
    text += '"';
    from = i + 2;
    i++;
  }
  return undefined;
}

/** All fields of the line at `p`, trimmed; `undefined` if a quote is not closed before `to`. */
export function fieldsAt(
  bytes: Uint8Array,
  p: number,
  to: number,
  delimiter: number,
): { fields: string[]; end: number } | undefined {
  const fields: string[] = [];
  for (let at = p; ; ) {
    const field = fieldAt(bytes, at, to, delimiter);
    if (field === undefined) return undefined;
    fields.push(field.text.trim());
    if (bytes[field.end] !== delimiter) return { fields, end: field.end };
    at = field.end + 1;
  }
}

/** Whatever follows a closing quote stays part of the text, quote included, so that `"1"2` is no number. */
function afterQuote(bytes: Uint8Array, p: number, delimiter: number, text: string): Field {
  let end = p;
  while (bytes[end] !== delimiter && !isLineEnd(bytes[end])) end++;
  const rest = decode(bytes, p, end).trim();
  return { text: rest === '' ? text : `${text}"${rest}`, end };
}

function decode(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
