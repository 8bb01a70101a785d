import type { PlotTick } from './line-plot.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const MOST = 7;
const DAY = 864e5;

/** Starts of months, quarters or years, at most seven; days where the time is shorter than two months. */
export function timeTicks(from: number, to: number): PlotTick[] {
  if (!(to > from)) return [];
  if (to - from < 62 * DAY) return dayTicks(from, to);
  const start = new Date(from);
  const months = (to - from) / (30.44 * DAY);
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((one) => months / one <= MOST) ?? 240;
  const ticks: PlotTick[] = [];
  const first = start.getUTCFullYear() * 12;
  for (let month = first; ; month++) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at > to) return ticks;
    if (at < from || (month - first) % step !== 0) continue;
    const year = Math.floor(month / 12);
    ticks.push({ at, label: step >= 12 ? String(year) : `${MONTHS[month % 12]} ${year}` });
  }
}

function dayTicks(from: number, to: number): PlotTick[] {
  const step = Math.max(1, Math.ceil((to - from) / DAY / MOST)) * DAY;
  const ticks: PlotTick[] = [];
  for (let at = Math.ceil(from / DAY) * DAY; at <= to; at += step) {
    const date = new Date(at);
    ticks.push({ at, label: `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}` });
  }
  return ticks;
}
