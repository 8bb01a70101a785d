import { describe, expect, it } from 'vitest';
import { parsePipelineConfig } from '../../src/config/pipeline-config.ts';
import { screenAsset } from '../../src/phases/screen-asset.ts';
import { changedFrom, market, SMALL } from '../programs/market.ts';
import { strategy } from '../programs/momentum.ts';

const [edge] = market();
const momentum = strategy();
const config = parsePipelineConfig(SMALL);
const screened = await screenAsset(momentum, edge, config);
const withCriteria = (criteria: string) =>
  screenAsset(momentum, edge, { ...config, screen: { ...config.screen, criteria } });

describe('screening', () => {
  it('never reads the last fifth of the bars', async () => {
    expect(await screenAsset(momentum, changedFrom(edge, 1440), config)).toEqual(screened);
  });

  it('reads the validation bars once, after the choice is made', async () => {
    const { params, inSample, validation } = await screenAsset(momentum, changedFrom(edge, 1080), config);
    expect([params, inSample]).toEqual([screened.params, screened.inSample]);
    expect(validation).not.toEqual(screened.validation);
  });

  it('passes what meets the criteria on the validation bars and says what it was that failed', async () => {
    const { sharpe } = screened.validation ?? { sharpe: Number.NaN };
    expect(sharpe).toBeGreaterThan(0);
    expect(await withCriteria(`sharpe >= ${sharpe}`)).toMatchObject({ status: 'PASS', reason: '' });
    const failed = await withCriteria(`sharpe > ${sharpe}`);
    expect([failed.status, failed.reason]).toEqual(['FAIL', `not so: sharpe > ${sharpe}`]);
  });

  it('knows how many trials there were, and keeps them all', () => {
    expect(screened.trials).toBe(10);
    expect(screened.ledger.trimEnd().split('\n')).toHaveLength(11);
  });

  it('has no verdict of guards to pass by', async () => {
    expect((await withCriteria('passed')).status).toBe('FAIL');
  });

  it('fails where no trial has enough positions, in words', async () => {
    const { status, reason, params, validation } = await screenAsset(momentum, edge, {
      ...config,
      screen: { ...config.screen, minPositions: 5000 },
    });
    expect([status, reason, params, validation]).toEqual(['FAIL', 'no trial closed 5000 positions', null, null]);
  });
});
