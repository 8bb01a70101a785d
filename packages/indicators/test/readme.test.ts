import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Group, type IndicatorEntry, type Library, registry } from '../src/registry.ts';

const path = fileURLToPath(new URL('../README.md', import.meta.url));
const MARKS = /(<!-- table of indicators: made from the registry -->\n)[\s\S]*?(\n<!-- end of table -->)/;
const LIBRARIES: readonly (readonly [Library, string])[] = [
  ['talib', 'TA-Lib'],
  ['pine', 'Pine'],
  ['tulip', 'Tulip'],
  ['pandas', 'pandas'],
  ['ff', 'FINAL TRIGGER v2'],
];
const GROUPS: Readonly<Record<Group, string>> = {
  average: 'Averages',
  momentum: 'Momentum',
  trend: 'Trend',
  volatility: 'Volatility',
  channel: 'Channels and extremes',
  volume: 'Volume',
  statistics: 'Statistics',
  cycle: 'Cycles',
  'five-in-one': 'FINAL TRIGGER v2: five-in-one',
};

const plain = (text: string): string => text.replaceAll('|', '\\|');

/** The formatter pads the columns of a table. */
const unpadded = (text: string): string => text.replace(/ +/g, ' ').replace(/-{2,}/g, '-');

function rowOf(entry: IndicatorEntry): string {
  const parameters = Object.entries(entry.params).map(([name, { default: value }]) => `${name} ${value}`);
  const outputs = Object.keys(entry.outputs);
  const first = entry.first();
  const same = new Set(Object.values(first)).size === 1;
  const warmup = same
    ? String(Object.values(first)[0])
    : Object.entries(first)
        .map(([name, bar]) => `${name} ${bar}`)
        .join(', ');
  const agrees = LIBRARIES.flatMap(([library, title]) => {
    const name = entry.agrees[library];
    return name === undefined ? [] : [`${title} ${name}`];
  });
  const returned = outputs.join() === 'value' ? '' : ` → ${outputs.join(', ')}`;
  const cells = [
    `\`${entry.id}\`(${entry.inputs.join(', ')})${returned}`,
    `${entry.name}: ${entry.formula}`,
    entry.source,
    parameters.join(', ') || '-',
    warmup,
    agrees.join('; ') || '-',
  ];
  return `| ${cells.map(plain).join(' | ')} |`;
}

function tables(): string {
  const groups = Object.entries(GROUPS).map(([group, title]) => {
    const rows = registry.filter((entry) => entry.group === group).map(rowOf);
    return `### ${title}\n\n| function | what it is | source | defaults | first bar | agrees with |\n| - | - | - | - | - | - |\n${rows.join('\n')}`;
  });
  return `\n${groups.join('\n\n')}\n`;
}

it('the table of the README is what the registry says', () => {
  const readme = readFileSync(path, 'utf8');
  const wanted = readme.replace(MARKS, (_, start: string, end: string) => start + tables() + end);
  // QUANTBLOCKS_UPDATE=1 writes it.
  if (process.env.QUANTBLOCKS_UPDATE !== undefined) writeFileSync(path, wanted);
  const found = readFileSync(path, 'utf8');
  expect(found).toMatch(MARKS);
  expect(unpadded(found)).toBe(unpadded(wanted));
});
