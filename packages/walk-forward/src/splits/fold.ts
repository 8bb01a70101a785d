/** Bars `start .. end - 1`, and the history that may feed their indicators. */
export interface BarRange {
  readonly start: number;
  /** One past the last bar. */
  readonly end: number;
  /** First bar that indicators may read. Bars from here to `start - 1` feed indicators; they never trade and never count. */
  readonly warmupStart: number;
}

/**
 * One round of choosing parameters on some bars and judging them on others.
 *
 * Ranges of a list are in time order and do not touch each other's bars. Walk-forward folds have one training and one test range;
 * cross-validation trains around its tests, so it has several.
 */
export interface Fold {
  /** Position in the list it was made in. */
  readonly index: number;
  /** Bars to fit on, each range a market of its own: nothing may be carried across the gaps. */
  readonly train: readonly BarRange[];
  /** Bars to select among fitted candidates, where the split has them. */
  readonly validation?: BarRange;
  /** Bars to judge on, once. */
  readonly test: readonly BarRange[];
  /** The data end before the test does: it is shorter than asked for. */
  readonly isPartial: boolean;
}

/** Options every split shares. */
export interface WarmupOptions {
  /**
   * Bars before each range that may feed its indicators: past bars only, so fewer where the data begin.
   * @defaultValue all of them, as a live trader has
   */
  warmup?: number;
}

/** Options of splits that keep a distance before a test. */
export interface PurgeOptions extends WarmupOptions {
  /**
   * Bars that a trade, a label or its horizon reaches into the future: as many are dropped from the end of what comes
   * before a test (or before a validation range).
   * @defaultValue `0`
   */
  purge?: number;
}
