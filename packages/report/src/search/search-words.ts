import { count, formatPercent } from '../format.ts';
import { historyMessage } from './history-plot.ts';
import { paretoFront } from './pareto-plot.ts';
import type { SearchModel } from './search-model.ts';
import { formatParameter, formatValue } from './value-format.ts';

/** What happened in a search, in sentences. */
export interface SearchWords {
  readonly headline: string;
  readonly detail: string;
}

/** The first words about a search: its best, then how it came about. */
export function searchWords(model: SearchModel): SearchWords {
  if (model.trials.length === 0) return { headline: 'No trial was run.', detail: '' };
  const sentences = [ends(model), infeasible(model), front(model), found(model), lastThird(model), parameters(model)];
  return { headline: `${historyMessage(model)}.`, detail: sentences.filter((sentence) => sentence !== '').join(' ') };
}

function ends({ counts }: SearchModel): string {
  const { trials, complete, pruned, failed, running } = counts;
  const states: readonly (readonly [number, one: string, many: string])[] = [
    [complete, 'completed', 'completed'],
    [pruned, 'was pruned', 'were pruned'],
    [failed, 'failed', 'failed'],
    [running, 'is still running', 'are still running'],
  ];
  const parts = states.filter(([n]) => n > 0);
  if (parts.length === 1) {
    const [[, one, many]] = parts;
    return trials === 1 ? `The only trial ${one}.` : `All ${count(trials, 'trial')} ${many}.`;
  }
  const words = parts.map(([n, one, many]) => `${formatValue(n)} ${n === 1 ? one : many}`);
  return `Of ${count(trials, 'trial')}, ${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}.`;
}

function infeasible({ counts, infeasible: broken }: SearchModel): string {
  if (counts.infeasible === 0) return '';
  if (counts.infeasible < counts.complete) {
    return `${count(counts.infeasible, 'completed trial')} broke a constraint and cannot be the best.`;
  }
  const { number, violation = Number.NaN } = broken[0].trial;
  return `The nearest, trial ${number}, misses the constraints by ${formatValue(violation)}.`;
}

function front(model: SearchModel): string {
  const { second } = model.view;
  if (second === undefined || model.ranked.length === 0) return '';
  const { length } = paretoFront(model);
  return `${count(length, 'trial')} ${length === 1 ? 'is' : 'are'} on the front of ${model.objective} and ${second.objective}; what follows is about ${model.objective} alone.`;
}

function found({ ranked, trials }: SearchModel): string {
  if (ranked.length < 2) return '';
  if (ranked[0].value === ranked[ranked.length - 1].value) return 'All feasible trials have the same value.';
  const before = trials.indexOf(ranked[0].trial);
  if (before === 0) return 'The first trial is the best.';
  return `The best came after ${formatPercent(before / trials.length, 0)} of the trials.`;
}

function lastThird(model: SearchModel): string {
  const before = bestBeforeLastThird(model);
  if (before === null || model.ranked.length < 2) return '';
  const best = model.ranked[0].value;
  return before === best
    ? 'The last third of the trials did not improve on what was found before.'
    : `The last third of the trials improved it from ${model.format(before)} to ${model.format(best)}: a longer search may find more.`;
}

/** The best value of the first two thirds of all trials, `null` if there is none or there are too few trials to tell. */
export function bestBeforeLastThird({ trials, improvements }: SearchModel): number | null {
  if (trials.length < 6) return null;
  const { number } = trials[Math.ceil((2 * trials.length) / 3)];
  return improvements.findLast(({ trial }) => trial.number < number)?.value ?? null;
}

function parameters({ ranked, view }: SearchModel): string {
  if (ranked.length === 0) return '';
  const { params } = ranked[0].trial;
  const known = view.parameters.filter(({ name }) => params[name] !== undefined);
  if (known.length === 0) return '';
  return `The best has ${known.map(({ name }) => `${name} ${formatParameter(params[name])}`).join(', ')}.`;
}
