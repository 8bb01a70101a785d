import { createRng, createVerdict, mean, sliceBars, standardDeviation, type Verdict } from '@quantblocks/core';
import { syntheticMarket } from '@quantblocks/data';
import type { StrategyDefinition } from '@quantblocks/engine';
import { createStudy, float, optimize, space, TrialLedger } from '@quantblocks/optimizer';
import { describe, expect, it } from 'vitest';
import { formatSuite, type SuiteLineName, type SuiteVerdict, suite } from '../../src/index.ts';

const WITHOUT_STRATEGY: SuiteLineName[] = ['lookAhead', 'warmUp', 'costs'];
const FAST = { resamples: 199 };

const rng = createRng(11, 'suite');
const returnsOf = (n: number, edge = 0): Float64Array =>
  Float64Array.from({ length: n }, () => edge + 0.01 * rng.normal());
const ledgerOf = (series: readonly Float64Array[], trials = series.length) => ({
  counts: () => ({ trials }),
  series: () => ({ series }),
});
const lineOf = (verdict: SuiteVerdict, name: SuiteLineName) => {
  const line = verdict.lines.find(({ line }) => line === name);
  if (line === undefined) throw new Error(`no line ${name}`);
  return line;
};

const noise = Array.from({ length: 60 }, () => returnsOf(500));
// 0.2 standard deviations per bar: t is about 4.5 over 500 bars.
const skilled = [...noise.slice(0, 59), returnsOf(500, 0.002)];

const momentum: StrategyDefinition<{ lag: number }> = {
  name: 'momentum',
  defaults: { lag: 48 },
  prepare: (bars) => ({
    bars,
    plan: ({ lag }) => ({ signal: Int8Array.from(bars.close, (now, i) => Math.sign(now - bars.close[i - lag]) || 0) }),
  }),
};
const [bars] = syntheticMarket({ seed: 3, assets: [{ symbol: 'EDGE', edge: 'trend', strength: 8 }], bars: 6000 }).bars;

