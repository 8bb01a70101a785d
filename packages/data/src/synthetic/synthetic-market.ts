import { type Bars, createRng, ParameterError, periodsPerYear } from '@quantblocks/core';
import { assetPath } from './asset-path.ts';
import { type AssetProfile, type AssetSpec, assetProfile, assetSpecs, defaultEdge } from './asset-profile.ts';
import { calibrateEdge, type EdgeKind, type EdgeParameters } from './edge.ts';
import { marketFactor } from './market-factor.ts';

/** Options of {@link syntheticMarket}. */
export interface SyntheticMarketOptions {
  /** @defaultValue `1` */
  seed?: number;
  /** How many, or which: `['ALFA', { symbol: 'X', edge: 'meanReversion' }]`. @defaultValue `5` (ALFA, BRAVO, CHARLIE, DELTA, ECHO) */
  assets?: number | readonly (string | AssetSpec)[];
  /** Bars per asset. @defaultValue `17_520`, two years of hours */
  bars?: number;
  /** @defaultValue `3_600_000` */
  timeframeMs?: number;
  /** Open of the first bar, epoch milliseconds UTC. @defaultValue 2024-01-01 */
  startTime?: number;
  /** Edge of every asset without its own. @defaultValue `'trend'` for ALFA, CHARLIE, ECHO and every second letter on, else `'none'` */
  edge?: EdgeKind;
  /** Annualised Sharpe ratio of the best causal sign rule, before costs, of every asset with an edge. @defaultValue `3` */
  strength?: number;
  /** Mean length of a trend, or half-life of mean reversion, in bars. @defaultValue `240` for trends, `12` for mean reversion */
  edgeBars?: number;
  /** Typical correlation between the returns of two assets, 0 .. 1. @defaultValue `0.65` */
  correlation?: number;
  /** Degrees of freedom of the Student-t shocks, > 2. @defaultValue `5` */
  tailDf?: number;
}

/** What is true of one asset. The series are latent: no strategy may read them. */
export interface AssetTruth extends AssetProfile {
  readonly edge: EdgeParameters;
  /** Expected log-return of bar `i` over that of a martingale; all 0 without an edge. Its sign is the bull or bear regime. */
  readonly drift: Float64Array;
  /** Standard deviation of the log-return of bar `i` given all bars before it. */
  readonly volatility: Float64Array;
}

/** What is true of the market. */
export interface MarketTruth {
  readonly seed: number;
  readonly periodsPerYear: number;
  /** 0 calm, 1 turbulent, common to all assets. */
  readonly regime: Uint8Array;
  /** In the order of the bars. */
  readonly assets: readonly AssetTruth[];
}

/** Bars of every asset, and what made them. */
export interface SyntheticMarket {
  readonly bars: readonly Bars[];
  readonly truth: MarketTruth;
}

