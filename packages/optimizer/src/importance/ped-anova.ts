import { ParameterError } from '@quantblocks/core';
import { choiceDensity, gridDensity } from './cell-density.ts';
import { cellIndices, cellsOf, type ImportanceParameter } from './parameter-grid.ts';

/** Finished trials in columns. */
export interface ImportanceInput {
  readonly parameters: readonly ImportanceParameter[];
  /** One per parameter, one value per trial: the value, or the index of a choice; NaN where it does not exist. */
  readonly columns: readonly Float64Array[];
  /** One per trial, smaller is better; Infinity is the worst. */
  readonly losses: Float64Array;
}

/** Options of {@link pedAnova}. */
export interface PedAnovaOptions {
  /** Fraction of the trials that count as good. @defaultValue `0.1` */
  readonly targetQuantile?: number;
  /** Fraction of the trials they are compared with, more than `targetQuantile`. @defaultValue `1` */
  readonly regionQuantile?: number;
}

/** Importance of one parameter. */
export interface ParameterImportance {
  readonly name: string;
  /** Weighted Pearson divergence, not negative. */
  readonly importance: number;
  /** The importance over the sum of all; 0 if that is 0. */
  readonly share: number;
}

/** What {@link pedAnova} finds. */
export interface Importances {
  /** The most important one first, equal ones by name. */
  readonly parameters: readonly ParameterImportance[];
  /** `'fewTrials'`: fewer than 5 good trials; the order is more noise than finding. */
  readonly status: 'ok' | 'fewTrials';
  /** Number of good trials, with all that are as good as the last of them. */
  readonly targetTrials: number;
  readonly regionTrials: number;
}

/** Trials a density is fitted to at least, and good trials that make a result worth reading. */
const FEWEST = 2;
const ENOUGH = 5;
/** Keeps a cell that no kernel reaches from being divided by. */
const FLOOR = 1e-12;

/**
 * How much each parameter matters for a trial to be among the best: PED-ANOVA, the Pearson divergence of where the
 * values of the best trials lie from where those of all trials lie.
 *
 * Both densities are Parzen estimates over at most 50 cells (all values of a parameter that has fewer; its choices if
 * it is categorical). The importance is `(m / n)^2 * sum(q * (p / q - 1)^2)` for the densities `p` of `m` good trials
 * and `q` of all `n`. Trials in which a parameter does not exist do not count for it: if the fraction `a` of the good
 * ones and `b` of all have it, its divergence among them is weighted by `a^2 / b`, and is 0 for fewer than two trials.
 * Only the order of the losses matters.
 *
 * It sees one parameter at a time, and where the search has been: a sampler that soon keeps to one value makes that
 * value common in both densities. `share`s compare parameters of one study, not studies.
 *
 * @returns Importances in descending order; all 0 for fewer than two trials, or if all are equally good.
 * @throws a {@link ParameterError} if lengths differ, a loss is NaN or -Infinity, a value is out of range, or a
 * quantile is.
 * @remarks The numbers of Optuna 5's default evaluator, which leaves out trials of infinite loss.
 * @see S. Watanabe, A. Bansal, F. Hutter, "PED-ANOVA: Efficiently Quantifying Hyperparameter Importance in Arbitrary
 * Subspaces", IJCAI 2023; "Conditional PED-ANOVA: Hyperparameter Importance in Hierarchical & Dynamic Search Spaces",
 * arXiv 2601.20800, theorem 4.2, for parameters that do not always exist.
 *
 * @example
 * ```ts
 * import { createStudy, float, pedAnova, random, space } from '@quantblocks/optimizer';
 *
 * const study = createStudy({ space: space({ x: float(-1, 1), y: float(-1, 1) }), sampler: random() });
 * for (const { number, params } of study.ask(200)) study.tell(number, 10 * params.x ** 2 + params.y);
 * const { columns, losses, length } = study.history;
 * const { parameters, status } = pedAnova({
 *   parameters: study.space.dimensions,
 *   columns: columns.map((column) => column.subarray(0, length)),
 *   losses: losses[0].subarray(0, length),
 * });
 * parameters[0].name; // => 'x'
 * status; // => 'ok'
 * ```
 */
export function pedAnova(input: ImportanceInput, options: PedAnovaOptions = {}): Importances {
  const { targetQuantile = 0.1, regionQuantile = 1 } = options;
  if (!(targetQuantile > 0 && targetQuantile < regionQuantile && regionQuantile <= 1)) {
    throw new ParameterError('targetQuantile', '0 < targetQuantile < regionQuantile <= 1', options);
  }
  check(input);
  const { parameters, columns, losses } = input;
  const sorted = losses.slice().sort();
  const target = atMost(losses, cutoff(sorted, targetQuantile));
  const region = atMost(losses, cutoff(sorted, regionQuantile));
  const found = parameters.map((parameter, i) => {
    const importance = parameter.count > 1 ? importanceOf(parameter, columns[i], target, region) : 0;
    return { name: parameter.name, importance };
  });
  const total = found.reduce((sum, { importance }) => sum + importance, 0);
  return {
    parameters: found
      .map((entry) => ({ ...entry, share: total > 0 ? entry.importance / total : 0 }))
      .sort((a, b) => b.importance - a.importance || (a.name < b.name ? -1 : 1)),
    status: target.length < ENOUGH ? 'fewTrials' : 'ok',
    targetTrials: target.length,
    regionTrials: region.length,
  };
}

function importanceOf(
  parameter: ImportanceParameter,
  column: Float64Array,
  target: Uint32Array,
  region: Uint32Array,
): number {
  const cells = cellIndices(parameter, column);
  const good = countCells(cells, target, cellsOf(parameter));
  const all = countCells(cells, region, cellsOf(parameter));
  const a = good.reduce((sum, count) => sum + count, 0);
  const b = all.reduce((sum, count) => sum + count, 0);
  if (a === 0 || b < FEWEST) return 0;
  const density = parameter.type === 'categorical' ? choiceDensity : gridDensity;
  const top = density(good);
  const base = density(all);
  let divergence = 0;
  for (let i = 0; i < top.length; i++) divergence += (top[i] - base[i]) ** 2 / (base[i] + FLOOR);
  // (target / region)^2 times (a / target)^2 / (b / region)
  return (a ** 2 / (b * region.length)) * divergence;
}

function countCells(cells: Int32Array, trials: Uint32Array, count: number): Float64Array {
  const counts = new Float64Array(count);
  for (const trial of trials) if (cells[trial] >= 0) counts[cells[trial]]++;
  return counts;
}

/** Loss of the last trial within the quantile. */
function cutoff(sorted: Float64Array, quantile: number): number {
  // 0.1 * 70 is a little more than 7.
  return sorted[Math.max(1, Math.ceil(quantile * sorted.length - 1e-9)) - 1];
}

function atMost(losses: Float64Array, limit: number): Uint32Array {
  return Uint32Array.from(losses.keys()).filter((trial) => losses[trial] <= limit);
}

function check({ parameters, columns, losses }: ImportanceInput): void {
  if (columns.length !== parameters.length) {
    throw new ParameterError('columns', `${parameters.length}, one per parameter`, columns.length);
  }
  const odd = columns.find((column) => column.length !== losses.length);
  if (odd !== undefined) throw new ParameterError('columns', `${losses.length} values, one per loss`, odd.length);
  const bad = losses.find((loss) => !(loss > Number.NEGATIVE_INFINITY));
  if (bad !== undefined) throw new ParameterError('losses', 'finite numbers or Infinity', bad);
}
