import { createRng } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { parsePipelineConfig } from '../../src/config/pipeline-config.ts';
import { portfolioPhase } from '../../src/phases/portfolio-phase.ts';

const DAY = 86_400_000;
const HALF = DAY / 2;

/** Two bars a day from a day on. */
function asset(name: string, days: number, firstDay = 0, scale = 0.01) {
  const rng = createRng(5, name);
  return {
    asset: name,
    time: Float64Array.from({ length: 2 * days }, (_, i) => firstDay * DAY + i * HALF),
    returns: Float64Array.from({ length: 2 * days }, () => 0.0005 + scale * rng.normal()),
  };
}

const three = [asset('A', 200), asset('B', 190, 10, 0.02), asset('C', 195, 2)];
const config = parsePipelineConfig();
const METHODS = [
  ...(['equalWeights', 'inverseVolatility', 'minimumVariance', 'equalRiskContribution'] as const),
  ...(['maximumDiversification', 'hierarchicalRiskParity'] as const),
];

describe('a portfolio', () => {
  it('needs two assets', () => {
    for (const passed of [[], [three[0]]]) {
      const { status, reason, weights, drawdown } = portfolioPhase(passed, config);
      expect([status, reason, drawdown]).toEqual([
        ...['insufficient', `two assets are needed, ${passed.length} passed`, null],
      ]);
      expect([...weights]).toEqual(passed.map(() => 1));
    }
  });

  it('needs enough days that all assets have', () => {
    const { status, reason, weights } = portfolioPhase([asset('A', 119), asset('B', 200)], config);
    expect([status, reason]).toEqual(['insufficient', '120 common days are needed, there are 119']);
    expect([...weights]).toEqual([0.5, 0.5]);
  });

  it('is made on common days, whose returns compound their bars', () => {
    const { days, returns } = portfolioPhase(three, config);
    expect([days[0], days.length]).toEqual([10 * DAY, 187]);
    expect(returns.map((series) => series.length)).toEqual([187, 187, 187]);
    const [{ returns: bars }] = three;
    expect(returns[0][0]).toBeCloseTo((1 + bars[20]) * (1 + bars[21]) - 1, 14);
  });

  it.each(METHODS)('of %s has weights that sum to 1', (method) => {
    const { weights, status, reason } = portfolioPhase(three, { portfolio: { ...config.portfolio, method } });
    expect([status === 'insufficient', reason.includes('expected')]).toEqual([false, false]);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(Math.min(...weights)).toBeGreaterThan(0);
  });

  it('obeys the cap, and says so where so few assets cannot', () => {
    const capped = (cap: number) => portfolioPhase(three, { portfolio: { ...config.portfolio, cap } });
    expect(Math.max(...portfolioPhase(three, config).weights)).toBeGreaterThan(0.38);
    expect(Math.max(...capped(0.38).weights)).toBeLessThanOrEqual(0.38 + 1e-9);
    const { status, reason } = capped(0.3);
    expect(status).toBe('insufficient');
    expect(reason).toContain('cap');
  });

  it('fails where the concurrent drawdown is deeper than accepted', () => {
    const { status, reason } = portfolioPhase(three, { portfolio: { ...config.portfolio, maxDrawdown: 0.0001 } });
    expect(status).toBe('FAIL');
    expect(reason).not.toBe('');
  });

  it('earns with weights of earlier days alone', () => {
    const whole = portfolioPhase(three, config);
    expect(whole.net.findIndex((value) => !Number.isNaN(value))).toBe(90);
    const cut = three.map(({ asset: name, time, returns }) => {
      const end = time.findIndex((at) => at >= 160 * DAY);
      return { asset: name, time: time.slice(0, end), returns: returns.slice(0, end) };
    });
    expect(portfolioPhase(cut, config).net).toEqual(whole.net.slice(0, 150));
  });

  it('does not depend on the order of the assets', () => {
    const { sharpe, weights } = portfolioPhase(three, config);
    const turned = portfolioPhase([...three].reverse(), config);
    expect(turned.sharpe).toBeCloseTo(sharpe, 6);
    for (const [i, weight] of weights.entries()) expect(turned.weights[2 - i]).toBeCloseTo(weight, 6);
  });
});
