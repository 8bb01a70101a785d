import { categorical, float, int, space } from '@quantblocks/optimizer';
import { expect, it } from 'vitest';
import { definePlan, formatWalkForward, rollingSplits, walkForward } from '../../src/index.ts';
import { planted, seasons } from './plans.ts';

it('is a line per fold, the stitched figures, and last what to decide on', async () => {
  const bars = seasons(600);
  const folds = rollingSplits(600, { train: 400, test: 100 });
  const lines = formatWalkForward(await walkForward(planted, bars, { folds, trials: 19, seed: 1 })).split('\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatch(/^fold {2}train {21}test {22}phase {2}IS Sharpe {2}OOS Sharpe {2}OOS return {2}closed$/);
  expect(lines[1]).toMatch(
    /^0 {5}1970-01-01 \.\. 1970-01-17 {2}1970-01-17 \.\. 1970-01-21 {6}1 +\d+\.\d\d +\d+\.\d\d +\d+\.\d% +9$/,
  );
  expect(lines[3]).toBe('');
  expect(lines[4]).toMatch(
    /^38 trials, out of sample: Sharpe .*, 18 positions closed, 2 of 2 folds earned, 2 of 2 beat buy and hold$/,
  );
  expect(lines[5]).toMatch(/^t \d+\.\d\d \(Newey-West, \d lags\), p below 0\.0001; efficiency \d\.\d\d \(Pardo\)$/);
});

it('says why a figure does not exist', async () => {
  const folds = rollingSplits(600, { train: 400, test: 100 });
  const result = await walkForward(planted, seasons(600), { folds, trials: 2, minPositions: 1000 });
  const lines = formatWalkForward(result).split('\n');
  expect(lines[1]).toMatch(/ {6}- +- +- +0\.0% +0$/);
  expect(lines[4]).toMatch(/^4 trials, 2 of 2 folds chose nothing, out of sample: Sharpe -, /);
  expect(lines[5]).toBe(
    't undefined: the returns do not differ; efficiency undefined: fold 0 has no in-sample returns',
  );
});

it('has a column for each parameter, and tells failed trials', async () => {
  const folds = rollingSplits(600, { train: 400, test: 200 });
  const plan = definePlan({
    ...planted,
    space: space({ kind: categorical(['slow', 'quick']), phase: int(0, 19), weight: float(0.1, 0.2) }),
    params: ({ phase }) => ({ phase }),
    objective: ({ params, stats }) => (params.phase > 15 ? Number.NaN : stats.sharpe),
  });
  const [head, line, , summary] = formatWalkForward(await walkForward(plan, seasons(600), { folds, trials: 30 })).split(
    '\n',
  );
  expect(head).toMatch(/ {2}kind {2}phase {2}weight {2}IS Sharpe /);
  expect(line).toMatch(/ {2} ?(?:slow|quick) +\d+ +0\.\d+ +/);
  expect(summary).toMatch(/^30 trials, of which \d+ failed, out of sample/);
});