/**
 * A reproducible market of correlated assets with the stylised facts of hourly crypto candles, in which some assets carry a
 * planted edge of known strength and the others are exact martingales.
 *
 * Use it to calibrate: a validation pipeline must find the first kind and refuse the second.
 *
 * **Returns.** Log-return of bar `i` of one asset: `r = sigma (x + z) - sigma^2 V / 2`, where `x` is the planted drift in volatilities (0
 * without an edge) and `z = b sqrt(W_m) g_m + sqrt(1 - b^2) sqrt(W) g` joins a market shock, loading `b`, and the asset's own. `g` are
 * standard normal, `W = (df - 2) / chiSquare(df)` makes both shocks Student-t with unit variance, and `V = b^2 W_m + (1 - b^2) W`.
 * Given the `W` the bar is Gaussian, so `E[exp(r) | past] = 1` exactly when `x = 0`: the price, not its logarithm, is the martingale.
 *
 * **Volatility.** `sigma = annualVolatility / sqrt(periodsPerYear) * M * exp(X) / rms`, known before the bar. `M` is common to all assets:
 * a two-state Markov regime (calm 480 h at 0.75, turbulent 160 h at 1.5 on average) times two autoregressions of log-volatility
 * (half-lives 5 h and 240 h, sd 0.3 each), times a daily season of +-25 % with its peak at 15:00 UTC. `X` is the asset's own (48 h, sd 0.25).
 *
 * **Edges.** `'trend'`: `x = +s` or `-s`, a Markov chain with mean sojourn `edgeBars` in bull or bear. The best rule that sees only
 * prices holds the sign of the filtered state, sized `1 / sigma` ({@link edgePositions}); its Sharpe ratio per bar is
 * `s e^-k / (k (K0(k) + K1(k)))`, `k = lambda / s^2`, with switching rate `lambda`, and `s` is solved from `strength`.
 * `'meanReversion'`: `x = -theta y`, `y` a discounted sum of the past standardised returns that decays with half-life `edgeBars`;
 * the rule holds the sign of `-y` and earns `sqrt(2 / pi) theta / sqrt(1 - 4^(-1 / edgeBars))` per bar. A strategy that estimates
 * volatility and state by other means earns less, and costs come on top.
 *
 * **Candles.** The open is the last close up to a gap of 1 % of the bar's standard deviation. High and low are the extremes of a Brownian
 * bridge of variance `sigma^2 V`. Prices are rounded to a tick of five significant digits at the start. Log-volume is 0.8
 * log-range plus an autoregression (8 h, sd 0.45).
 *
 * @remarks An asset depends on seed, symbol and its own options alone, not on the other assets, their order or the number of bars: longer
 * markets continue shorter ones. The same asset with another edge meets the same shocks. Five assets of 17 520 bars take about 0.15 s.
 * @throws a {@link ParameterError} if an option is outside its range.
 * @see R. Cont, "Empirical properties of asset returns: stylized facts and statistical issues", Quantitative Finance 1 (2001), 223-236.
 * @see W. M. Wonham, "Some applications of stochastic differential equations to optimal nonlinear filtering", SIAM J. Control 2 (1965), 347-369.
 *
 * @example
 * ```ts
 * import { syntheticMarket } from '@quantblocks/data';
 *
 * const { bars, truth } = syntheticMarket({ seed: 1, assets: 2, bars: 1000 });
 * bars.map((asset) => asset.symbol); // => ['ALFA', 'BRAVO']
 * truth.assets.map((asset) => asset.edge.kind); // => ['trend', 'none']
 * truth.assets[0].edge.strength; // => 3
 * ```
 */
export function syntheticMarket(options: SyntheticMarketOptions = {}): SyntheticMarket {
  const { seed = 1, assets = 5, bars = 17_520, timeframeMs = 3_600_000, startTime = Date.UTC(2024, 0, 1) } = options;
  const { edge, strength = 3, edgeBars, correlation = 0.65, tailDf = 5 } = options;
  if (!(Number.isInteger(bars) && bars >= 1)) throw new ParameterError('bars', 'an integer >= 1', bars);
  if (!Number.isFinite(startTime)) throw new ParameterError('startTime', 'epoch milliseconds', startTime);
  if (!(correlation >= 0 && correlation <= 1)) {
    throw new ParameterError('correlation', 'a number in [0, 1]', correlation);
  }
  if (!(tailDf > 2 && tailDf < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('tailDf', 'a finite number > 2', tailDf);
  }
  const perYear = periodsPerYear(timeframeMs);
  const clock = { bars, timeframeMs, startTime };
  const rng = createRng(seed, 'syntheticMarket');
  const market = marketFactor(rng.fork('market'), clock, tailDf);

  const made = assetSpecs(assets).map((spec) => {
    const stream = rng.fork('asset', spec.symbol);
    const profile = assetProfile(stream.fork('profile'), spec, correlation);
    const kind = spec.edge ?? edge ?? defaultEdge(spec.symbol);
    const planted = calibrateEdge(kind, spec.strength ?? strength, perYear, spec.edgeBars ?? edgeBars);
    const perBar = profile.annualVolatility / Math.sqrt(perYear);
    const { bars, drift, volatility } = assetPath(stream, profile, planted, market, clock, perBar, tailDf);
    return { bars, truth: { ...profile, edge: planted, drift, volatility } };
  });
  return {
    bars: made.map((asset) => asset.bars),
    truth: {
      seed,
      periodsPerYear: perYear,
      regime: market.regime,
      assets: made.map((asset) => asset.truth),
    },
  };
}
