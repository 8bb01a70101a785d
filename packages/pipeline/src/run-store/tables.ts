import type { RowOf } from './columns.ts';

/**
 * Columns of `scan.csv`, one row per asset: those of the earlier system, then ours.
 *
 * Sharpe ratios are per year; returns, drawdowns and shares are fractions; only `degradation_pct` is in percent. `*_trades` count positions,
 * `*_legs` their partial exits. Columns of parameters are those of FINAL TRIGGER and stay empty for other strategies, whose parameters are in
 * `params/`. `status` is `PASS` or `FAIL`, and empty where there is an `error`.
 */
export const SCAN_COLUMNS = {
  asset: 'text',
  status: 'text',
  exchange: 'text',
  timeframe: 'text',
  start_date: 'text',
  end_date: 'text',
  total_bars: 'number',
  seed: 'number',
  fail_reason: 'text',
  sl_mult: 'number',
  tp1_mult: 'number',
  tp2_mult: 'number',
  tp3_mult: 'number',
  tenkan: 'number',
  kijun: 'number',
  tenkan_5: 'number',
  kijun_5: 'number',
  displacement: 'number',
  is_sharpe: 'number',
  is_return: 'number',
  is_trades: 'number',
  val_sharpe: 'number',
  val_return: 'number',
  val_trades: 'number',
  oos_sharpe: 'number',
  oos_return: 'number',
  oos_trades: 'number',
  oos_max_dd: 'number',
  oos_pf: 'number',
  wfe_pardo: 'number',
  return_efficiency: 'number',
  degradation_pct: 'number',
  mc_p: 'number',
  error: 'text',
  strategy: 'text',
  phase: 'text',
  filter_mode: 'text',
  config_hash: 'text',
  params_hash: 'text',
  trials: 'number',
  zero_trade_share: 'number',
  folds: 'number',
  profitable_folds: 'number',
  folds_above_buy_and_hold: 'number',
  buy_and_hold_return: 'number',
  exposure: 'number',
  oos_p_value: 'number',
  wfe_sharpe: 'number',
  is_legs: 'number',
  val_legs: 'number',
  oos_legs: 'number',
} as const;

/** A row of `scan.csv`. */
export type ScanRow = RowOf<typeof SCAN_COLUMNS>;

/**
 * Columns of `guards.csv`, one row per asset: the earlier system's guards, then the verdict of our suite and the status of each of its
 * lines, in the words of a `Verdict`.
 *
 * Columns that end in `_pct` are in percent, as their name says. An empty flag is a guard that was not run, never one that passed.
 */
export const GUARDS_COLUMNS = {
  asset: 'text',
  base_sharpe: 'number',
  guard001_p_value: 'number',
  guard001_pass: 'flag',
  guard002_variance_pct: 'number',
  guard002_pass: 'flag',
  guard003_sharpe_ci_lower: 'number',
  guard003_pass: 'flag',
  guard005_top10_pct: 'number',
  guard005_pass: 'flag',
  guard006_stress1_sharpe: 'number',
  guard006_pass: 'flag',
  guard007_mismatch_pct: 'number',
  guard007_pass: 'flag',
  guard008_pbo: 'number',
  guard008_pass: 'flag',
  guard_wfe: 'number',
  guard_wfe_pass: 'flag',
  overfit_psr: 'number',
  overfit_dsr: 'number',
  overfit_sr_star: 'number',
  all_pass: 'flag',
  error: 'text',
  suite_status: 'text',
  suite_p_value: 'number',
  selection_status: 'text',
  selection_p_value: 'number',
  out_of_sample_status: 'text',
  out_of_sample_p_value: 'number',
  surrogate_markets_status: 'text',
  surrogate_markets_p_value: 'number',
  look_ahead_status: 'text',
  warm_up_status: 'text',
  costs_status: 'text',
  deflated_sharpe_status: 'text',
  overfitting_status: 'text',
  track_record_status: 'text',
  walk_forward_status: 'text',
  delay_status: 'text',
  missed_fills_status: 'text',
  noise_status: 'text',
  plateau_status: 'text',
  concentration_status: 'text',
  regimes_status: 'text',
} as const;

/** A row of `guards.csv`. */
export type GuardsRow = RowOf<typeof GUARDS_COLUMNS>;

/** Columns of `pine_plan*.csv`, one row per asset. */
export const PINE_PLAN_COLUMNS = {
  asset: 'text',
  mode: 'text',
  sl_mult: 'number',
  tp1_mult: 'number',
  tp2_mult: 'number',
  tp3_mult: 'number',
  tenkan: 'number',
  kijun: 'number',
  tenkan_5: 'number',
  kijun_5: 'number',
} as const;

/** A row of `pine_plan*.csv`. */
export type PinePlanRow = RowOf<typeof PINE_PLAN_COLUMNS>;
