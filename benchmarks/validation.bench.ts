import { createRng } from '@quantblocks/core';
import { syntheticMarket } from '@quantblocks/data';
import { simulate } from '@quantblocks/engine';
import { equityToReturns } from '@quantblocks/metrics';
import {
  blockLength,
  bootstrapIndices,
  bootstrapSharpe,
  cscv,
  modelConfidenceSet,
  originalMonteCarlo,
  probabilityOfBacktestOverfitting,
  romanoWolf,
  suite,
  superiorPredictiveAbility,
} from '@quantblocks/validation-guards';
import { compare, requireEqual } from './harness.ts';
import { crossing } from './validation/crossing-strategy.ts';
import { plainBlockLength } from './validation/plain-block-length.ts';
import { plainPercentile, plainStudentised, stationaryResamples } from './validation/plain-bootstrap.ts';
import { plainModelConfidenceSet, plainRomanoWolf, plainSpa } from './validation/plain-comparisons.ts';
import { plainCscv, plainCscvOfSums } from './validation/plain-cscv.ts';
import { plainMonteCarlo } from './validation/plain-monte-carlo.ts';

// No JavaScript library has these statistics: the yardstick beside each is its definition in plain loops.
const T = 1000;
const LENGTH = 10;
const rng = createRng(1, 'validation');
const noise = (series: number, bars: number): Float64Array[] =>
  Array.from({ length: series }, () => Float64Array.from({ length: bars }, () => 0.0002 + 0.01 * rng.normal()));
const requireAllEqual = (what: string, actual: ArrayLike<number>, expected: ArrayLike<number>, rtol?: number): void => {
  requireEqual(`${what}: length`, actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) requireEqual(`${what} ${i}`, actual[i], expected[i], rtol);
};
const elsewhere = (note: string): void => console.log(`  measured elsewhere, on another day, not in this run: ${note}`);

const many = noise(100, T);
const returns = many[0];

// Ranks are whole numbers, so the logits agree to rounding or not at all.
const small = { blocks: 10 };
requireAllEqual('logit', cscv(many, small).logits, plainCscv(many, 10).logits, 1e-12);
requireEqual('pbo', cscv(many, small).pbo, plainCscv(many, 10).pbo);
compare(
  `PBO of 100 strategies, ${T} bars, 10 blocks: 252 splits`,
  [
    { name: 'cscv', run: () => cscv(many, small) },
    { name: 'plain, every half bar by bar', run: () => plainCscv(many, 10) },
    { name: 'plain, sums of blocks', run: () => plainCscvOfSums(many, 10) },
    { name: 'with null: 199 matrices without skill', run: () => probabilityOfBacktestOverfitting(many, small) },
  ],
  { unit: 'ms', rounds: 5 },
);
elsewhere('pypbo 1182 to 1278 ms');

const ledger = noise(300, 8760);
const large = { blocks: 16 };
requireAllEqual('logit', cscv(ledger, large).logits, plainCscvOfSums(ledger, 16).logits, 1e-12);
compare(
  'PBO of 300 strategies, 8760 bars, 16 blocks: 12,870 splits',
  [
    { name: 'cscv', run: () => cscv(ledger, large) },
    { name: 'plain, sums of blocks', run: () => plainCscvOfSums(ledger, 16) },
    { name: 'with null: 199 matrices without skill', run: () => probabilityOfBacktestOverfitting(ledger, large) },
  ],
  { unit: 'ms', rounds: 3, repeats: 1 },
);
elsewhere('pypbo needs 21,504 to 36,501 ms for 20 strategies of 1000 bars');

// The same stored resamples for both; then each draws its own.
const indices = bootstrapIndices(T, { blockLength: LENGTH, resamples: 500, seed: 2 });
const stored = (): (() => Int32Array) => {
  let at = 0;
  return () => indices[at++];
};
const own = (): (() => ArrayLike<number>) => stationaryResamples(T, LENGTH, createRng(3, 'plain'));
for (const [method, plain] of [
  ['percentile', plainPercentile],
  ['studentised', plainStudentised],
] as const) {
  const { lower, upper } = bootstrapSharpe(returns, { method, indices });
  requireAllEqual(method, [lower, upper], plain(returns, indices.length, stored()));
  const resamples = 10_000;
  compare(
    `${method} interval of a Sharpe ratio, ${T} bars, ${resamples} resamples, blocks of ${LENGTH}`,
    [
      { name: 'bootstrapSharpe', run: () => bootstrapSharpe(returns, { method, resamples, blockLength: LENGTH }) },
      { name: 'plain, bar by bar', run: () => plain(returns, resamples, own()) },
      {
        name: 'bootstrapSharpe, single bars (the worst case)',
        run: () => bootstrapSharpe(returns, { method, resamples, blockLength: 1 }),
      },
    ],
    { unit: 'ms', rounds: 5, repeats: 1 },
  );
  if (method === 'percentile') elsewhere('arch 2324 to 2572 ms');
}

const published = { blockLength: LENGTH, smallSample: false } as const;
const resamples = 1000;
const drawn = { blockLength: LENGTH, resamples };
const spa = superiorPredictiveAbility(many, { ...published, indices });
requireEqual('SPA', spa.pValue, plainSpa(many, LENGTH, indices.length, stored()));
compare(
  `SPA of 100 strategies, ${T} bars, ${resamples} resamples, blocks of ${LENGTH}`,
  [
    { name: 'superiorPredictiveAbility', run: () => superiorPredictiveAbility(many, drawn) },
    { name: 'plain, bar by bar', run: () => plainSpa(many, LENGTH, resamples, own()) },
    { name: 'with the automatic block length', run: () => superiorPredictiveAbility(many, { resamples }) },
  ],
  { unit: 'ms', rounds: 5 },
);
elsewhere('arch 1355 to 1479 ms (without studentising)');

