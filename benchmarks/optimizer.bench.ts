import {
  auto,
  categorical,
  cmaEs,
  createStudy,
  float,
  int,
  random,
  type Sampler,
  space,
  tpe,
} from '@quantblocks/optimizer';
import * as hyperparameters from 'hyperparameters';
import { printConvergence } from './optimizer/convergence.ts';

const CHECKPOINTS = [100, 300, 1000, 5000];
const REPEATS = 3;
/** Trials about a checkpoint whose cost is averaged. */
const WINDOW = 40;

// The two FINAL TRIGGER grids side by side: eight grid parameters and a choice.
const mixed = {
  stop: float(1.5, 5, { step: 0.25 }),
  target1: float(1.5, 5, { step: 0.25 }),
  target2: float(3, 12, { step: 0.5 }),
  target3: float(2, 10, { step: 0.5 }),
  tenkan: int(5, 20),
  kijun: int(20, 40),
  fiveTenkan: int(8, 16),
  fiveKijun: int(15, 30),
  senkouB: categorical([26, 39, 52, 65, 78]),
};
const smooth = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`x${i}`, float(0, 1)]));

if (process.argv.includes('--convergence')) printConvergence();
else await printOverhead();

/** CPU milliseconds of ask and tell, by checkpoint: the median over repeats. */
async function printOverhead(): Promise<void> {
  const cells: (readonly [string, typeof mixed | typeof smooth, () => Sampler])[] = [
    ['tpe, 9 mixed', mixed, () => tpe()],
    ['tpe (scott), 9 mixed', mixed, () => tpe({ bandwidth: 'scott' })],
    ['random, 9 mixed', mixed, random],
    ['tpe, 6 floats', smooth, () => tpe()],
    ['tpe (scott), 6 floats', smooth, () => tpe({ bandwidth: 'scott' })],
    ['auto = cma-es, 6 floats', smooth, auto],
    ['cma-es, 6 floats', smooth, () => cmaEs()],
    ['random, 6 floats', smooth, random],
  ];
  const times = cells.map((): number[][] => CHECKPOINTS.map(() => []));
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    cells.forEach(([, declaration, sampler], i) => {
      costs(declaration, sampler(), repeat).forEach((cost, c) => {
        if (repeat > 0) times[i][c].push(cost); // the first round compiles
      });
    });
  }
  console.log(`\nask + tell, CPU ms per trial after so many trials (median of ${REPEATS} interleaved runs)`);
  console.log(`  ${''.padEnd(26)}${CHECKPOINTS.map((n) => String(n).padStart(9)).join('')}`);
  cells.forEach(([name], i) => {
    console.log(`  ${name.padEnd(26)}${times[i].map((cost) => median(cost).toFixed(3).padStart(9)).join('')}`);
  });
  await printRandomPeer();
}

function costs(declaration: typeof mixed | typeof smooth, sampler: Sampler, seed: number): number[] {
  const study = createStudy({ space: space(declaration), sampler, seed });
  const found: number[] = [];
  let start = process.cpuUsage();
  for (let n = 1; n <= (CHECKPOINTS.at(-1) ?? 0) + WINDOW / 2; n++) {
    const [{ number, params }] = study.ask();
    study.tell(number, ripples(params));
    if (CHECKPOINTS.includes(n + WINDOW / 2)) start = process.cpuUsage();
    if (CHECKPOINTS.includes(n - WINDOW / 2)) {
      const { user, system } = process.cpuUsage(start);
      found.push((user + system) / 1000 / WINDOW);
    }
  }
  return found;
}

function ripples(params: Readonly<Record<string, number>>): number {
  return Object.values(params).reduce((sum, value, i) => sum + Math.sin(value * (i + 1)) + 0.01 * value * value, 0);
}

// The one search library on npm in this field that could be run: random and grid search only.
async function printRandomPeer(): Promise<void> {
  const trials = 5_000;
  const peerSpace = Object.fromEntries(Object.keys(smooth).map((name) => [name, hyperparameters.uniform(0, 1)]));
  const rng = new hyperparameters.RandomState(1);
  const rounds = Array.from({ length: 5 }, () => [0, 0]);
  for (const round of rounds) {
    let start = performance.now();
    const study = createStudy({ space: space(smooth), sampler: random(), seed: 1 });
    for (const { number, params } of study.ask(trials)) study.tell(number, ripples(params));
    round[0] = performance.now() - start;
    start = performance.now();
    await hyperparameters.fmin((params) => ripples(params), peerSpace, hyperparameters.search.randomSearch, trials, {
      rng,
    });
    round[1] = performance.now() - start;
  }
  const [ours, peer] = [0, 1].map((i) => median(rounds.map((round) => round[i])) / trials);
  console.log(
    `\nrandom search, ${trials} trials of 6 floats, ms per trial: ours ${ours.toFixed(4)}, hyperparameters ${peer.toFixed(4)}`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}
