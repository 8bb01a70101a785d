import type uPlotModule from 'uplot';

type UPlot = typeof uPlotModule;
type Options = uPlotModule.Options;

/** One line of a chart. */
export interface ChartLine {
  readonly label: string;
  /** CSS variable that holds its colour. */
  readonly color: string;
  readonly values: ArrayLike<number>;
  readonly dash?: number[];
  readonly width?: number;
  readonly fill?: boolean;
  /** Drawn by `draw` only; still in the legend. */
  readonly hidden?: boolean;
}

/** One chart over time. */
export interface ChartSpec {
  readonly element: HTMLElement;
  readonly time: ArrayLike<number>;
  readonly lines: readonly ChartLine[];
  readonly format: (value: number) => string;
  readonly axisFormat: (value: number) => string;
  readonly height: number;
  readonly canLog?: boolean;
  /** No axis room above this value. */
  readonly ceiling?: number;
  readonly draw?: (chart: uPlotModule, color: (name: string) => string) => void;
}

/** Charts that share one time window. */
export interface TimeCharts {
  setRange(min: number, max: number): void;
  range(): readonly [number, number];
  extent(): readonly [number, number];
  setLog(log: boolean): void;
  rebuild(): void;
  redraw(): void;
  onRange(listener: (min: number, max: number) => void): void;
}

/**
 * Draws charts whose zoom, pan and cursor move together. Runs in the browser: must not refer to anything outside itself.
 */
