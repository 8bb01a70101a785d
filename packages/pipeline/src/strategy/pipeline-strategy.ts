import type { SimulationConfig, StrategyDefinition } from '@quantblocks/engine';
import type { Space } from '@quantblocks/optimizer';

/** A point of any stage: what a study samples. */
export type Point = Readonly<Record<string, number | string | boolean>>;

/** One search of several in a row: it starts from what the one before chose. */
export interface SearchStage<Params> {
  /** Names the study in ledgers and tables. */
  readonly name: string;
  readonly space: Space<Point>;
  /** Tried first, so that a search is never worse than what is known. */
  readonly first?: Point | undefined;
  /** Complete parameters with a point of this stage put into them. */
  apply(params: Params, point: Point): Params;
}

/**
 * A strategy as the pipeline sees it: how to search it, how to run it, what a rescue may change, how to write it down. Everything the
 * phases need of a strategy is here, so that they know none by name.
 */
export interface PipelineStrategy<Params> {
  /** Part of every task's key. */
  readonly name: string;
  readonly definition: StrategyDefinition<Params>;
  /** In the order in which they are searched. */
  readonly stages: readonly SearchStage<Params>[];
  /**
   * What a rescue may try beside the strategy as it is, in order; each is searched anew on the training bars of every fold and counts as trials.
   */
  readonly rescues: readonly RescueVariant<Params>[];
  /** What a simulation assumes, with `tradeFrom` at least the strategy's own warm-up. */
  simulation(params: Params, tradeFrom: number): SimulationConfig;
  /** Bars of history after which decisions no longer depend on where the bars begin. */
  readonly warmUp: number;
  /** Validates parameters from a file. Throws a `ParameterError`. */
  parse(value: unknown): Params;
  /** Parameters as columns of `scan.csv`, of the names in `SCAN_COLUMNS` alone: they are part of the file format. `{}` writes none. */
  columns(params: Params): Readonly<Record<string, number | string>>;
  /** Scripts for production, by file extension; none by default. */
  scripts?(params: Params, about: ScriptAbout): Readonly<Record<string, string>>;
}

/** A changed starting point, with stages of its own where its space differs. */
export interface RescueVariant<Params> {
  /** Such as `'MODERATE, senkouB 26'`. */
  readonly name: string;
  apply(params: Params): Params;
  readonly stages?: readonly SearchStage<Params>[];
}

/** What a script says of itself. */
export interface ScriptAbout {
  readonly asset: string;
  readonly run: string;
  readonly verdict: string;
}
