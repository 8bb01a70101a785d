import { basename, extname } from 'node:path';

/** A file's name without its extension and its timeframe: `data/BTC_USDT_2h.csv` is `BTC_USDT`. */
export function symbolOfPath(path: string): string {
  const name = basename(path, extname(path));
  const symbol = name.replace(/[_-](\d+(s|m|min|h|d|w|M)?|daily|hourly)$/i, '');
  return symbol === '' ? name : symbol;
}
