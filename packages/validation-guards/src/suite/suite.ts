import {
  combineVerdicts,
  createVerdict,
  type KeyPart,
  ParameterError,
  type Verdict,
  type VerdictStatus,
} from '@quantblocks/core';
import { requireDraws, requireOpenUnit, requireReturns, requireWhole } from '../checks.ts';
import { percent } from '../words.ts';
import { type Answer, ledgerLines, type ResamplingSettings, resultLines, searchOf } from './evidence-lines.ts';
import { judgeLines } from './judge-lines.ts';
import { givenLines, strategyLines } from './strategy-lines.ts';
import type { SuiteLedger, SuiteResult, SuiteStrategy } from './suite-input.ts';
import { SUITE_LINE_NAMES, SUITE_LINES, type SuiteLine, type SuiteLineName } from './suite-line.ts';

const EVIDENCE_LINES = SUITE_LINE_NAMES.filter((line) => SUITE_LINES[line].role === 'evidence').length;
/** Selling insurance looks like this until it pays. */
const RARELY_LOSES = 0.9;
const LEAST_POSITIONS = 10;

/** Options of {@link suite}. */
export interface SuiteOptions<Params = unknown> {
  /** Level of the evidence together. @defaultValue `0.05` */
  alpha?: number;
  /** Everything random follows from it. @defaultValue `0` */
  seed?: KeyPart;
  /** Resamples of the tests of evidence. @defaultValue `999` */
  resamples?: number;
  /** Place of the chosen trial in `ledger.series()`. @defaultValue the one with the highest Sharpe ratio */
  chosen?: number;
  /** What runs again for look-ahead, warm-up, costs and robustness. @defaultValue none: those lines are insufficient */
  strategy?: SuiteStrategy<Params>;
  /** One label per return out of sample, known at the close of its bar. */
  regimes?: ArrayLike<number>;
  /** Answers found elsewhere: of {@link surrogateTest}, or of a line that is computed in another way. They replace those of the suite. */
  answers?: Partial<Record<SuiteLineName, Verdict>>;
  /** Lines that shall not count although they are missing; the verdict names them. */
  waive?: readonly SuiteLineName[];
  /** Called before each line. */
  onProgress?: (line: SuiteLineName) => void;
  /** Ends the suite between lines; the promise rejects with its reason. */
  signal?: AbortSignal;
}

/** Answer of {@link suite}: `value` is the number of deciding lines that passed, of `n`, `pValue` the largest of the evidence after Holm. */
export interface SuiteVerdict extends Verdict {
  /** In the order in which a reader wants them: evidence, conditions, advice. */
  readonly lines: readonly SuiteLine[];
  /** Lines the caller does without. */
  readonly waived: readonly SuiteLineName[];
  readonly alpha: number;
}

/**
 * One verdict on a strategy that came out of a search.
 *
 * `pass` asks for all of: evidence (the chosen trial beats the luckiest of as many, and the mean return out of sample is above zero; both
 * tests, and a surrogate test if there is one, reject at `alpha` after Holm's correction), and conditions (no look-ahead, enough warm-up,
 * twice the costs survived). A deciding line without its input is `insufficient`, and so is the verdict: what was not asked was not answered.
 * All other lines advise.
 *
 * @param ledger - Every trial of the search with its returns in sample: a `TrialLedger`; `null` if there is none.
 * @param result - What happened out of sample: a `WalkForwardResult`, or returns.
 * @param options - Strategy to run again, answers from elsewhere, lines to do without.
 * @throws a {@link ParameterError} if an option is out of range or a return is not finite.
 * @remarks Why these lines decide: the probability of backtest overfitting says nothing about profit, and the deflated Sharpe ratio at 95 %
 * is a test at far below 5 % that would refuse most true edges. Measured rates of both kinds of error are in CALIBRATION.md of this package.
 * @see S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 *
 * @example
 * ```ts
 * import { createRng } from '@quantblocks/core';
 * import { suite } from '@quantblocks/validation-guards';
 *
 * const rng = createRng(5);
 * const noise = (): Float64Array => Float64Array.from({ length: 500 }, () => 0.01 * rng.normal());
 * const trials = Array.from({ length: 50 }, noise);
 * const ledger = { counts: () => ({ trials: 50 }), series: () => ({ series: trials }) };
 * const verdict = await suite(ledger, { returns: noise() }, { waive: ['lookAhead', 'warmUp', 'costs'] });
 * verdict.status; // => 'fail'
 * verdict.lines.find(({ line }) => line === 'selection')?.status; // => 'fail'
 * (await suite(null, { returns: noise() })).lines[0].status; // => 'insufficient'
 * ```
 */
