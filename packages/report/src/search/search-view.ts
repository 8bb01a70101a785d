/** A parameter of a search, as plain data. */
export interface SearchParameter {
  readonly name: string;
  readonly type: 'float' | 'int' | 'ordinal' | 'categorical';
  /** Bounds of a float or int, both included. */
  readonly low?: number;
  readonly high?: number;
  /** Only `low, low + step, ...`. @defaultValue `1` of an int, none of a float */
  readonly step?: number;
  /** Searched, and drawn, on a logarithmic scale. @defaultValue `false` */
  readonly log?: boolean;
  /** Values of an ordinal or categorical, in their order. */
  readonly choices?: readonly (string | number | boolean)[];
}

/** One set of params and what became of it. */
export interface SearchTrial {
  /** Position in the search, from 0. */
  readonly number: number;
  readonly state: 'running' | 'complete' | 'pruned' | 'failed';
  /** One per objective; only those of complete trials are shown. */
  readonly values: readonly number[] | null;
  /** Above 0: a constraint is broken, and the trial cannot be the best. @defaultValue `0` */
  readonly violation?: number;
  /** Missing or `undefined` where a parameter does not exist. */
  readonly params: Readonly<Record<string, string | number | boolean | undefined>>;
  /** What found the point: a sampler, a person. */
  readonly proposedBy?: string;
}

/** Part of the whole that a parameter explains, from 0 to 1. */
export interface SearchImportance {
  readonly name: string;
  readonly share: number;
}

/** A search to show: its parameters and every trial. */
export interface SearchView {
  readonly name: string;
  readonly direction: 'minimize' | 'maximize';
  /** What the values are: `Sharpe ratio`. @defaultValue `'value'` */
  readonly objective?: string;
  /** The second objective, of a search with two: `values[1]`. All plots but {@link paretoPlot} show the first. */
  readonly second?: { readonly direction: 'minimize' | 'maximize'; readonly objective: string };
  readonly parameters: readonly SearchParameter[];
  /** In any order. */
  readonly trials: readonly SearchTrial[];
  readonly importances?: readonly SearchImportance[];
}
