/** Positions of one run as decoded columns. */
export interface TablePositions {
  readonly length: number;
  readonly columns: Readonly<Record<string, ArrayLike<number>>>;
  readonly reasons: readonly string[];
}

/** Handles of the table. */
export interface PositionsTable {
  show(positions: TablePositions): void;
}

/**
 * A paged, sortable table of positions. Runs in the browser: must not refer to anything outside itself.
 *
 * @param root - Holds `table`, `[data-page]`, `[data-previous]` and `[data-next]`.
 * @param onPick - Called with the entry and exit time of the row that was clicked.
 */
export function positionsTable(
  root: HTMLElement,
  priceDigits: number,
  onPick: (entryTime: number, exitTime: number) => void,
): PositionsTable {
  const PAGE = 20;
  const body = root.querySelector('tbody') as HTMLElement;
  const headers = [...root.querySelectorAll<HTMLElement>('th[data-key]')];
  const label = root.querySelector('[data-page]') as HTMLElement;
  const previous = root.querySelector('[data-previous]') as HTMLButtonElement;
  const next = root.querySelector('[data-next]') as HTMLButtonElement;
  let data: TablePositions = { length: 0, columns: {}, reasons: [] };
  let order: number[] = [];
  let page = 0;
  let key = 'number';
  let direction = 1;

  const number = (value: number, digits: number, sign = false): string => {
    if (!Number.isFinite(value)) return '\u2013';
    const text = Math.abs(value).toLocaleString('en-US', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    const isZero = !/[1-9]/.test(text);
    return (value < 0 && !isZero ? '\u2212' : sign && value > 0 && !isZero ? '+' : '') + text;
  };
  const day = (time: number): string => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
  const percent = (value: number): string => (Number.isFinite(value) ? `${number(value * 100, 1, true)}%` : '\u2013');
  const value = (name: string, p: number): number => {
    if (name === 'number') return p;
    if (name === 'held') return data.columns.exitTime[p] - data.columns.entryTime[p];
    return data.columns[name][p];
  };
  const held = (ms: number): string => {
    const [size, unit] = ms >= 864e5 * 2 ? [864e5, 'd'] : ms >= 36e5 ? [36e5, 'h'] : [6e4, 'min'];
    return `${number(ms / size, ms / size < 10 && unit !== 'min' ? 1 : 0)} ${unit}`;
  };
  const print: Record<string, (p: number) => string> = {
    side: (p) => (value('side', p) > 0 ? '\u25b2 long' : '\u25bc short'),
    entryTime: (p) => day(value('entryTime', p)),
    entryPrice: (p) => number(value('entryPrice', p), priceDigits),
    exitTime: (p) => day(value('exitTime', p)),
    exitPrice: (p) => number(value('exitPrice', p), priceDigits),
    held: (p) => held(value('held', p)),
    reason: (p) => data.reasons[value('reason', p)] + (value('ambiguous', p) ? ' \u2020' : ''),
    netPnl: (p) => number(value('netPnl', p), 2, true),
    r: (p) => number(value('r', p), 2, true),
    mae: (p) => percent(value('mae', p)),
    mfe: (p) => percent(value('mfe', p)),
  };

  const draw = (): void => {
    const pages = Math.max(1, Math.ceil(data.length / PAGE));
    page = Math.max(0, Math.min(page, pages - 1));
    const from = page * PAGE;
    const rows = order.slice(from, from + PAGE).map((p) => {
      const row = document.createElement('tr');
      const head = document.createElement('th');
      head.scope = 'row';
      const pick = document.createElement('button');
      pick.type = 'button';
      pick.textContent = String(p + 1);
      pick.setAttribute('aria-label', `Show position ${p + 1} on the chart`);
      pick.addEventListener('click', () => onPick(value('entryTime', p), value('exitTime', p)));
      head.append(pick);
      row.append(head);
      for (const { dataset } of headers.slice(1)) {
        const cell = document.createElement('td');
        const name = dataset.key as string;
        cell.textContent = print[name](p);
        if (name === 'netPnl' || name === 'r')
          cell.className = value(name, p) > 0 ? 'up' : value(name, p) < 0 ? 'down' : '';
        if (name === 'side' || name === 'reason') cell.className = 'text';
        row.append(cell);
      }
      return row;
    });
    body.replaceChildren(...rows);
    const to = Math.min(from + PAGE, data.length);
    label.textContent =
      data.length === 0 ? 'No positions' : `${from + 1}\u2013${to} of ${data.length.toLocaleString('en-US')}`;
    previous.disabled = page === 0;
    next.disabled = page >= pages - 1;
    for (const header of headers) {
      if (header.dataset.key === key) header.setAttribute('aria-sort', direction > 0 ? 'ascending' : 'descending');
      else header.removeAttribute('aria-sort');
    }
  };

  const sort = (): void => {
    const rank = (p: number): number => {
      const v = value(key, p);
      return Number.isNaN(v) ? Number.POSITIVE_INFINITY : v * direction;
    };
    order = Array.from({ length: data.length }, (_, p) => p).sort((a, b) => rank(a) - rank(b) || a - b);
    page = 0;
    draw();
  };

  for (const header of headers) {
    header.querySelector('button')?.addEventListener('click', () => {
      const chosen = header.dataset.key as string;
      direction = chosen === key ? -direction : chosen === 'number' ? 1 : -1;
      key = chosen;
      sort();
    });
  }
  previous.addEventListener('click', () => {
    page--;
    draw();
  });
  next.addEventListener('click', () => {
    page++;
    draw();
  });
  return {
    show(positions) {
      data = positions;
      sort();
    },
  };
}