describe('suite', () => {
  it('passes an edge in sample and out of sample, and refuses noise', async () => {
    const options = { ...FAST, waive: WITHOUT_STRATEGY };
    const good = await suite(ledgerOf(skilled), { returns: returnsOf(300, 0.002) }, options);
    expect([good.status, good.value, good.n]).toEqual(['pass', 2, 2]);
    expect(good.pValue).toBeLessThanOrEqual(0.05);
    const bad = await suite(ledgerOf(noise), { returns: returnsOf(300) }, options);
    expect(bad.status).toBe('fail');
    expect(good.warnings[0]).toBe('Not asked, because the caller does without: lookAhead, warmUp, costs.');
  });

  it('is insufficient where a deciding line has no input, and says what to hand in', async () => {
    const nothing = await suite(null, { returns: [] });
    expect(nothing.status).toBe('insufficient');
    expect(nothing.lines.every(({ status }) => status === 'insufficient')).toBe(true);
    expect(lineOf(nothing, 'selection').wouldChange).toBe('Hand in a ledger whose trials kept their returns.');
    // Evidence alone is no verdict on a strategy that may look ahead.
    const evidence = await suite(ledgerOf(skilled), { returns: returnsOf(300, 0.002) }, FAST);
    expect(lineOf(evidence, 'selection').status).toBe('pass');
    expect(evidence.status).toBe('insufficient');
    const waived = await suite(null, { returns: [] }, { waive: [...WITHOUT_STRATEGY, 'selection', 'outOfSample'] });
    expect(waived.status).toBe('insufficient');
  });

  it('corrects evidence by Holm: what passes alone may fail together', async () => {
    const answer = (pValue: number): Verdict =>
      createVerdict({ name: 'given', question: '', status: 'pass', pValue, explanation: 'It is rare.' });
    const answers = { selection: answer(0.03), outOfSample: answer(0.04), surrogateMarkets: answer(0.001) };
    const verdict = await suite(null, { returns: [] }, { answers, waive: WITHOUT_STRATEGY });
    expect(verdict.lines.slice(0, 3).map(({ adjustedPValue }) => adjustedPValue)).toEqual([0.06, 0.06, 0.003]);
    expect(verdict.lines.slice(0, 3).map(({ status }) => status)).toEqual(['fail', 'fail', 'pass']);
    expect(verdict.pValue).toBe(0.06);
    expect(lineOf(verdict, 'selection').explanation).toBe('It is rare. Among 3 lines of evidence that is 0.06.');
    // A missing line counts as a p value of 1, so that others do not become cheaper.
    const missing = await suite(
      null,
      { returns: [] },
      { answers: { selection: answer(0.03) }, waive: WITHOUT_STRATEGY },
    );
    expect(lineOf(missing, 'selection').adjustedPValue).toBe(0.06);
  });

  it('counts trials that left no returns against the chosen one', async () => {
    const options = { ...FAST, waive: WITHOUT_STRATEGY };
    const result = { returns: returnsOf(300) };
    const p = async (trials: number): Promise<number> =>
      lineOf(await suite(ledgerOf(noise, trials), result, options), 'selection').pValue;
    const all = await p(60);
    expect(await p(120)).toBeCloseTo(1 - (1 - all) ** 2, 12);
    const few = await suite(ledgerOf(noise, 601), result, options);
    expect(lineOf(few, 'selection')).toMatchObject({ status: 'insufficient', pValue: Number.NaN });
  });

  it('is not fooled by copies and idle trials that stand in for missing ones', async () => {
    const options = { ...FAST, waive: WITHOUT_STRATEGY };
    const idle = Array.from({ length: 30 }, () => new Float64Array(500));
    const copies = Array.from({ length: 30 }, () => noise[3].slice());
    const kept = noise.slice(0, 20);
    const p = async (series: readonly Float64Array[], trials: number): Promise<number> =>
      lineOf(await suite(ledgerOf(series, trials), { returns: noise[0] }, options), 'selection').pValue;
    const honest = await p(kept, 140);
    // 120 of the trials are missing in each.
    expect(await p([...kept, ...idle], 170)).toBeGreaterThanOrEqual(honest - 1e-12);
    expect(await p([...kept, ...copies], 170)).toBeGreaterThanOrEqual(0.9 * honest);
  });

  it('warns of a strategy that hardly ever loses, and of answers from elsewhere', async () => {
    const positionPnl = Array.from({ length: 40 }, (_, i) => (i === 7 ? -3 : 1));
    const answers = { costs: createVerdict({ name: 'mine', question: '', status: 'pass' }) };
    const { warnings } = await suite(null, { returns: noise[0], positionPnl }, { ...FAST, answers });
    expect(warnings).toContain(
      'It won in 97.5 % of 40 positions: a rare large loss that has not come yet would change all of this.',
    );
    expect(warnings).toContain('Answered by the caller: costs.');
  });

  it('reads a ledger of the optimizer, and judges the trial it is told', async () => {
    const study = createStudy({ space: space({ edge: float(0, 0.003) }), seed: 1 });
    await optimize(study, ({ edge }) => ({ value: -edge, returns: Array.from(returnsOf(300, edge)) }), { trials: 30 });
    const ledger = new TrialLedger({ search: study });
    const options = { ...FAST, waive: WITHOUT_STRATEGY };
    const best = lineOf(await suite(ledger, { returns: [] }, options), 'selection');
    const worst = study.trials.reduce((least, trial) => (trial.params.edge < least.params.edge ? trial : least)).number;
    const told = lineOf(await suite(ledger, { returns: [] }, { ...options, chosen: worst }), 'selection');
    expect(best.value).toBeGreaterThan(told.value);
    expect(told.pValue).toBeGreaterThan(best.pValue);
  });

  it('runs the strategy again: conditions decide, robustness advises', async () => {
    const judged = sliceBars(bars, 3000);
    const strategy = {
      definition: momentum,
      params: { lag: 100 },
      bars: judged,
      config: { tradeFrom: 400, costs: { feeBps: 1, slippageBps: 0 } },
    };
    const verdict = await suite(ledgerOf(skilled), { returns: returnsOf(300, 0.002) }, { ...FAST, strategy });
    expect(WITHOUT_STRATEGY.map((name) => lineOf(verdict, name).status)).toEqual(['pass', 'pass', 'pass']);
    expect(verdict.status).toBe('pass');
    const leak: typeof momentum = {
      ...momentum,
      prepare: (given) => ({
        bars: given,
        plan: () => ({ signal: Int8Array.from(given.close, (now, i) => Math.sign(given.close[i + 1] - now) || 0) }),
      }),
    };
    const leaking = await suite(
      ledgerOf(skilled),
      { returns: returnsOf(300, 0.002) },
      { ...FAST, strategy: { ...strategy, definition: leak } },
    );
    expect(lineOf(leaking, 'lookAhead').status).toBe('fail');
    expect(leaking.status).toBe('fail');
  });

  it('gives the same answer for the same seed', async () => {
    const run = () => suite(ledgerOf(noise), { returns: noise[0] }, { ...FAST, seed: 'x' });
    expect(await run()).toEqual(await run());
  });

  it('says what would change the answer, in numbers', async () => {
    // One standard error above zero: a little less than four times the bars are needed for the 1.96 of two lines.
    const centred = noise[0].subarray(0, 300);
    const returns = centred.map((value) => value - mean(centred) + standardDeviation(centred) / Math.sqrt(300));
    const verdict = await suite(ledgerOf(noise), { returns }, { ...FAST, waive: WITHOUT_STRATEGY });
    expect(lineOf(verdict, 'selection').wouldChange).toMatch(
      /^60 trials ask for about 3\.\d+ standard errors; it has \d/,
    );
    expect(lineOf(verdict, 'outOfSample').wouldChange).toMatch(
      /^About \d+ bars with the same mean would be enough; there are 300/,
    );
  });

  it('takes levels far below the usual', async () => {
    const options = { alpha: 0.001, resamples: 2999, waive: WITHOUT_STRATEGY };
    const positionPnl = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 1 : -0.5));
    const verdict = await suite(ledgerOf(noise.slice(0, 12)), { returns: noise[0], positionPnl }, options);
    expect(verdict.status).toBe('fail');
    expect(lineOf(verdict, 'concentration').status).toBe('pass');
  });

  it('stops between lines when it is told to', async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const running = suite(
      ledgerOf(noise),
      { returns: noise[0] },
      {
        ...FAST,
        signal: controller.signal,
        onProgress: (line) => {
          seen.push(line);
          controller.abort(new Error('enough'));
        },
      },
    );
    await expect(running).rejects.toThrow('enough');
    expect(seen).toEqual(['selection']);
  });

  it('refuses what cannot be meant', async () => {
    const result = { returns: noise[0] };
    const refused = (options: object, ledger = ledgerOf(noise)) => expect(suite(ledger, result, options)).rejects;
    await refused({ alpha: 0 }).toThrow('alpha');
    await refused({ resamples: 58 }).toThrow('resamples: expected a whole number in 59');
    await refused({ strategy: {} }).toThrow('strategy: expected');
    await refused({ answers: { costs: {} } }).toThrow('answers.costs: expected a verdict');
    await refused({}, {} as never).toThrow('ledger: expected a TrialLedger');
    await expect(suite(null, undefined as never)).rejects.toThrow('result: expected');
    await refused({ waive: ['lookahead'] }).toThrow('waive: expected names of lines');
    await refused({ answers: { profit: noise } }).toThrow('answers: expected names of lines');
    await refused({ chosen: 60 }).toThrow('chosen');
    await refused({ regimes: [1, 2] }).toThrow('regimes: expected one label per return');
    await expect(suite(null, { returns: [Number.NaN] })).rejects.toThrow('result.returns');
  });
});

describe('formatSuite', () => {
  it('puts the verdict first, evidence before advice, and what was not asked last', async () => {
    const verdict = await suite(ledgerOf(noise), { returns: returnsOf(300) }, { ...FAST, waive: WITHOUT_STRATEGY });
    const lines = formatSuite(verdict, { width: 72 }).split('\n');
    expect(lines[0]).toMatch(/^VERDICT: FAIL\./);
    expect(lines.every(({ length }) => length <= 72)).toBe(true);
    const at = (text: string): number => lines.findIndex((line) => line.startsWith(text));
    expect(at('Evidence')).toBeGreaterThan(0);
    expect(at('Advice')).toBeGreaterThan(at('Evidence'));
    expect(at('Not asked')).toBeGreaterThanOrEqual(0);
    expect(lines.slice(at('Not asked')).join('\n')).toContain('the folds of a walk-forward');
  });
});