export function timeCharts(
  Plot: UPlot,
  specs: readonly ChartSpec[],
  ticks: {
    linear(low: number, high: number, wanted: number): number[];
    log(low: number, high: number, wanted: number): number[];
  },
): TimeCharts {
  const time = specs[0].time;
  const full = [time[0], time[time.length - 1]] as const;
  const listeners: ((min: number, max: number) => void)[] = [];
  let window_: readonly [number, number] = full;
  let isLog = false;
  let charts: uPlotModule[] = [];
  let isSyncing = false;

  const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const widthOf = (element: HTMLElement): number => Math.max(240, Math.floor(element.clientWidth));

  const setRange = (min: number, max: number): void => {
    const shortest = (full[1] - full[0]) * Math.min(1, 8 / time.length);
    const span = Math.min(full[1] - full[0], Math.max(max - min, shortest));
    const low = Math.max(full[0], Math.min((min + max) / 2 - span / 2, full[1] - span));
    window_ = [low, low + span];
    isSyncing = true;
    for (const chart of charts) chart.setScale('x', { min: window_[0], max: window_[1] });
    isSyncing = false;
    for (const listener of listeners) listener(window_[0], window_[1]);
  };

  const options = (spec: ChartSpec): Options => {
    const log = isLog && spec.canLog === true;
    const axis = {
      stroke: color('--muted'),
      font: '12px system-ui, sans-serif',
      grid: { stroke: color('--rule'), width: 1 },
      ticks: { show: false },
    };
    const yRange = (_chart: uPlotModule, low: number | null, high: number | null): [number, number] => {
      if (low === null || high === null) return log ? [1, 10] : [0, 1];
      const ceiling = spec.ceiling ?? Number.POSITIVE_INFINITY;
      if (log) return [low / (high / low) ** 0.05 / 1.001, high * (high / low) ** 0.05 * 1.001];
      const pad = (high - low) * 0.06 || Math.abs(high) * 0.01 || 0.01;
      return [low - pad, Math.min(high + pad, ceiling)];
    };
    const value = (line: ChartLine, chart: uPlotModule, shown: number | null): string => {
      // Without a cursor the legend speaks of the last bar in view.
      const at = chart.series[0].idxs?.[1] ?? line.values.length - 1;
      const number = shown ?? line.values[at];
      return Number.isFinite(number) ? spec.format(number) : '\u2013';
    };
    return {
      width: widthOf(spec.element),
      height: spec.height,
      ms: 1,
      tzDate: (stamp) => Plot.tzDate(new Date(stamp), 'Etc/UTC'),
      padding: [10, 18, 0, 0],
      cursor: {
        sync: { key: 'report', scales: ['x', null] },
        drag: { x: true, y: false, dist: 6 },
        points: { size: 6 },
      },
      legend: { markers: { width: 2, dash: (_chart, i) => (spec.lines[i - 1]?.dash ? 'dashed' : 'solid') } },
      scales: {
        x: { min: window_[0], max: window_[1] },
        y: log ? { distr: 3, range: yRange } : { range: yRange },
      },
      axes: [
        { ...axis, space: 62, size: 44, values: (_chart, splits, _axis, _space, step) => dates(splits, step) },
        {
          ...axis,
          size: 54,
          gap: 6,
          splits: (_chart, _axis, low, high) => (log ? ticks.log : ticks.linear)(low, high, spec.height / 42),
          filter: (_chart, splits) => splits,
          values: (_chart, splits) => splits.map((value) => (value === null ? '' : spec.axisFormat(value))),
        },
      ],
      series: [
        { label: 'UTC', value: (chart, stamp) => utc(stamp ?? chart.data[0][chart.series[0].idxs?.[1] ?? 0]) },
        ...spec.lines.map((line) => ({
          label: line.label,
          stroke: color(line.color),
          width: line.width ?? 1.5,
          ...(line.dash ? { dash: line.dash } : {}),
          ...(line.fill ? { fill: `color-mix(in srgb, ${color(line.color)} 14%, transparent)` } : {}),
          ...(line.hidden ? { paths: () => null } : {}),
          points: { show: false },
          value: (chart: uPlotModule, shown: number | null) => value(line, chart, shown),
        })),
      ],
      hooks: {
        setScale: [
          (chart, key) => {
            const { min, max } = chart.scales[key];
            if (key !== 'x' || min == null || max == null) return;
            // The library refreshes its legend with the cursor only; ours also speaks of the last bar in view.
            if (chart.cursor.idx == null) chart.setLegend({ idx: chart.cursor.idx as unknown as number });
            if (isSyncing) return;
            if (min !== window_[0] || max !== window_[1]) setRange(min, max);
          },
        ],
        draw: [(chart) => spec.draw?.(chart, color)],
      },
    };
  };

  /** Month or day or hour, and below it, where it changes, the year or the day. */
  const dates = (splits: readonly number[], step: number): string[] => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    let before = '';
    return splits.map((stamp) => {
      const date = new Date(stamp);
      const year = String(date.getUTCFullYear());
      const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
      const isYears = step >= 360 * 864e5;
      const fine =
        step >= 27 * 864e5 ? months[date.getUTCMonth()] : step >= 864e5 ? day : date.toISOString().slice(11, 16);
      const coarse = step >= 864e5 ? year : day;
      const label = isYears ? year : coarse === before ? fine : `${fine}\n${coarse}`;
      before = coarse;
      return label;
    });
  };

  const utc = (stamp: number): string => new Date(stamp).toISOString().slice(0, 16).replace('T', ' ');

  const valuesFor = (spec: ChartSpec): uPlotModule.AlignedData => {
    const log = isLog && spec.canLog === true;
    const clean = (values: ArrayLike<number>): (number | null)[] =>
      Array.from(values, (value) => (Number.isFinite(value) && !(log && value <= 0) ? value : null));
    return [Array.from(spec.time), ...spec.lines.map((line) => clean(line.values))];
  };

  const rebuild = (): void => {
    for (const chart of charts) chart.destroy();
    isSyncing = true;
    charts = specs.map((spec) => new Plot(options(spec), valuesFor(spec), spec.element));
    isSyncing = false;
    for (const [i, chart] of charts.entries()) {
      followTouch(chart);
      chart.over.setAttribute('aria-hidden', 'true');
      specs[i].element.dataset.ready = 'true';
    }
  };

  /** One finger pans, two fingers zoom; vertical swipes keep scrolling the page. */
  const followTouch = (chart: uPlotModule): void => {
    const fingers = new Map<number, number>();
    let start: { low: number; span: number; fingers: number[] } | null = null;
    const positions = (): number[] => [...fingers.values()].sort((a, b) => a - b);
    const anchor = (): void => {
      start = fingers.size === 0 ? null : { low: window_[0], span: window_[1] - window_[0], fingers: positions() };
    };
    chart.over.style.touchAction = 'pan-y';
    chart.over.addEventListener('pointerdown', (event) => {
      if (event.pointerType !== 'touch') return;
      fingers.set(event.pointerId, event.offsetX);
      anchor();
    });
    chart.over.addEventListener('pointermove', (event) => {
      if (!fingers.has(event.pointerId) || start === null) return;
      fingers.set(event.pointerId, event.offsetX);
      const now = positions();
      const width = chart.over.clientWidth;
      if (now.length === 1) {
        const shift = ((start.fingers[0] - now[0]) / width) * start.span;
        setRange(start.low + shift, start.low + shift + start.span);
      } else if (now.length === 2) {
        const spread = Math.max(20, now[1] - now[0]);
        const span = (start.span * Math.max(20, start.fingers[1] - start.fingers[0])) / spread;
        const held = start.low + ((start.fingers[0] + start.fingers[1]) / 2 / width) * start.span;
        const low = held - ((now[0] + now[1]) / 2 / width) * span;
        setRange(low, low + span);
      }
    });
    for (const name of ['pointerup', 'pointercancel', 'pointerleave'] as const) {
      chart.over.addEventListener(name, (event) => {
        fingers.delete(event.pointerId);
        anchor();
      });
    }
  };

  for (const { element } of specs) {
    element.addEventListener('keydown', (event) => {
      const [low, high] = window_;
      const span = high - low;
      const moves: Record<string, [number, number]> = {
        ArrowLeft: [low - span / 8, high - span / 8],
        ArrowRight: [low + span / 8, high + span / 8],
        '+': [low + span / 6, high - span / 6],
        '=': [low + span / 6, high - span / 6],
        '-': [low - span / 4, high + span / 4],
        '0': [full[0], full[1]],
      };
      const move = moves[event.key];
      if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      setRange(move[0], move[1]);
    });
  }

  new ResizeObserver(() => {
    for (const [i, chart] of charts.entries()) {
      const width = widthOf(specs[i].element);
      if (Math.abs(width - chart.width) > 1) chart.setSize({ width, height: specs[i].height });
    }
  }).observe(specs[0].element);

  rebuild();
  return {
    setRange,
    rebuild,
    range: () => window_,
    extent: () => full,
    setLog(log) {
      isLog = log;
      rebuild();
    },
    redraw() {
      for (const chart of charts) chart.redraw(false);
    },
    onRange: (listener) => {
      listeners.push(listener);
    },
  };
}
