import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bars, ParameterError } from '@quantblocks/core';
import { binanceSource } from '@quantblocks/data';
import { colours as pc } from '../colours.ts';
import type { Answer, Invocation } from '../command.ts';
import type { DOWNLOAD_FLAGS } from '../flags.ts';

export async function download({ flags, args, io, isJson }: Invocation<typeof DOWNLOAD_FLAGS>): Promise<Answer> {
  const { timeframe = '1h', out = 'data', url } = flags;
  const start = dayOf('--start', flags.start) ?? dayOf('--start', '2024-01-01');
  const end = dayOf('--end', flags.end);
  const files = args.map((symbol) => ({ symbol, path: join(out, `Binance_${symbol}_${timeframe}.csv`) }));
  for (const { symbol, path } of files) {
    if (!/^[A-Z0-9]+$/.test(symbol)) throw new ParameterError('SYMBOL', 'a pair such as BTCUSDT', symbol);
    if (existsSync(path)) throw new ParameterError('--out', 'a folder that does not have this file yet', path);
  }
  mkdirSync(out, { recursive: true });
  const source = binanceSource(url === undefined ? {} : { baseUrl: url });
  const written: { readonly symbol: string; readonly path: string; readonly bars: number }[] = [];
  for (const { symbol, path } of files) {
    const bars = await source.fetchBars({
      symbol,
      timeframe,
      start: start as number,
      ...(end !== undefined && { end }),
      ...(io.signal && { signal: io.signal }),
      onProgress: ({ bars, fraction }) => {
        if (!isJson) io.err(`${pc.dim(`${symbol}: ${bars} bars, ${(100 * fraction).toFixed(0)}%`)}\n`);
      },
    });
    // Under its name it is whole or not there.
    writeFileSync(`${path}.part`, csvOf(bars));
    renameSync(`${path}.part`, path);
    written.push({ symbol, path, bars: bars.length });
  }
  return { text: written.map(({ path, bars }) => `${path}: ${bars} bars`).join('\n'), json: written };
}

function csvOf({ time, open, high, low, close, volume }: Bars): string {
  const rows = Array.from(time, (at, i) =>
    [new Date(at).toISOString(), open[i], high[i], low[i], close[i], volume[i]].join(','),
  );
  return `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`;
}

function dayOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new ParameterError(name, 'a day such as 2024-01-31', text);
  return time;
}
