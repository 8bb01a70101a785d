import { describe, expect, it } from 'vitest';
import { maxSharpePValue } from '../../src/sharpe/max-sharpe-p-value.ts';
import { probabilisticSharpe } from '../../src/sharpe/probabilistic-sharpe.ts';
import { sharpe } from '../../src/sharpe/sharpe-estimate.ts';
import { autoregression, garch } from '../noise.ts';

const SIMULATIONS = 400;

describe('tests of a Sharpe ratio at 5 % on returns without an edge', () => {
  // 3 to 8 % is the goal; 2 standard errors of 400 simulations are 2.2 %.
  it.each<[string, (seed: number) => Float64Array]>([
    ['noise', (seed) => autoregression(250, 0, seed)],
    ['an autoregression of 0.2', (seed) => autoregression(250, 0.2, seed)],
    ['clustered volatility with fat tails', (seed) => garch(250, seed)],
  ])('reject about one in twenty of %s', (_, simulate) => {
    let rejected = 0;
    for (let seed = 0; seed < SIMULATIONS; seed++) {
      if (probabilisticSharpe(simulate(seed)).status === 'pass') rejected++;
    }
    expect(rejected / SIMULATIONS).toBeGreaterThan(0.03 - 0.022);
    expect(rejected / SIMULATIONS).toBeLessThan(0.08 + 0.022);
  });

  it('reject about 5 % of the best of 20, where the test of one rejects most', () => {
    let rejected = 0;
    let naive = 0;
    const searches = 200;
    for (let search = 0; search < searches; search++) {
      let best = autoregression(100, 0, search * 20);
      for (let i = 1; i < 20; i++) {
        const next = autoregression(100, 0, search * 20 + i);
        if (sharpe(next).perBar > sharpe(best).perBar) best = next;
      }
      if (maxSharpePValue(best, { trials: 20 }).status === 'pass') rejected++;
      if (probabilisticSharpe(best).status === 'pass') naive++;
    }
    // 2 standard errors of 200 are 3.1 %; one of 20 is below 5 % with probability 1 - 0.95^20 = 64 %.
    expect(rejected / searches).toBeLessThan(0.08 + 0.031);
    expect(naive / searches).toBeGreaterThan(0.5);
  });
});
