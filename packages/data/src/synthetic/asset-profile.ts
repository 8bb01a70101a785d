import { ParameterError, type Rng } from '@quantblocks/core';
import type { EdgeKind } from './edge.ts';

/** One asset of a synthetic market; everything but its symbol has a default that depends on seed and symbol alone. */
export interface AssetSpec {
  /** Names the asset and its random stream. */
  symbol: string;
  /** @defaultValue the market's `edge` */
  edge?: EdgeKind;
  /** Annualised Sharpe ratio of the best causal sign rule before costs. @defaultValue the market's `strength` */
  strength?: number;
  /** Mean trend length or half-life of mean reversion, in bars. @defaultValue the market's `edgeBars` */
  edgeBars?: number;
  /** Root mean square volatility per year, a fraction. @defaultValue drawn from 0.5 .. 0.9 */
  annualVolatility?: number;
  /** Price before the first bar. @defaultValue drawn log-uniformly from 0.5 .. 50 000 */
  startPrice?: number;
  /** Correlation with the market factor, 0 .. 1. @defaultValue drawn around the square root of the market's `correlation` */
  loading?: number;
}

/** What an asset is, after its defaults have been drawn. */
export interface AssetProfile {
  readonly symbol: string;
  readonly annualVolatility: number;
  readonly startPrice: number;
  /** Prices are multiples of it: five significant digits at the start. */
  readonly tickSize: number;
  readonly loading: number;
  /** Typical turnover per hour in quote units. */
  readonly notional: number;
}

const ALPHABET =
  'ALFA BRAVO CHARLIE DELTA ECHO FOXTROT GOLF HOTEL INDIA JULIETT KILO LIMA MIKE NOVEMBER OSCAR PAPA QUEBEC ROMEO SIERRA TANGO UNIFORM VICTOR WHISKEY XRAY YANKEE ZULU'.split(
    ' ',
  );

/** Assets by number, by name, or in full; a name always means the same asset. */
export function assetSpecs(assets: number | readonly (string | AssetSpec)[]): AssetSpec[] {
  if (typeof assets === 'number') {
    if (!(Number.isInteger(assets) && assets >= 1)) throw new ParameterError('assets', 'an integer >= 1', assets);
    return Array.from({ length: assets }, (_, i) => ({ symbol: ALPHABET[i] ?? `ASSET${i + 1}` }));
  }
  const specs = assets.map((asset) => (typeof asset === 'string' ? { symbol: asset } : asset));
  if (specs.length === 0) throw new ParameterError('assets', 'at least one asset', specs.length);
  const seen = new Set<string>();
  for (const { symbol } of specs) {
    if (typeof symbol !== 'string' || symbol === '' || seen.has(symbol)) {
      throw new ParameterError('assets', 'distinct non-empty symbols', symbol);
    }
    seen.add(symbol);
  }
  return specs;
}

/** Every second letter of the alphabet trends (ALFA, CHARLIE, ECHO, ...); all other names carry no edge. */
export function defaultEdge(symbol: string): EdgeKind {
  const index = ALPHABET.indexOf(symbol);
  return index >= 0 && index % 2 === 0 ? 'trend' : 'none';
}

export function assetProfile(rng: Rng, spec: AssetSpec, correlation: number): AssetProfile {
  // All are drawn even where the caller knows better, so that fixing one leaves the others as they were.
  const drawn = {
    annualVolatility: 0.5 + 0.4 * rng.next(),
    startPrice: Number((0.5 * 100_000 ** rng.next()).toPrecision(3)),
    loading: correlation ** (0.5 * (0.75 + 0.5 * rng.next())),
    notional: 10 ** (6 + 1.5 * rng.next()),
  };
  const { symbol, annualVolatility = drawn.annualVolatility, startPrice = drawn.startPrice } = spec;
  const { loading = drawn.loading } = spec;
  if (!(annualVolatility > 0 && annualVolatility <= 5)) {
    throw new ParameterError('annualVolatility', 'a fraction > 0 and <= 5', annualVolatility);
  }
  if (!(startPrice > 0 && startPrice < Number.POSITIVE_INFINITY)) {
    throw new ParameterError('startPrice', 'a finite price > 0', startPrice);
  }
  if (!(loading >= 0 && loading <= 1)) throw new ParameterError('loading', 'a number in [0, 1]', loading);
  // Parsed, because 10 ** -4 is not the double nearest to 0.0001.
  const tickSize = Number(`1e${Math.floor(Math.log10(startPrice)) - 4}`);
  return { symbol, annualVolatility, startPrice, tickSize, loading, notional: drawn.notional };
}
