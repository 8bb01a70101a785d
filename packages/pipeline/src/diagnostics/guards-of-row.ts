import type { SuiteVerdict } from '@quantblocks/validation-guards';
import { emptyRow } from '../run-store/columns.ts';
import { GUARDS_COLUMNS, type GuardsRow } from '../run-store/tables.ts';
import type { GuardFinding } from './diagnose.ts';

/** Guards of the earlier system: what the value is, and what it took to pass. */
const EARLIER_GUARDS = [
  ['guard001', 'monteCarlo', 'guard001_p_value', 'the p value', 'below 0.05'],
  ['guard002', 'sensitivity', 'guard002_variance_pct', 'the variation in percent', 'below 15'],
  ['guard003', 'bootstrap', 'guard003_sharpe_ci_lower', 'the lower bound', 'above 1'],
  ['guard005', 'topTen', 'guard005_top10_pct', 'the share of the ten best in percent', 'below 40'],
  ['guard006', 'costStress', 'guard006_stress1_sharpe', 'the Sharpe ratio at higher costs', 'above 1'],
  ['guard007', 'regime', 'guard007_mismatch_pct', 'the mismatch in percent', 'below 1'],
  ['guard008', 'overfittingEarlier', 'guard008_pbo', 'the probability of overfitting', 'below 0.5'],
  ['guard_wfe', 'walkForwardEarlier', 'guard_wfe', 'the walk-forward efficiency', 'at least 0.6'],
] as const;

/** Lines of our suite on which its verdict depends, where they were asked. */
const DECIDING = ['selection', 'out_of_sample', 'surrogate_markets', 'look_ahead', 'warm_up', 'costs'];

const STATUSES: readonly string[] = ['pass', 'fail', 'insufficient', 'undefined'];

/**
 * What a row of `guards.csv` says, for {@link diagnose}: guards that were run, and no others.
 *
 * The earlier system's marks decide only where our suite did not: its tests are unsafe, as `ORIGINAL_FALSE_PASS_RATES` says.
 *
 * @example
 * ```ts
 * import { emptyRow, GUARDS_COLUMNS, guardsOfRow } from '@quantblocks/pipeline';
 *
 * const row = { ...emptyRow(GUARDS_COLUMNS), asset: 'BTC', guard001_p_value: 0.2, guard001_pass: false };
 * guardsOfRow(row).map(({ name, status }) => [name, status]); // => [['monteCarlo', 'fail']]
 * ```
 */
export function guardsOfRow(row: GuardsRow): GuardFinding[] {
  const hasSuite = STATUSES.includes(row.suite_status);
  const earlier = EARLIER_GUARDS.flatMap(([column, name, valueColumn, words, asked]): GuardFinding[] => {
    const isPass = row[`${column}_pass`];
    if (isPass === null) return [];
    const value = row[valueColumn];
    const explanation = `As stored, ${words} is ${value}; ${asked} was asked.`;
    return [{ name, status: isPass ? 'pass' : 'fail', value, explanation, decides: !hasSuite }];
  });
  const lines = Object.entries(row).flatMap(([column, status]): GuardFinding[] => {
    const line = /^(.+)_status$/.exec(column)?.[1];
    if (line === undefined || line === 'suite' || typeof status !== 'string' || !STATUSES.includes(status)) return [];
    const pValue = row[`${line}_p_value` as keyof GuardsRow];
    const value = typeof pValue === 'number' ? pValue : Number.NaN;
    return [
      {
        name: line.replace(/_(.)/g, (_match, letter: string) => letter.toUpperCase()),
        status: status as GuardFinding['status'],
        value,
        explanation: Number.isNaN(value) ? `It ended with ${status}.` : `It ended with ${status}, p = ${value}.`,
        decides: DECIDING.includes(line),
      },
    ];
  });
  return [...earlier, ...lines];
}

/**
 * The row of `guards.csv` that a verdict of our suite fills: `all_pass` is `null` unless it passed or failed, and lines that were not asked are
 * empty. Columns of the earlier system's guards stay empty.
 *
 * @param verdict - Of `suite`.
 *
 * @example
 * ```ts
 * import { suite } from '@quantblocks/validation-guards';
 * import { guardsRow } from '@quantblocks/pipeline';
 *
 * const row = guardsRow('BTC', await suite(null, { returns: [] }));
 * [row.asset, row.suite_status, row.all_pass, row.out_of_sample_status]; // => ['BTC', 'insufficient', null, 'insufficient']
 * ```
 */
export function guardsRow(asset: string, verdict: Pick<SuiteVerdict, 'status' | 'pValue' | 'lines'>): GuardsRow {
  const columns = verdict.lines.flatMap(({ line, status, pValue }) => {
    const name = line.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [
      [`${name}_status`, status],
      [`${name}_p_value`, pValue],
    ].filter(([column]) => Object.hasOwn(GUARDS_COLUMNS, column));
  });
  return {
    ...emptyRow(GUARDS_COLUMNS),
    ...Object.fromEntries(columns),
    asset,
    suite_status: verdict.status,
    suite_p_value: verdict.pValue,
    all_pass: verdict.status === 'pass' ? true : verdict.status === 'fail' ? false : null,
  };
}
