import { checkSearchView } from './check-search-view.ts';
import type { SearchImportance, SearchParameter, SearchTrial, SearchView } from './search-view.ts';
import { formatValue } from './value-format.ts';
import { type Range, robustRange } from './value-range.ts';

/** A trial that completed and has a value. */
export interface ScoredTrial {
  readonly trial: SearchTrial;
  readonly value: number;
}

/** How many trials ended how; the states add up to `trials`. */
export interface SearchCounts {
  readonly trials: number;
  readonly complete: number;
  readonly pruned: number;
  /** Also complete ones without a value: nothing is known of them. */
  readonly failed: number;
  readonly running: number;
  /** Of the complete ones, those against a constraint. */
  readonly infeasible: number;
}

/** Everything the plots and words are made of, computed once. */
export interface SearchModel {
  readonly view: SearchView;
  readonly objective: string;
  /** 1 if large values are good, -1 if small ones are. */
  readonly sign: 1 | -1;
  /** By number. */
  readonly trials: readonly SearchTrial[];
  readonly counts: SearchCounts;
  /** Feasible trials, best first; of equals, the earlier. */
  readonly ranked: readonly ScoredTrial[];
  /** Complete trials against a constraint, the smallest violation first. */
  readonly infeasible: readonly ScoredTrial[];
  /** Leading trials of `ranked` that count as the best tenth. */
  readonly top: number;
  /** Feasible trials that were better than all before, by number. */
  readonly improvements: readonly ScoredTrial[];
  /** Values worth a scale, of feasible trials if there are any; `null` without a finite value. */
  readonly range: Range | null;
  /** Prints values of the objective with the digits that tell them apart. */
  readonly format: (value: number) => string;
  /** Importances that can be shown, the largest first. */
  readonly importances: readonly SearchImportance[];
}

/**
 * Checks a view and computes what its plots share.
 *
 * @throws a {@link ParameterError} if it cannot be drawn, see {@link checkSearchView}.
 */
export function createSearchModel(view: SearchView): SearchModel {
  checkSearchView(view);
  const sign = view.direction === 'maximize' ? 1 : -1;
  const trials = [...view.trials].sort((a, b) => a.number - b.number);
  const scored = trials.flatMap((trial) => {
    const value = scoreOf(trial);
    return Number.isNaN(value) ? [] : [{ trial, value }];
  });
  const feasible = scored.filter(({ trial }) => !isInfeasible(trial));
  const infeasible = scored.filter(({ trial }) => isInfeasible(trial));
  const count = (state: SearchTrial['state']): number => trials.filter((trial) => trial.state === state).length;
  const shown = feasible.length > 0 ? feasible : infeasible;
  const range = robustRange(
    shown.map(({ value }) => value),
    sign,
  );
  return {
    view,
    objective: view.objective ?? 'value',
    sign,
    trials,
    counts: {
      trials: trials.length,
      complete: scored.length,
      pruned: count('pruned'),
      failed: count('failed') + count('complete') - scored.length,
      running: count('running'),
      infeasible: infeasible.length,
    },
    // Equal infinities differ by NaN, so values are compared, not subtracted.
    ranked: [...feasible].sort((a, b) => (a.value === b.value ? 0 : a.value > b.value ? -sign : sign)),
    infeasible: infeasible.sort((a, b) => (missBy(a) === missBy(b) ? 0 : missBy(a) - missBy(b))),
    top: Math.ceil(feasible.length / 10),
    improvements: improvementsOf(feasible, sign),
    range,
    format: (value) => formatValue(value, range === null ? 0 : range[1] - range[0]),
    importances: (view.importances ?? [])
      .filter(({ share }) => Number.isFinite(share) && share >= 0)
      .sort((a, b) => b.share - a.share),
  };
}

/** First value of a complete trial, NaN if there is none. */
function scoreOf({ state, values }: SearchTrial): number {
  return state === 'complete' ? (values?.[0] ?? Number.NaN) : Number.NaN;
}

/** NaN is a constraint that nobody knows to hold. */
function isInfeasible({ violation = 0 }: SearchTrial): boolean {
  return !(violation <= 0);
}

function missBy({ trial: { violation = 0 } }: ScoredTrial): number {
  return Number.isNaN(violation) ? Infinity : violation;
}

function improvementsOf(feasible: readonly ScoredTrial[], sign: 1 | -1): ScoredTrial[] {
  const improvements: ScoredTrial[] = [];
  for (const scored of feasible) {
    const before = improvements.at(-1);
    if (before === undefined || sign * scored.value > sign * before.value) improvements.push(scored);
  }
  return improvements;
}

/** Parameters, the most important first where that is known. */
export function byImportance({ view, importances }: Pick<SearchModel, 'view' | 'importances'>): SearchParameter[] {
  const rank = new Map(importances.map(({ name }, i) => [name, i]));
  const place = ({ name }: SearchParameter): number => rank.get(name) ?? rank.size;
  return [...view.parameters].sort((a, b) => place(a) - place(b));
}

/** What the search looked for, in words. */
export function goal({ sign }: Pick<SearchModel, 'sign'>): string {
  return sign > 0 ? 'higher is better' : 'lower is better';
}
