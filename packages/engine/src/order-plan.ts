/**
 * A price level in one of four units, with an optional per-bar factor.
 *
 * The number used is `value * series[b]` (or `value` alone), read at the decision bar `b`:
 * - `price`: the level itself;
 * - `fraction`: a fraction of the fill price, away from it (0.02 = 2 %);
 * - `distance`: price units away from the fill, for example `{ unit: 'distance', value: 3, series: atr }` = 3 ATR;
 * - `risk`: multiples of the initial stop distance (R); not for stops.
 *
 * "Away" is towards loss for stops and towards profit for targets, so a value is never negative.
 */
export interface Level {
  readonly unit: 'price' | 'fraction' | 'distance' | 'risk';
  readonly value: number;
  /** One factor per bar of the plan; NaN at the decision bar refuses the order. */
  readonly series?: Float64Array;
}

/** A take-profit that closes part of the position, and may move the stop of the rest. */
export interface Target extends Level {
  /** Part of the ORIGINAL quantity to close, in (0, 1]. All targets together: at most 1; what remains rides on. */
  readonly fraction: number;
  /**
   * Where the stop goes once this target is filled: the entry price (break-even), the price of the target before this
   * one, or a level measured from the entry towards PROFIT. @defaultValue the stop stays
   */
  readonly stopTo?: 'entry' | 'previousTarget' | Level;
}

/** A stop that follows the best price since entry and never loosens. */
export interface Trail {
  /** `fraction` of the best price, or `distance` in price units. */
  readonly unit: 'fraction' | 'distance';
  readonly value: number;
  /** One factor per bar, for example an ATR. */
  readonly series?: Float64Array;
  /** When `series` is read: once at the decision bar, or at every bar's close (a chandelier exit). @defaultValue `'entry'` */
  readonly refresh?: 'entry' | 'bar';
  /** What is followed: the best high (low for shorts) or the best close. @defaultValue `'extreme'` */
  readonly follow?: 'extreme' | 'close';
  /** Profit, measured like a target, that must be touched before the trail starts. @defaultValue at once */
  readonly activation?: Level;
}

/** How a position is left: stops, targets, trail and time, all measured from its own fill. */
export interface ExitRules {
  readonly stop?: Level;
  /** In the order in which they must fill. At most 8. */
  readonly targets?: readonly Target[];
  readonly trail?: Trail;
  /** Bars a position may be held; then it is closed at the next fill moment (open or close, as entries are). */
  readonly maxBars?: number;
}

/**
 * What a strategy wants on each bar, decided at the bar's CLOSE with nothing later than it.
 *
 * `signal` and `exit` are as long as the bars. Changing exit rules never needs new signals.
 */
export interface OrderPlan extends ExitRules {
  /** +1 go long, -1 go short, 0 nothing new. */
  readonly signal: Int8Array;
  /** +1 close a long, -1 close a short, 2 close whatever is open, 0 nothing. @defaultValue no exit signals */
  readonly exit?: Int8Array;
  /** Factor on the size of an entry, >= 0, per bar (volatility targeting). @defaultValue 1 */
  readonly weight?: Float64Array;
}
