import { finalTrigger } from '@quantblocks/final-trigger';
import {
  exitSpace,
  finalTriggerObjective,
  ichimokuSpace,
  type SpacePoint,
  withPoint,
} from '@quantblocks/final-trigger/search';
import { createStudy, type Outcome, optimize, type Space, type Study } from '@quantblocks/optimizer';
import { holdoutSplit } from '@quantblocks/walk-forward';
import { benchmarkBars } from './benchmark-bars.ts';
import { compare, requireEqual } from './harness.ts';

const TRIALS = 200;
const bars = benchmarkBars();
const [range] = holdoutSplit(bars.length, { fractions: [0.6, 0.2, 0.2] }).train;
const { defaults } = finalTrigger;

type Evaluate = (point: SpacePoint) => Outcome;
const newStudy = <Point extends SpacePoint>(space: Space<Point>): Study<Point> =>
  createStudy({ space, direction: 'maximize', seed: 1 });

function ask<Point extends SpacePoint>(space: Space<Point>, evaluate: Evaluate): Study<Point> {
  const study = newStudy(space);
  while (study.trials.length < TRIALS) {
    for (const { number, params } of study.ask()) study.tell(number, evaluate(params));
  }
  return study;
}

// Exits first, then lengths with the best exits; what was evaluated is kept, in order.
function search(): { points: SpacePoint[]; outcomes: Outcome[]; params: typeof defaults; best: number } {
  const objective = finalTriggerObjective(bars, { range });
  const points: SpacePoint[] = [];
  const outcomes: Outcome[] = [];
  const evaluate =
    (params: typeof defaults): Evaluate =>
    (point) => {
      const outcome = objective(withPoint(params, point));
      points.push(point);
      outcomes.push(outcome);
      return outcome;
    };
  const exits = ask(exitSpace(), evaluate(defaults));
  const params = withPoint(defaults, exits.best?.params ?? {});
  const lengths = ask(ichimokuSpace(), evaluate(params));
  return { points, outcomes, params, best: lengths.best?.values?.[0] ?? Number.NaN };
}

const start = performance.now();
const cpuBefore = process.cpuUsage();
const objective = finalTriggerObjective(bars, { range });
const exits = newStudy(exitSpace());
await optimize(exits, (point) => objective(withPoint(defaults, point)), { trials: TRIALS });
const params = withPoint(defaults, exits.best?.params ?? {});
const lengths = newStudy(ichimokuSpace());
await optimize(lengths, (point) => objective(withPoint(params, point)), { trials: TRIALS });
const cold = performance.now() - start;
const { user, system } = process.cpuUsage(cpuBefore);

const done = search();
requireEqual('best Sharpe', done.best, lengths.best?.values?.[0] ?? Number.NaN);

function samplersAlone(): number {
  let next = 0;
  const known: Evaluate = () => done.outcomes[next++];
  const first = ask(exitSpace(), known);
  const second = ask(ichimokuSpace(), known);
  return (first.best?.number ?? 0) + (second.best?.number ?? 0);
}

function backtestsAlone(from: number, to: number): number {
  const objective = finalTriggerObjective(bars, { range });
  let total = 0;
  for (let i = from; i < to; i++) {
    total += objective(withPoint(i < TRIALS ? defaults : done.params, done.points[i])).value ?? 0;
  }
  return total;
}

compare(
  `FINAL TRIGGER search, ${TRIALS} exit + ${TRIALS} Ichimoku trials on ${range.end} bars of ${bars.symbol}, fresh bars`,
  [
    { name: 'both searches', run: () => search().best },
    { name: 'samplers alone', run: samplersAlone },
    { name: 'exit backtests alone', run: () => backtestsAlone(0, TRIALS) },
    { name: 'Ichimoku backtests alone', run: () => backtestsAlone(TRIALS, 2 * TRIALS) },
  ],
  { unit: 'ms', rounds: 7, repeats: 1 },
);
const cpu = (user + system) / 1000; // compiler and garbage collector run on threads of their own
console.log(`  first of the process, through optimize(): ${cold.toFixed(0)} ms, ${cpu.toFixed(0)} ms of CPU`);
