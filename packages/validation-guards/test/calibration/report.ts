import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { RateTable } from './rate.ts';

const FILE = fileURLToPath(new URL('../../CALIBRATION.md', import.meta.url));
const LOCK = `${FILE}.lock`;

/** Whether the full form runs and is written down. */
export const isSlow = Boolean(process.env.QUANTBLOCKS_SLOW);

/** The sections in the order in which a reader wants them. */
const HEADINGS = [
  'The suite on noise',
  'Overfitting of the best of 300',
  'Single tests on noise',
  'Surrogate markets',
  'Intervals of a Sharpe ratio',
  'Power',
  'The whole chain on markets with a planted edge',
] as const;

export type Heading = (typeof HEADINGS)[number];

const INTRODUCTION = `# Calibration

How often the tests of this package say yes to noise, and to an edge that is there. Written by \`npm run test:slow\`, which simulates everything
below with fixed seeds; a reduced form runs with every \`npm test\`. Rates are percentages ± one standard error (where none or all were hits,
that of one hit more or less). Noise has mean zero: independent normal returns, a first-order autoregression "AR(1)" with the coefficient
named, and "GARCH-t", a GARCH(1, 1) with weights 0.1 and 0.85 and Student-t(6) innovations.
`;

/** Puts one section into CALIBRATION.md and leaves the others as they are. */
export function writeSection(heading: Heading, paragraphs: readonly string[]): void {
  locked(() => {
    const sections = new Map<string, string>();
    const known = existsSync(FILE) ? readFileSync(FILE, 'utf8').split(/^## /m).slice(1) : [];
    for (const text of known) {
      const [title, ...body] = text.split('\n');
      sections.set(title, body.join('\n').trim());
    }
    sections.set(heading, paragraphs.join('\n\n'));
    const written = HEADINGS.filter((title) => sections.has(title)).map(
      (title) => `\n## ${title}\n\n${sections.get(title)}\n`,
    );
    writeFileSync(FILE, INTRODUCTION + written.join(''));
  });
}

/** Test files run at once, in processes of their own. */
function locked(action: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let attempt = 0; ; attempt++) {
    try {
      mkdirSync(LOCK);
      break;
    } catch (error) {
      // Left behind by a run that was killed.
      if (attempt === 200) throw error;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
  try {
    action();
  } finally {
    rmdirSync(LOCK);
  }
}

/** A Markdown table; the first column is text, the others are figures. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, i) => Math.max(3, title.length, ...rows.map((row) => row[i].length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}

/** The rates of a table, an empty cell where nothing was simulated. */
export function rateTable(corner: string, table: RateTable): string {
  return markdownTable(
    [corner, ...table.columns],
    table.rows.map((row) => [row, ...table.columns.map((column) => `${table.at(row, column)}`)]),
  );
}

/** Which cells are outside a goal, in words. */
export function outside(table: RateTable, low: number, high: number): string {
  const range = `${100 * low} to ${100 * high} %`;
  const odd = table.cells().filter(({ rate }) => !rate.isWithin(low, high));
  if (odd.length === 0) return `All ${table.cells().length} cells are within ${range}.`;
  const names = odd.map(({ row, column, rate }) => {
    const doubt = rate.isWithin(low, high, 2) ? ', within two standard errors of the range' : '';
    return `${row} on ${column} (${rate}${doubt})`;
  });
  return `Outside ${range}, ${odd.length} of ${table.cells().length} cells: ${names.join('; ')}.`;
}
