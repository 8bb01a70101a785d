import type { PineLine } from './pine-lines.ts';

const WORDS = ['if', 'else', 'and', 'or', 'not', 'true', 'false', 'var', 'const', 'simple'];
const TYPES = ['int', 'float', 'bool', 'string'];
const SERIES = [
  'open',
  'high',
  'low',
  'close',
  'volume',
  'ohlc4',
  'bar_index',
  'na',
  'nz',
  'plot',
  'alert',
  'strategy',
];

/** Built-in names with a dot that a script may use, by the reference manual; a misspelt one is not here. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  ta: ['highest', 'lowest', 'sma', 'rma', 'atr', 'tr', 'cum', 'linreg'],
  math: ['abs', 'min', 'max', 'sum', 'pi', 'atan', 'todegrees', 'floor'],
  str: ['tostring', 'contains'],
  color: ['orange', 'blue', 'purple'],
  display: ['data_window'],
  syminfo: ['mintick'],
  alert: ['freq_once_per_bar_close'],
  strategy: [
    'commission.percent',
    'entry',
    'exit',
    'long',
    'short',
    'equity',
    'initial_capital',
    'position_size',
    'position_avg_price',
  ],
};

/** Names of Pine itself that a script must not declare again; types and namespaces included. */
const RESERVED = new Set([
  ...WORDS,
  ...SERIES,
  ...TYPES,
  ...Object.keys(MEMBERS),
  ...['time', 'hl2', 'hlc3', 'hlcc4', 'year', 'month', 'hour', 'minute', 'second', 'label', 'line', 'box', 'table'],
  ...[
    'order',
    'position',
    'request',
    'session',
    'shape',
    'size',
    'text',
    'timeframe',
    'font',
    'format',
    'array',
    'map',
  ],
  ...['for', 'while', 'switch', 'import', 'export', 'method', 'type', 'enum', 'input', 'series', 'matrix', 'chart'],
]);

/** Names a script uses but does not declare before, and names it declares although they are taken. */
export function undeclaredNames(lines: readonly PineLine[]): string[] {
  const problems: string[] = [];
  walk(lines, new Set(), problems);
  return problems;
}

function walk(lines: readonly PineLine[], outer: ReadonlySet<string>, problems: string[]): void {
  const known = new Set(outer);
  const declare = (name: string): void => {
    if (RESERVED.has(name) || known.has(name)) problems.push(`${name} is taken`);
    known.add(name);
  };
  for (const { tokens, body } of lines) {
    if (tokens.at(-1) === '=>') {
      declare(tokens[0]);
      const parameters = tokens.filter((_, k) => k > 1 && /^[,)]$/.test(tokens[k + 1]));
      walk(body, new Set([...known, ...parameters]), problems);
      continue;
    }
    let depth = 0;
    const declared = tokens.findIndex((token, k) => token === '=' && k > 1 && TYPES.includes(tokens[k - 2])) - 1;
    tokens.forEach((token, k) => {
      if (token === '(') depth++;
      if (token === ')') depth--;
      if (k === declared || !/^[A-Za-z_]/.test(token)) return;
      const isArgumentName = depth > 0 && tokens[k + 1] === '=';
      if (isArgumentName || WORDS.includes(token) || TYPES.includes(token) || SERIES.includes(token)) return;
      const [space, ...member] = token.split('.');
      const isKnown = member.length > 0 ? MEMBERS[space]?.includes(member.join('.')) : known.has(token);
      if (!isKnown) problems.push(`${token} is not declared`);
    });
    if (declared >= 0) declare(tokens[declared]);
    walk(body, known, problems);
  }
}
