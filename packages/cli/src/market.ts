import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { type Bars, ParameterError } from '@quantblocks/core';
import { formatQuality, loadBars, syntheticMarket } from '@quantblocks/data';
import type { Manifest } from '@quantblocks/pipeline';
import type { Values } from './command.ts';
import type { MARKET_FLAGS } from './flags.ts';
import { wholeFlag } from './read-value.ts';
import { UsageError } from './usage-error.ts';

/** Candles of several assets, and where they are from. */
export interface Market {
  readonly bars: readonly Bars[];
  /** By asset; for a synthetic market the words it can be made from again. */
  readonly files: Readonly<Record<string, string>>;
  /** What is true of each asset, where it is known. */
  readonly truth?: Readonly<Record<string, string>>;
  /** One line per file. */
  readonly notes: readonly string[];
}

const SYNTHETIC = /^synthetic market, seed (\d+), (\d+) bars$/;

/** Loads what the flags name. */
export function loadMarket(flags: Values<typeof MARKET_FLAGS>): Market {
  const { data = [], assets, synthetic = false, timeframe } = flags;
  if (synthetic === data.length > 0) throw new UsageError('candles are needed: --data DIR, or --synthetic');
  if (synthetic) {
    const names = assets === undefined ? 8 : /^\d+$/.test(assets) ? Number(assets) : namesOf(assets);
    return synthesise(
      wholeFlag('--market-seed', flags['market-seed'], 0) ?? 1,
      wholeFlag('--bars', flags.bars, 1) ?? 17_520,
      names,
    );
  }
  const files = data.flatMap((path) => filesOf(path, timeframe));
  if (files.length === 0) throw new ParameterError('--data', 'CSV files of candles', data.join(', '));
  return loadFiles(assets === undefined ? files : namesOf(assets).map((name) => pick(files, name)));
}

/** The candles an earlier run had, from what its manifest says of them. */
export function loadMarketOf({ data }: Manifest): Market {
  const [, seed, bars] = SYNTHETIC.exec(data[0]?.file ?? '') ?? [];
  if (seed !== undefined)
    return synthesise(
      Number(seed),
      Number(bars),
      data.map(({ asset }) => asset),
    );
  return loadFiles(data.map(({ asset, file }) => ({ asset, path: file })));
}

function synthesise(seed: number, bars: number, assets: number | readonly string[]): Market {
  const { bars: series, truth } = syntheticMarket({ seed, bars, assets });
  const said = `synthetic market, seed ${seed}, ${bars} bars`;
  return {
    bars: series,
    files: Object.fromEntries(series.map(({ symbol }) => [symbol, said])),
    truth: Object.fromEntries(
      truth.assets.map(({ edge }, i) => [series[i].symbol, edge.kind === 'none' ? 'noise' : edge.kind]),
    ),
    notes: [said],
  };
}

interface AssetFile {
  readonly asset: string;
  readonly path: string;
}

function filesOf(path: string, timeframe: string | undefined): AssetFile[] {
  if (!statSync(path).isDirectory()) return [{ asset: assetOf(path), path }];
  return readdirSync(path)
    .filter((name) => extname(name).toLowerCase() === '.csv')
    .filter((name) => timeframe === undefined || name.toLowerCase().endsWith(`_${timeframe.toLowerCase()}.csv`))
    .sort()
    .map((name) => ({ asset: assetOf(name), path: join(path, name) }));
}

/** `BTC` of `Binance_BTCUSDT_1h.csv`, `BTC_USDT_1h.csv` and `BTC_1H.csv`. */
function assetOf(path: string): string {
  const name = basename(path, extname(path)).replace(/[_-]\d+(s|m|min|h|d|w)$/i, '');
  return name.replace(/^binance[_-]/i, '').replace(/(?<=.)[_-]?(USDT|USDC|USD)$/i, '');
}

function pick(files: readonly AssetFile[], name: string): AssetFile {
  const found = files.filter(({ asset }) => asset.toLowerCase() === name.toLowerCase());
  if (found.length === 0)
    throw new ParameterError('--assets', `some of ${files.map(({ asset }) => asset).join(', ')}`, name);
  // Two files of one asset are refused when all are loaded; a choice between them would be a guess.
  if (found.length > 1) refuseTwice(found);
  return found[0];
}

function loadFiles(files: readonly AssetFile[]): Market {
  for (const { asset } of files) {
    const same = files.filter((other) => other.asset === asset);
    if (same.length > 1) refuseTwice(same);
  }
  const loaded = files.map(({ asset, path }) => loadBars(path, { symbol: asset }));
  return {
    bars: loaded.map(({ bars }) => bars),
    files: Object.fromEntries(files.map(({ asset, path }) => [asset, resolve(path)])),
    notes: loaded.map(({ quality }) => formatQuality(quality, { style: 'line' })),
  };
}

function refuseTwice(files: readonly AssetFile[]): never {
  const names = files.map(({ path }) => basename(path)).join(', ');
  throw new UsageError(`${names} are all of ${files[0].asset}: choose with --timeframe, or name the files`);
}

function namesOf(list: string): string[] {
  const names = list.split(',').map((name) => name.trim());
  if (names.includes('')) throw new ParameterError('--assets', 'names with commas between', list);
  return names;
}
