import { normalCdf, normalQuantile, type Verdict, type VerdictStatus } from '@quantblocks/core';
import type { CostCurve } from '../stress/cost-curve.ts';
import { count, short } from '../words.ts';
import { SUITE_LINES, type SuiteLineName } from './suite-line.ts';

/** What the numbers of a line depend on. */
interface Context {
  readonly alpha: number;
  /** Trials of the search. */
  readonly trials: number;
  /** Lines of evidence. */
  readonly tests: number;
  /** Whether nothing was earned out of sample, of which anything could remain. */
  readonly isLoss: boolean;
}

/** What would change an answer that is no pass, in a sentence with numbers where they can be had. */
export function wouldChange(line: SuiteLineName, status: VerdictStatus, details: Verdict, context: Context): string {
  const { role, remedy } = SUITE_LINES[line];
  if (role === 'advice' && (context.isLoss || status !== 'fail')) return '';
  if (status !== 'fail')
    return line === 'warmUp' ? 'Say how many bars it needs: `tradeFrom` of the configuration.' : remedy;
  if (line === 'selection') return ofSelection(details, context);
  if (line === 'outOfSample') return ofOutOfSample(details, context);
  if (line === 'costs') return ofCosts(details as CostCurve);
  return remedy;
}

/** As if trials were independent and normal: the bound that Šidák's correction gives. */
function ofSelection({ value: t, n }: Verdict, { alpha, trials, tests }: Context): string {
  const level = alpha / tests;
  const needed = -normalQuantile(-Math.expm1(Math.log1p(-level) / trials));
  const fewer = Math.floor(Math.log1p(-level) / Math.log1p(-normalCdf(-t)));
  const asked = `${trials} trials ask for about ${short(needed)} standard errors; it has ${short(t)}.`;
  if (!(t > 0)) return asked;
  const search = fewer >= 1 ? `, or a search of at most ${count(fewer, 'trial')}` : '';
  return `${asked} That takes about ${Math.ceil(n * (needed / t) ** 2)} bars like these ${n}${search}.`;
}

function ofOutOfSample(details: Verdict, { alpha, tests }: Context): string {
  const { t } = details as Verdict & { readonly t?: number };
  if (t === undefined || !(t > 0)) return 'It lost out of sample: no number of bars like these would prove an edge.';
  const bars = Math.ceil(details.n * (normalQuantile(alpha / tests) / t) ** 2);
  return bars > details.n
    ? `About ${bars} bars with the same mean would be enough; there are ${details.n}.`
    : SUITE_LINES.outOfSample.remedy;
}

function ofCosts({ breakEvenBps, breakEven }: CostCurve): string {
  return breakEven === 'none'
    ? 'Nothing: it loses before costs.'
    : `Costs of at most ${short(breakEvenBps / 2)} bps, or fewer trades.`;
}
