import type { CostCurve } from '@quantblocks/validation-guards';
import { describe, expect, it } from 'vitest';
import { type PipelineConfig, parsePipelineConfig } from '../../src/config/pipeline-config.ts';
import { type ValidateResult, validateAsset } from '../../src/phases/validate-asset.ts';
import { SegmentRunner } from '../../src/search/segment-runner.ts';
import { market, SMALL } from '../programs/market.ts';
import { type Momentum, strategy } from '../programs/momentum.ts';

const [edge, noise] = market();
const momentum = strategy();
const config = parsePipelineConfig(SMALL);
const validate = (
  bars: typeof edge,
  over: Partial<PipelineConfig['validate']> = {},
): Promise<ValidateResult<Momentum>> => {
  const { trials } = config.validate;
  return validateAsset(
    momentum,
    bars,
    { ...config, validate: { ...config.validate, ...over } },
    { trials, variants: [] },
  );
};
const validated = await validate(edge);

describe('validation', () => {
  it('stitches returns that line up with their bars', () => {
    const [{ test: first }] = validated.folds;
    expect(validated.time).toEqual(edge.time.slice(first.start));
    expect(validated.returns).toHaveLength(validated.time.length);
    for (const { test, outOfSample } of validated.folds) {
      const at = validated.time.indexOf(edge.time[test.start]);
      expect(validated.returns.slice(at, at + test.end - test.start)).toEqual(outOfSample.returns);
    }
  });

  it('says what the tests together earned', () => {
    const { figures, folds } = validated;
    const growth = folds.reduce((product, { outOfSample }) => product * (1 + outOfSample.totalReturn), 1);
    expect(figures.totalReturn).toBeCloseTo(growth - 1, 10);
    expect(figures.positions).toBe(folds.reduce((sum, { outOfSample }) => sum + outOfSample.positions, 0));
    expect(figures.wfe).toBeCloseTo(figures.sharpe / figures.inSampleSharpe, 12);
    expect(validated.trials).toBe(3 * 2 * 5);
  });

  it('asks the walk itself what other costs would have done', () => {
    const [costs] = validated.verdict.lines.filter(({ line }) => line === 'costs');
    const { curve, assumedBps } = costs.details as CostCurve;
    expect(assumedBps).toBe(2);
    const assumed = curve.find(({ costBps }) => costBps === 2)?.value;
    expect(assumed).toBeCloseTo(validated.figures.totalReturn, 10);
    const free = validated.folds.reduce((growth, { params, test }) => {
      const runner = new SegmentRunner(momentum, edge, test);
      const { totalReturn } = runner.run(params as Momentum, { costs: { feeBps: 0, slippageBps: 0 } });
      return growth * (1 + totalReturn);
    }, 1);
    expect(curve.find(({ costBps }) => costBps === 0)?.value).toBeCloseTo(free - 1, 10);
    const values = curve.map(({ value }) => value);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it('sends the choice of the last fold into production', () => {
    expect(validated.params).toEqual(validated.folds[2].params);
  });

  it('asks criteria of the figures out of sample, and says which failed', async () => {
    const { totalReturn } = validated.figures;
    expect(await validate(edge, { criteria: `totalReturn >= ${totalReturn}` })).toMatchObject({
      status: 'PASS',
      reason: '',
    });
    const failed = await validate(edge, { criteria: `passed and totalReturn > ${totalReturn}` });
    expect(failed.status).toBe('FAIL');
    expect(failed.reason).not.toBe('');
  });

  it('does not pass noise by its guards', async () => {
    const { status, verdict, reason } = await validate(noise, { criteria: 'passed' });
    expect([status, reason]).toEqual(['FAIL', verdict.explanation]);
    expect(verdict.status).not.toBe('pass');
  });

  it('never passes where nothing was chosen', async () => {
    const { status, reason, params, figures, verdict } = await validate(edge, {
      minPositions: 9999,
      criteria: 'trials > 0',
    });
    expect([status, reason, params]).toEqual(['FAIL', 'the last search found nothing', null]);
    expect([figures.sharpe, figures.totalReturn, figures.positions, figures.wfe]).toEqual([0, 0, 0, Number.NaN]);
    expect(verdict.status).not.toBe('pass');
  });
});
