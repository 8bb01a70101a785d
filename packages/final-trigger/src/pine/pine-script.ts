import { createHash } from 'node:crypto';
import { ParameterError } from '@quantblocks/core';
import type { SimulationConfig } from '@quantblocks/engine';
import { type FinalTriggerParams, parseFinalTriggerParams } from '../params.ts';
import { PRESETS, type PresetName } from '../presets.ts';
import { constantsSection } from './constants-section.ts';
import { executionSection } from './execution-section.ts';
import { filterSection } from './filter-section.ts';
import { indicatorSection } from './indicator-section.ts';
import { machineSection } from './machine-section.ts';
import { type PineExecution, pineExecution } from './pine-execution.ts';
import { plotSection } from './plot-section.ts';
import { voterSection } from './voter-section.ts';

/** Presets that TradingView can execute. */
export type PinePreset = Exclude<PresetName, 'compat'>;

/** What a script states besides the parameters. */
export interface PineScriptOptions {
  /** Name of the asset, in the title and in alerts: letters, digits and `. _ : / -`. */
  readonly asset: string;
  /** Conventions and execution that were validated. @defaultValue `'safe'` */
  readonly preset?: PinePreset;
  /** Fields of the execution that differ from the preset's. */
  readonly simulation?: SimulationConfig;
  /** Run the parameters come from, for the header. */
  readonly runId?: string;
  /** Verdict of the validation, one line, for the header. */
  readonly verdict?: string;
}

/** Bars a Pine script can look back. */
const LONGEST_HISTORY = 5000;

/**
 * A Pine v6 strategy that trades one asset by these parameters and nothing else: it has no inputs, so what runs on the chart is what was
 * validated, voters and filters included.
 *
 * The script computes signals as the preset does. TradingView executes them: market entries on the close or the next open as the preset
 * says, the stop and three targets from the price of the fill, the stop to the entry after the first target and to the first target after the
 * second. Slippage is part of the commission, so targets pay it too.
 *
 * The script exports the series that {@link compareTradingView} checks.
 *
 * @param params - Complete parameters; targets must rise and their legs close the whole position.
 * @returns Text of the script, ending in a line break. The same arguments give the same text: there is no date in it.
 * @throws a {@link ParameterError} naming the field that is out of its domain, or that no Pine strategy of this form can express: the preset
 * `compat`, a target ladder that does not rise, legs that leave a part open, lengths above 5000 bars, sizes other than by risk, fees that differ
 * by order, reversal, funding.
 * @see TradingView, "Pine Script v6 reference manual", `strategy.exit`.
 *
 * @example
 * ```ts
 * import { applyFilterMode, finalTrigger } from '@quantblocks/final-trigger';
 * import { pineScript } from '@quantblocks/final-trigger/pine';
 *
 * const params = applyFilterMode(finalTrigger.defaults, 'CONSERVATIVE');
 * const script = pineScript(params, { asset: 'BTC', verdict: 'pass' });
 * script.startsWith('//@version=6\n'); // => true
 * script.includes('const string BEAR_5 = "strict"'); // => true
 * pineScript({ ...params, targetAtr: [4.75, 3, 4.5] }, { asset: 'ETH' }); // => throws ParameterError
 * ```
 */
export function pineScript(params: FinalTriggerParams, options: PineScriptOptions): string {
  const { asset, preset = 'safe', simulation = {} } = options;
  if (!/^[\w.:/-]+$/.test(asset)) throw new ParameterError('asset', 'letters, digits and . _ : / -', asset);
  const checked = parseFinalTriggerParams(params);
  requireExpressible(checked);
  const execution = pineExecution(checked, preset, simulation);
  const conventions = PRESETS[preset];
  const sections = [
    `${header(checked, options)}\n${declaration(asset, execution)}`,
    constantsSection(checked, execution, asset),
    indicatorSection(),
    voterSection(checked.fiveInOne, conventions.distanceSeed),
    machineSection(),
    filterSection(checked),
    executionSection(execution),
    plotSection(),
  ];
  return `${sections.join('\n\n')}\n`;
}

function header(params: FinalTriggerParams, { runId, verdict, asset }: PineScriptOptions): string {
  const lines = [
    '//@version=6',
    `// FINAL TRIGGER v2 for ${asset}. Every parameter is frozen: change them in a validated run, not here.`,
    `// Parameters: ${hashOf(params)}`,
  ];
  if (runId !== undefined) lines.push(`// Run: ${oneLine('runId', runId)}`);
  if (verdict !== undefined) lines.push(`// Verdict: ${oneLine('verdict', verdict)}`);
  return lines.join('\n');
}

function declaration(asset: string, execution: PineExecution): string {
  const { initialCapital, onClose, costPercent } = execution;
  const fields = [
    `"FINAL TRIGGER v2 ${asset}"`,
    'overlay = true',
    `process_orders_on_close = ${onClose}`,
    `initial_capital = ${initialCapital}`,
    'commission_type = strategy.commission.percent',
    `commission_value = ${costPercent}`,
    // The script caps the quantity itself; TradingView's margin calls would close parts of positions.
    'margin_long = 0',
    'margin_short = 0',
  ];
  return `strategy(${fields.join(', ')})`;
}

function requireExpressible(params: FinalTriggerParams): void {
  const { ichimoku, fiveInOne, adxFilter, erLength, atrPeriod, legFractions } = params;
  const { kamaOscillator, volume } = fiveInOne;
  const lengths: Record<string, number | string | boolean> = {
    ...prefixed('ichimoku', ichimoku),
    ...prefixed('fiveInOne.ichimoku', fiveInOne.ichimoku ?? {}),
    ...prefixed('fiveInOne.volume', volume ?? {}),
    ...prefixed('fiveInOne.kamaOscillator', kamaOscillator ?? {}),
    'adxFilter.period': adxFilter?.period ?? 0,
    erLength,
    atrPeriod,
  };
  for (const [name, value] of Object.entries(lengths)) {
    if (typeof value === 'number' && value > LONGEST_HISTORY) {
      throw new ParameterError(name, `at most ${LONGEST_HISTORY}, the history of a Pine series`, value);
    }
  }
  const closed = legFractions[0] + legFractions[1] + legFractions[2];
  if (Math.abs(closed - 1) > 1e-9) {
    throw new ParameterError('legFractions', 'legs that close the whole position (sum 1)', legFractions);
  }
}

function prefixed(prefix: string, values: object): Record<string, number | string | boolean> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));
}

function oneLine(name: string, text: string): string {
  if (/\p{Cc}|\u2028|\u2029/u.test(text)) throw new ParameterError(name, 'one line of text', text);
  return text;
}

/** The digits `configHash` of `@quantblocks/checkpoint` gives: a SHA-256 of the JSON with sorted keys. */
function hashOf(params: FinalTriggerParams): string {
  const json = JSON.stringify(params, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}
