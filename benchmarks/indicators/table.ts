import { type Contender, measure } from '../harness.ts';
import { BARS } from './market.ts';

/** One library's way to compute a row; `last` reads the last value of the first output from what `run` returned. */
export interface Peer {
  readonly library: string;
  readonly run: () => unknown;
  readonly last: (result: never) => number;
  /** Why its numbers differ from ours; without a reason they must agree to `rtol`. */
  readonly differs?: string;
  readonly rtol?: number;
  /** Fewer bars for one whose time grows with their square; it is timed once and not compared. */
  readonly bars?: number;
}

/** One indicator: our contenders first, then everybody else's. */
export interface BenchRow {
  readonly title: string;
  /** ns per bar that we set out to reach on an idle machine. */
  readonly target?: number;
  readonly ours: readonly Peer[];
  readonly peers: readonly Peer[];
}

/** What a whole table came to. */
export interface Tally {
  rows: number;
  won: number;
  targets: number;
  met: number;
}

/** A run longer than this is not repeated. */
const SLOW_NS_PER_BAR = 20_000;

/** Checks that all agree, times them in interleaved rounds and prints one line per row: ns per bar, median, ours first. */
export function printTable(title: string, libraries: readonly string[], rows: readonly BenchRow[]): Tally {
  const tally: Tally = { rows: 0, won: 0, targets: 0, met: 0 };
  const notes: string[] = [];
  const head = ['', ...libraries, 'target', 'best peer / ours'];
  const lines: string[][] = [];
  for (const row of rows) {
    const expected = row.ours[0].last(row.ours[0].run() as never);
    const contenders = [...row.ours, ...row.peers];
    const cells = new Map<string, number>();
    const timed: Contender[] = [];
    for (const peer of contenders) {
      const start = process.hrtime.bigint();
      const actual = peer.last(peer.run() as never);
      const once = Number(process.hrtime.bigint() - start) / (peer.bars ?? BARS);
      if (peer.bars === undefined) agree(row.title, peer, actual, expected, notes);
      else notes.push(`${row.title}, ${peer.library}: ${peer.bars} bars only, for its time grows with their square`);
      if (once > SLOW_NS_PER_BAR || peer.bars !== undefined) cells.set(peer.library, once);
      else timed.push({ name: peer.library, run: peer.run });
    }
    for (const { name, median } of measure(timed, { items: BARS, rounds: 11 })) cells.set(name, median);
    const our = cells.get(row.ours[0].library) as number;
    // The target is for the best way to call us: reused buffers, or bars from columns.
    const reached = Math.min(...row.ours.map(({ library }) => cells.get(library) as number));
    const best = Math.min(...row.peers.map(({ library }) => cells.get(library) as number));
    tally.rows++;
    if (our < best) tally.won++;
    if (row.target !== undefined) {
      tally.targets++;
      if (reached <= row.target) tally.met++;
    }
    const target = row.target === undefined ? '' : `${row.target}${reached <= row.target ? '' : ' missed'}`;
    const ratio = Number.isFinite(best) ? `${(best / our).toFixed(1)}x${our < best ? '' : ' SLOWER'}` : 'no peer';
    lines.push([row.title, ...libraries.map((library) => digits(cells.get(library))), target, ratio]);
  }
  console.log(`\n${title} (ns per bar, median of 11 interleaved rounds, ${BARS} bars; - = not offered)`);
  printColumns([head, ...lines]);
  for (const note of notes) console.log(`  ${note}`);
  return tally;
}

function agree(title: string, peer: Peer, actual: number, expected: number, notes: string[]): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
  if (peer.differs !== undefined) {
    notes.push(`${title}, ${peer.library}: ${actual} where we have ${expected}: ${peer.differs}`);
  } else if (!(error <= (peer.rtol ?? 1e-9))) {
    throw new Error(`${title}: ${peer.library} ends on ${actual}, ours on ${expected}`);
  }
}

function printColumns(rows: readonly string[][]): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows) {
    console.log(`  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ')}`);
  }
}

function digits(value: number | undefined): string {
  if (value === undefined) return '-';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
