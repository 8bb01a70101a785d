import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { axisTicks } from './client/axis-ticks.ts';
import { toCsv } from './client/csv.ts';
import { decode } from './client/decode.ts';
import { clientMain } from './client/main.ts';
import { positionsTable } from './client/positions-table.ts';
import { pricePainter } from './client/price-painter.ts';
import { timeCharts } from './client/time-charts.ts';

const CHART_LIBRARY = 'uPlot, MIT licence, copyright Leon Sorokin';

/**
 * The page's script: the chart library, then the functions of `client/` as their own source text.
 *
 * They are typed, linted and tested like all code, need no second build, and are the same from source and from `dist`.
 * The price: none of them may refer to anything but its parameters and the browser.
 */
export function clientScript(): string {
  const parts = { decode, axisTicks, timeCharts, pricePainter, positionsTable, toCsv };
  const sources = Object.entries(parts).map(([name, part]) => `${name}:${part}`);
  const start = `(${clientMain})(JSON.parse(document.getElementById('data').textContent),uPlot,{${sources.join(',\n')}});`;
  return `${chartLibrary().script}\n${start}`;
}

/** Restores the remembered theme before anything is painted. */
export const themeScript: string =
  "try{const t=localStorage.getItem('quantblocks-report-theme');if(t==='dark'||t==='light')document.documentElement.dataset.theme=t}catch{}";

let cached: { script: string; style: string } | undefined;

/** The installed chart library; its banner is replaced because a report names no address. */
export function chartLibrary(): { script: string; style: string } {
  if (cached === undefined) {
    const folder = dirname(createRequire(import.meta.url).resolve('uplot/package.json'));
    const read = (file: string): string => readFileSync(join(folder, 'dist', file), 'utf8');
    cached = {
      script: `/* ${CHART_LIBRARY} */\n${read('uPlot.iife.min.js').replace(/^\/\*![\s\S]*?\*\/\s*/, '')}`,
      style: read('uPlot.min.css'),
    };
  }
  return cached;
}
