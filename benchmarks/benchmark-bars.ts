import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bars } from '@quantblocks/core';
import { loadBars, syntheticMarket } from '@quantblocks/data';

const repository = fileURLToPath(new URL('..', import.meta.url));

/** Two years of hourly BTC if the data folder is there, else a synthetic market of the same length. */
export function benchmarkBars(): Bars {
  const folder = resolve(repository, process.env.QUANTBLOCKS_DATA ?? '../shared/data');
  const file = join(folder, 'Binance_BTCUSDT_1h.csv');
  return existsSync(file) ? loadBars(file).bars : syntheticMarket({ assets: ['ALFA'], bars: 17_521 }).bars[0];
}
