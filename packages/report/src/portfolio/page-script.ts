/**
 * Sorts tables, switches the theme, opens everything for paper. Runs in the browser: must not refer to anything outside itself.
 */
export function portfolioPage(): void {
  const root = document.documentElement;

  const sort = (table: HTMLTableElement, column: number, isDown: boolean): void => {
    const body = table.tBodies[0];
    const readCell = (row: HTMLTableRowElement): string => row.cells[column].dataset.value ?? '';
    const rows = [...body.rows].sort((first, second) => {
      const [a, b] = [readCell(first), readCell(second)];
      // What has no value is last either way.
      if (a === '' || b === '') return Number(a === '') - Number(b === '');
      const [x, y] = [Number(a), Number(b)];
      const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
      return isDown ? -order : order;
    });
    body.append(...rows);
  };
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sortable]')) {
    const heads = [...table.querySelectorAll<HTMLElement>('th[data-sort]')];
    for (const [column, head] of heads.entries()) {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        // Names begin with the first letter, figures with the largest.
        const isText = column === 0 || Number.isNaN(Number(table.tBodies[0].rows[0].cells[column].dataset.value));
        const now = head.getAttribute('aria-sort');
        const isDown = now === null ? !isText : now === 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
        sort(table, column, isDown);
      });
    }
  }

  const theme = document.querySelector<HTMLElement>('[data-theme-toggle]');
  const isDark = (): boolean => {
    const chosen = root.dataset.theme;
    return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  };
  const nameTheme = (): void => theme?.setAttribute('aria-pressed', String(isDark()));
  theme?.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('quantblocks-report-theme', root.dataset.theme);
    } catch {
      // Some browsers refuse storage to local files; the choice then lasts as long as the page.
    }
    nameTheme();
  });
  nameTheme();

  let closed: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of closed) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of closed) details.open = false;
  });
  root.dataset.ready = 'true';
}