export async function suite<Params>(
  ledger: SuiteLedger | null,
  result: SuiteResult,
  options: SuiteOptions<Params> = {},
): Promise<SuiteVerdict> {
  const { alpha = 0.05, seed = 0, resamples = 999, answers = {}, waive = [], strategy, regimes } = options;
  requireOpenUnit('alpha', alpha);
  // Holm compares the smallest p value with a part of alpha, which it must be able to reach.
  requireDraws('resamples', resamples, alpha / EVIDENCE_LINES);
  requireNames('waive', waive);
  requireNames('answers', Object.keys(answers));
  requireShapes(ledger, result, options);
  requireReturns('result.returns', result.returns);
  const search = searchOf(ledger);
  if (options.chosen !== undefined) requireWhole('chosen', options.chosen, 0, search.series.length - 1);
  if (regimes !== undefined && regimes.length !== result.returns.length)
    throw new ParameterError('regimes', `one label per return (${result.returns.length})`, regimes.length);
  const settings: ResamplingSettings = { alpha, seed, resamples };
  const sources: Partial<Record<SuiteLineName, Answer>> = {
    ...ledgerLines(search, options.chosen, settings),
    ...resultLines(result, settings),
    ...(strategy !== undefined && strategyLines(strategy, settings)),
    ...givenLines(result, regimes, settings),
  };
  const found: Partial<Record<SuiteLineName, Verdict>> = { ...answers };
  for (const line of SUITE_LINE_NAMES) {
    options.signal?.throwIfAborted();
    if (waive.includes(line) || found[line] !== undefined) continue;
    const source = sources[line];
    if (source === undefined) continue;
    options.onProgress?.(line);
    found[line] = await source();
  }
  const asked = SUITE_LINE_NAMES.filter(
    (line) => !waive.includes(line) && !(SUITE_LINES[line].isExtra && found[line] === undefined),
  );
  return verdictOf(judgeLines(asked, found, { alpha, trials: search.trials }), waive, alpha, [
    ...hiddenRisk(result.positionPnl),
    ...answered(Object.keys(answers)),
  ]);
}

function verdictOf(
  lines: readonly SuiteLine[],
  waived: readonly SuiteLineName[],
  alpha: number,
  warnings: readonly string[],
): SuiteVerdict {
  const deciding = lines.filter(({ decides }) => decides);
  const passed = deciding.filter(({ status }) => status === 'pass');
  const evidence = lines.filter(({ role }) => role === 'evidence');
  const adjusted = evidence.map((line) => line.adjustedPValue).filter((p) => !Number.isNaN(p));
  // Waived evidence would leave a verdict about nothing.
  const status = evidence.length === 0 ? 'insufficient' : combineVerdicts(deciding);
  const open = deciding.filter((line) => line.status !== 'pass').map(({ line }) => line);
  const advice = lines.filter((line) => !line.decides && line.status === 'fail').map(({ line }) => line);
  return {
    ...createVerdict({
      name: 'suite',
      question: 'Is there an edge that a search for luck would not have found?',
      status,
      value: passed.length,
      pValue: adjusted.length === 0 ? Number.NaN : Math.max(...adjusted),
      n: deciding.length,
      assumptions: [
        'The ledger holds every trial that led to the choice, and the tests out of sample were looked at once.',
      ],
      warnings: [
        ...(waived.length > 0 ? [`Not asked, because the caller does without: ${waived.join(', ')}.`] : []),
        ...warnings,
        ...(advice.length > 0 ? [`Without deciding, these failed: ${advice.join(', ')}.`] : []),
      ],
      explanation: explain(status, passed.length, deciding.length, open),
    }),
    lines,
    waived,
    alpha,
  };
}

/** No test of returns can see a loss that has not come yet; the shape of those that have is a hint. */
function hiddenRisk(pnl: ArrayLike<number> | undefined): string[] {
  const profits = Array.from(pnl ?? []);
  const won = profits.filter((profit) => profit > 0).length / profits.length;
  return profits.length >= LEAST_POSITIONS && won >= RARELY_LOSES
    ? [
        `It won in ${percent(won)} of ${profits.length} positions: a rare large loss that has not come yet would change all of this.`,
      ]
    : [];
}

function answered(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`Answered by the caller: ${lines.join(', ')}.`];
}

function explain(status: VerdictStatus, passed: number, n: number, open: readonly SuiteLineName[]): string {
  if (status === 'pass') return `All ${n} deciding lines passed.`;
  const rest = open.length === 0 ? 'no line of evidence is left' : `not so ${open.join(', ')}`;
  return `${passed} of ${n} deciding lines passed; ${rest}.`;
}

function requireShapes<Params>(ledger: SuiteLedger | null, result: SuiteResult, options: SuiteOptions<Params>): void {
  if (ledger !== null && (typeof ledger?.counts !== 'function' || typeof ledger.series !== 'function'))
    throw new ParameterError('ledger', 'a TrialLedger, or null', ledger);
  if (result === null || typeof result !== 'object')
    throw new ParameterError('result', 'returns out of sample: { returns }', result);
  if (options.strategy !== undefined && typeof options.strategy?.definition?.prepare !== 'function')
    throw new ParameterError('strategy', '{ definition, params, bars }', options.strategy);
  for (const [line, verdict] of Object.entries(options.answers ?? {}))
    if (
      typeof verdict?.status !== 'string' ||
      typeof verdict.explanation !== 'string' ||
      !Array.isArray(verdict.warnings)
    )
      throw new ParameterError(`answers.${line}`, 'a verdict', verdict);
}

function requireNames(option: string, names: readonly string[]): void {
  for (const name of names)
    if (!Object.hasOwn(SUITE_LINES, name))
      throw new ParameterError(option, `names of lines (${SUITE_LINE_NAMES.join(', ')})`, name);
}
