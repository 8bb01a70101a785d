import type uPlotModule from 'uplot';
import type { axisTicks } from './axis-ticks.ts';
import type { toCsv } from './csv.ts';
import type { decode } from './decode.ts';
import type { ReportPayload } from './payload.ts';
import type { positionsTable } from './positions-table.ts';
import type { Marks, pricePainter } from './price-painter.ts';
import type { ChartLine, timeCharts } from './time-charts.ts';

/** The functions the page is made of, handed in because each travels as its own source text. */
export interface ClientParts {
  readonly decode: typeof decode;
  readonly axisTicks: typeof axisTicks;
  readonly timeCharts: typeof timeCharts;
  readonly pricePainter: typeof pricePainter;
  readonly positionsTable: typeof positionsTable;
  readonly toCsv: typeof toCsv;
}

/** Brings the page to life. Runs in the browser: must not refer to anything outside itself. */
export function clientMain(payload: ReportPayload, Plot: typeof uPlotModule, parts: ClientParts): void {
  const { decode } = parts;
  const ticks = parts.axisTicks();
  const root = document.documentElement;
  const find = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;
  const isNarrow = matchMedia('(max-width: 640px)').matches;

  const minus = (text: string): string => text.replace('-', '\u2212');
  const fixed =
    (digits: number, suffix = '') =>
    (value: number): string =>
      minus(value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })) + suffix;
  const percent = (value: number): string => fixed(1, '%')(Math.abs(value) < 5e-4 ? 0 : value * 100);
  const wholePercent = (value: number): string => `${minus(String(Number((value * 100).toFixed(1))))}%`;

  const time = decode(payload.time);
  const prices = {
    time,
    open: decode(payload.open),
    high: decode(payload.high),
    low: decode(payload.low),
    close: decode(payload.close),
    step: payload.timeframeMs * payload.barsPerPoint,
  };
  const runs = payload.runs.map((run) => {
    const columns = Object.fromEntries(Object.entries(run.positions).map(([key, c]) => [key, decode(c)]));
    const legs = Object.fromEntries(Object.entries(run.legs).map(([key, c]) => [key, decode(c)]));
    return { name: run.name, columns, legs, length: columns.side.length };
  });
  let current = runs[0];
  const marksOf = (run: (typeof runs)[number]): Marks => ({
    side: run.columns.side,
    entryTime: run.columns.entryTime,
    entryPrice: run.columns.entryPrice,
    exitTime: run.columns.exitTime,
    exitPrice: run.columns.exitPrice,
    netPnl: run.columns.netPnl,
    legTime: run.legs.time,
    legPrice: run.legs.price,
    legReason: Array.from(run.legs.reason, (code) => payload.reasons[code]),
  });
  let marks = marksOf(current);

  const lines = (values: (index: number) => ArrayLike<number>, fill = false): ChartLine[] =>
    payload.lines.map(
      (line, i): ChartLine => ({
        label: line.name,
        color: line.benchmark ? '--bench' : `--run${i}`,
        values: values(i),
        width: line.benchmark ? 1.25 : 1.75,
        fill: fill && i === 0,
        ...(line.benchmark ? { dash: [5, 4] } : i === 1 ? { dash: [12, 3] } : i === 2 ? { dash: [2, 3] } : {}),
      }),
    );
  const height = (wide: number, narrow: number): number => (isNarrow ? narrow : wide);
  const charts = parts.timeCharts(
    Plot,
    [
      {
        element: find('[data-chart=equity]'),
        time,
        lines: lines((i) => decode(payload.lines[i].equity)),
        format: fixed(0),
        axisFormat: ticks.compact,
        height: height(340, 260),
        canLog: true,
      },
      {
        element: find('[data-chart=drawdown]'),
        time,
        lines: lines((i) => decode(payload.lines[i].drawdown), true),
        format: percent,
        axisFormat: wholePercent,
        ceiling: 0,
        height: height(190, 160),
      },
      {
        element: find('[data-chart=price]'),
        time,
        lines: [
          { label: 'Open', color: '--price', values: prices.open, hidden: true },
          { label: 'High', color: '--price', values: prices.high, hidden: true },
          { label: 'Low', color: '--price', values: prices.low, hidden: true },
          { label: 'Close', color: '--price', values: prices.close, hidden: true },
        ],
        format: fixed(payload.priceDigits),
        axisFormat: ticks.compact,
        height: height(380, 300),
        canLog: true,
        draw: parts.pricePainter(prices, () => marks),
      },
      {
        element: find('[data-chart=sharpe]'),
        time: decode(payload.rollingTime),
        lines: lines((i) => decode(payload.rolling[i])),
        format: fixed(2),
        axisFormat: (value) => minus(String(value)),
        height: height(190, 160),
      },
    ],
    ticks,
  );

  const shown = find('[data-shown]');
  const say = (min: number, max: number): void => {
    const day = (stamp: number): string => new Date(stamp).toISOString().slice(0, 10);
    shown.textContent = `${day(min)} \u2013 ${day(max)}`;
    const [first, last] = charts.extent();
    for (const button of document.querySelectorAll<HTMLElement>('[data-span]')) {
      const span = Number(button.dataset.span) * 864e5;
      const wanted = span === 0 ? last - first : Math.min(span, last - first);
      const isShown = Math.abs(max - min - wanted) < prices.step && Math.abs(last - max) < prices.step;
      button.setAttribute('aria-pressed', String(isShown && (span === 0 || span < last - first)));
    }
  };
  charts.onRange(say);
  say(...charts.range());
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-span]')) {
    button.addEventListener('click', () => {
      const span = Number(button.dataset.span) * 864e5;
      const [first, last] = charts.extent();
      charts.setRange(span === 0 ? first : last - span, last);
    });
  }

  const log = find('[data-log]');
  log.addEventListener('click', () => {
    const on = log.getAttribute('aria-pressed') !== 'true';
    log.setAttribute('aria-pressed', String(on));
    charts.setLog(on);
  });

  const theme = find('[data-theme-toggle]');
  const isDark = (): boolean => {
    const chosen = root.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  };
  const nameTheme = (): void => theme.setAttribute('aria-pressed', String(isDark()));
  theme.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('quantblocks-report-theme', root.dataset.theme);
    } catch {
      // Some browsers refuse storage to local files; the choice then lasts as long as the page.
    }
    nameTheme();
    charts.rebuild();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    nameTheme();
    charts.rebuild();
  });
  nameTheme();

  let beforePrint: string | undefined;
  addEventListener('beforeprint', () => {
    beforePrint = root.dataset.theme;
    root.dataset.theme = 'light';
    charts.rebuild();
  });
  addEventListener('afterprint', () => {
    if (beforePrint) root.dataset.theme = beforePrint;
    else delete root.dataset.theme;
    charts.rebuild();
  });

  const table = parts.positionsTable(find('[data-positions]'), payload.priceDigits, (entryTime, exitTime) => {
    const pad = Math.max((exitTime - entryTime) * 0.6, prices.step * 30);
    charts.setRange(entryTime - pad, exitTime + pad);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    find('[data-chart=price]').scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
  });
  const showRun = (index: number): void => {
    current = runs[index];
    marks = marksOf(current);
    charts.redraw();
    table.show({ length: current.length, columns: current.columns, reasons: payload.reasons });
    for (const select of document.querySelectorAll<HTMLSelectElement>('[data-run]')) select.value = String(index);
  };
  for (const select of document.querySelectorAll<HTMLSelectElement>('[data-run]')) {
    select.addEventListener('change', () => showRun(Number(select.value)));
  }
  showRun(0);

  find('[data-csv]').addEventListener('click', () => {
    const keys = Object.keys(current.columns);
    const text = parts.toCsv(['position', ...keys], current.length, (row, column) => {
      if (column === 0) return row + 1;
      const key = keys[column - 1];
      const value = current.columns[key][row];
      if (key === 'entryTime' || key === 'exitTime') return new Date(value).toISOString();
      if (key === 'side') return value > 0 ? 'long' : 'short';
      return key === 'reason' ? payload.reasons[value] : value;
    });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
    link.download = `positions-${current.name.replace(/[^\w-]+/g, '-')}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  root.dataset.ready = 'true';
}