const stepDown = romanoWolf(many, { ...published, indices });
requireAllEqual('Romano-Wolf', stepDown.adjustedPValues, plainRomanoWolf(many, LENGTH, indices.length, stored()));
compare(
  `Romano-Wolf of 100 strategies, ${T} bars, ${resamples} resamples, blocks of ${LENGTH}`,
  [
    { name: 'romanoWolf', run: () => romanoWolf(many, drawn) },
    { name: 'plain, bar by bar', run: () => plainRomanoWolf(many, LENGTH, resamples, own()) },
  ],
  { unit: 'ms', rounds: 5 },
);
elsewhere('arch (StepM) 1134 to 1318 ms');

const models = many.slice(0, 20);
const set = modelConfidenceSet(models, { ...published, indices });
requireAllEqual('model confidence set', set.pValues, plainModelConfidenceSet(models, indices.length, stored()));
compare(
  `model confidence set of 20 models, ${T} bars, ${resamples} resamples, blocks of ${LENGTH}`,
  [
    { name: 'modelConfidenceSet', run: () => modelConfidenceSet(models, drawn) },
    { name: 'plain, every pair in every round', run: () => plainModelConfidenceSet(models, resamples, own()) },
  ],
  { unit: 'ms', rounds: 5 },
);
elsewhere('arch 461 to 486 ms');

const long = noise(1, 10_000)[0];
for (let t = 1; t < long.length; t++) long[t] += 0.3 * long[t - 1];
requireEqual('block length', blockLength(long).raw.stationary, plainBlockLength(long));
compare(
  'automatic block length of 10,000 bars with autocorrelation 0.3',
  [
    { name: 'blockLength', run: () => blockLength(long) },
    { name: 'plain, all lags first', run: () => plainBlockLength(long) },
  ],
  { unit: 'ms' },
);
elsewhere('arch 11.4 to 12.5 ms');

const { bars } = syntheticMarket({ assets: ['ALFA'], bars: 8760 });
const [market] = bars;
const legs = randomLegs(400);
const simulations = 1000;
const draws = Float64Array.from({ length: 50 * legs.length }, () => rng.next());
let at = 0;
requireAllEqual(
  'Monte Carlo',
  originalMonteCarlo(legs, market.close, { simulations: 50, draws }).sharpes,
  plainMonteCarlo(legs, market.close, { simulations: 50, draw: () => draws[at++] }),
);
compare(
  `Monte Carlo guard of the earlier system: ${legs.length} legs, ${market.length} bars, ${simulations} simulations`,
  [
    {
      name: 'originalMonteCarlo, with true sides too',
      run: () => originalMonteCarlo(legs, market.close, { simulations }),
    },
    { name: 'plain, one curve', run: () => plainMonteCarlo(legs, market.close, { simulations, draw: rng.next }) },
  ],
  { unit: 'ms', rounds: 3, repeats: 1 },
);

await timeSuite();

function randomLegs(length: number): Parameters<typeof originalMonteCarlo>[0] {
  const entryBar = Int32Array.from({ length }, () => rng.int(market.length - 100));
  return {
    length,
    entryBar,
    exitBar: entryBar.map((entry) => entry + 1 + rng.int(80)),
    side: Int8Array.from({ length }, () => (rng.next() < 0.5 ? -1 : 1)),
    quantity: new Float64Array(length).fill(0.5),
    netPnl: Float64Array.from({ length }, () => 20 * rng.normal()),
  };
}

/** Every line that a ledger, returns and a strategy answer, and what each costs. */
async function timeSuite(): Promise<void> {
  const params = { fast: 20, slow: 100 };
  const config = { tradeFrom: 200, costs: { feeBps: 5, slippageBps: 2 } };
  const result = simulate(market, crossing.prepare(market).plan(params), config);
  const input = { returns: equityToReturns(result.equity, result) };
  const trials = { counts: () => ({ trials: ledger.length }), series: () => ({ series: ledger }) };
  const plateau = {
    parameters: [
      { name: 'fast', value: params.fast, low: 5, high: 50, step: 1 },
      { name: 'slow', value: params.slow, low: 60, high: 200, step: 1 },
    ],
    params: ({ fast, slow }: Readonly<Record<string, number>>) => ({ fast, slow }),
  };
  const regimes = Int32Array.from(input.returns, (_, i) => Math.floor(i / 500) % 3);
  const strategy = { definition: crossing, params, bars: market, config, plateau };
  const totals: number[] = [];
  const lines = new Map<string, number[]>();
  for (let round = 0; round < 4; round++) {
    const marks: [string, number][] = [];
    const onProgress = (line: string): unknown => marks.push([line, performance.now()]);
    const start = performance.now();
    await suite(trials, input, { strategy, regimes, onProgress });
    const end = performance.now();
    if (round === 0) continue; // it compiles
    totals.push(end - start);
    marks.forEach(([line, from], i) => {
      lines.set(line, [...(lines.get(line) ?? []), (marks[i + 1]?.[1] ?? end) - from]);
    });
  }
  const median = (values: readonly number[]): string =>
    [...values].sort((a, b) => a - b)[values.length >> 1].toFixed(1);
  console.log(`\nsuite: ledger of 300 x 8760, strategy of ${market.length} bars (median of ${totals.length} runs, ms)`);
  for (const [line, times] of lines) console.log(`  ${line.padEnd(16)}${median(times).padStart(9)}`);
  console.log(`  ${'all'.padEnd(16)}${median(totals).padStart(9)}`);
}
