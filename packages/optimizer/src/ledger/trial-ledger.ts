import { ParameterError } from '@quantblocks/core';
import { type EffectiveTrials, effectiveTrials } from '../importance/effective-trials.ts';
import type { AnyParams } from '../space/constraints.ts';
import type { TrialState } from '../study/history.ts';
import type { Study } from '../study/study.ts';
import type { Trial } from '../study/trial.ts';
import { csvRow } from './csv-row.ts';

/** A trial, and the study it belongs to. */
export interface LedgerEntry {
  readonly study: string;
  readonly trial: Trial<AnyParams>;
}

/** What a ledger counts. */
export interface LedgerCounts extends Readonly<Record<TrialState, number>> {
  /** Trials of any state: the number of times something was tried. */
  readonly trials: number;
  /** Complete, but against a constraint. */
  readonly infeasible: number;
  /** Complete trials whose params were complete in the same study before. */
  readonly duplicates: number;
}

/** Return series of trials, for tests that correct for everything that was tried. */
export interface LedgerSeries {
  readonly entries: readonly LedgerEntry[];
  /** One per entry, all of equal length. */
  readonly series: readonly Float64Array[];
}

/**
 * Every trial of one or several studies that led to a decision: also those that were pruned, failed or forgotten. The best of
 * many is good by luck alone; how many there were, and how alike, is what an honest test has to know.
 *
 * A view: it shows what its studies hold when it is asked.
 *
 * @example
 * ```ts
 * import { createStudy, float, optimize, space, TrialLedger } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(0, 1) }), seed: 1 });
 * await optimize(study, ({ x }) => ({ value: x, returns: [x, -x, 0.01] }), { trials: 30 });
 * const ledger = new TrialLedger({ exits: study });
 * ledger.counts().complete; // => 30
 * ledger.series().series.length; // => 30
 * ```
 */
export class TrialLedger {
  readonly #studies: ReadonlyMap<string, Study<AnyParams>>;

  /**
   * @param studies - By name.
   * @throws a {@link ParameterError} if there is none, or one is not a study.
   */
  constructor(studies: Readonly<Record<string, Study<never>>> | Readonly<Record<string, Study<object>>>) {
    this.#studies = new Map(Object.entries(studies as unknown as Record<string, Study<AnyParams>>));
    if (this.#studies.size === 0) throw new ParameterError('studies', 'at least one study', studies);
    for (const [name, study] of this.#studies) {
      if (!Array.isArray(study?.trials)) throw new ParameterError(`studies.${name}`, 'a study', study);
    }
  }

  /** All trials, study by study, in order of their numbers. */
  get entries(): LedgerEntry[] {
    return [...this.#studies].flatMap(([study, { trials }]) => trials.map((trial) => ({ study, trial })));
  }

  counts(): LedgerCounts {
    const counts = { trials: 0, complete: 0, pruned: 0, failed: 0, running: 0, infeasible: 0, duplicates: 0 };
    const known = new Set<string>();
    for (const { study, trial } of this.entries) {
      counts.trials++;
      counts[trial.state]++;
      if (trial.state !== 'complete') continue;
      if (trial.violation > 0) counts.infeasible++;
      const key = JSON.stringify([study, trial.params]);
      if (known.has(key)) counts.duplicates++;
      known.add(key);
    }
    return counts;
  }

  /**
   * The return series that trials came with.
   *
   * @throws a {@link ParameterError} if their lengths differ: a test over them would compare different times.
   */
  series(): LedgerSeries {
    const entries = this.entries.filter(({ study, trial }) => this.returnsOf(study, trial.number) !== null);
    const series = entries.map(({ study, trial }) => this.returnsOf(study, trial.number) as Float64Array);
    const odd = series.findIndex(({ length }) => length !== series[0].length);
    if (odd >= 0) {
      const { study, trial } = entries[odd];
      throw new ParameterError(
        'returns',
        `${series[0].length} values as of the first trial`,
        `${series[odd].length} of ${study} ${trial.number}`,
      );
    }
    return { entries, series };
  }

  /** The return series of a trial, or `null` if it came without. */
  returnsOf(study: string, trial: number): Float64Array | null {
    return this.#studies.get(study)?.series.get(trial) ?? null;
  }

  /** How many independent trials the return series are worth, by several measures. */
  effectiveTrials(): EffectiveTrials {
    return effectiveTrials(this.series().series);
  }

  /**
   * A CSV table, a row per trial: study, trial, state, by, values, violation, duration in ms, reason, and every parameter as
   * `params_` and its name, because one may be called `value`.
   */
  toCsv(): string {
    const { entries } = this;
    const names = [...new Set(entries.flatMap(({ trial }) => Object.keys(trial.params)))];
    const width = Math.max(1, ...entries.map(({ trial }) => trial.values?.length ?? 0));
    const values = Array.from({ length: width }, (_, i) => (width === 1 ? 'value' : `value_${i + 1}`));
    const header = [
      'study',
      'trial',
      'state',
      'by',
      ...values,
      'violation',
      'duration_ms',
      'reason',
      ...names.map((name) => `params_${name}`),
    ];
    const rows = entries.map(({ study, trial }) => [
      study,
      trial.number,
      trial.state,
      trial.by,
      ...values.map((_, i) => trial.values?.[i]),
      trial.violation,
      trial.durationMs,
      trial.reason,
      ...names.map((name) => (Object.hasOwn(trial.params, name) ? trial.params[name] : undefined)),
    ]);
    return [header, ...rows].map(csvRow).join('');
  }
}
