import { cpus } from 'node:os';

/** One contender of a comparison; `run` returns something that depends on the whole computation. */
export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** How {@link compare} measures. */
export interface CompareOptions {
  /** Work items of one run, for example bars: times are printed per item. @defaultValue `1` */
  readonly items?: number;
  /** @defaultValue `'ns'` */
  readonly unit?: 'ns' | 'us' | 'ms';
  /** Interleaved rounds (A B C A B C ...); the median is reported. @defaultValue `15` */
  readonly rounds?: number;
  /** Runs of one contender in a round, for jobs too short to time alone. @defaultValue as many as fill about 20 ms */
  readonly repeats?: number;
}

/** Median and minimum time of one contender, per item, in the comparison's unit. */
export interface Timing {
  readonly name: string;
  readonly median: number;
  readonly min: number;
}

const NS = { ns: 1, us: 1e3, ms: 1e6 } as const;
let sink: unknown;

/**
 * Times contenders in interleaved rounds, prints a table (the first contender is the yardstick) and returns the numbers.
 * Check that the contenders agree BEFORE calling this. Rows in which we lose stay.
 */
export function compare(title: string, contenders: readonly Contender[], options: CompareOptions = {}): Timing[] {
  const { items = 1, unit = 'ns', rounds = 15 } = options;
  const timings = measure(contenders, options);
  print(title, timings, `${unit}${items === 1 ? '' : '/item'}`, rounds);
  return timings;
}

/** {@link compare} without the table. */
export function measure(contenders: readonly Contender[], options: CompareOptions = {}): Timing[] {
  const { items = 1, unit = 'ns', rounds = 15 } = options;
  const repeats = contenders.map(({ run }) => {
    for (let warm = 0; warm < 3; warm++) sink = run();
    const once = time(run, 1);
    return options.repeats ?? Math.max(1, Math.min(10_000, Math.round(20e6 / once)));
  });
  const samples = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    contenders.forEach(({ run }, i) => {
      samples[i].push(time(run, repeats[i]) / items / NS[unit]);
    });
  }
  return contenders.map(({ name }, i) => {
    const sorted = samples[i].sort((a, b) => a - b);
    return { name, median: sorted[rounds >> 1], min: sorted[0] };
  });
}

/** Names the machine once, above the tables. */
export function printMachine(): void {
  console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'} x ${cpus().length}`);
}

/** Ends the run with an error when contenders disagree; a comparison of different results means nothing. */
export function requireEqual(what: string, actual: number, expected: number, rtol = 1e-9): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-300);
  if (!(error <= rtol) && actual !== expected) throw new Error(`${what}: expected ${expected}, got ${actual}`);
}

function time(run: () => unknown, repeats: number): number {
  const start = process.hrtime.bigint();
  for (let i = 0; i < repeats; i++) sink = run();
  return Number(process.hrtime.bigint() - start) / repeats;
}

function print(title: string, timings: readonly Timing[], unit: string, rounds: number): void {
  console.log(`\n${title} (median [min] of ${rounds} interleaved rounds, ${unit})`);
  const width = Math.max(...timings.map(({ name }) => name.length));
  const yardstick = timings[0].median;
  for (const { name, median, min } of timings) {
    const ratio = `${(median / yardstick).toFixed(2)}x`;
    console.log(`  ${name.padEnd(width)}  ${digits(median).padStart(9)}  [${digits(min)}]  ${ratio.padStart(8)}`);
  }
  if (sink === Symbol.for('never')) console.log(sink);
}

function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
