import { assertCausal, createRng, ParameterError, QuantblocksError } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleCovariance } from '../../src/covariance/sample-covariance.ts';
import { type Weigh, walkForwardWeights } from '../../src/rebalancing/walk-forward-weights.ts';
import { minimumVariance } from '../../src/weights/minimum-variance.ts';

const half: Weigh = () => [0.5, 0.5];
const NONE = Number.NaN;

function random(seed: number, assets: number, bars: number): Float64Array[] {
  const rng = createRng(seed);
  return Array.from({ length: assets }, () => Float64Array.from({ length: bars }, () => 0.02 * rng.normal()));
}

/** Weights that use every number they are given. */
const momentum: Weigh = (past) => {
  const sums = past.map((series) => Math.exp(10 * series.reduce((a, b) => a + b, 0)));
  return sums.map((value) => value / sums.reduce((a, b) => a + b, 0));
};

describe('walkForwardWeights', () => {
  it('drifts between rebalances and pays for what it trades', () => {
    const returns = [
      [9, 0.5, 0.2, 0, 0.1],
      [9, 0, 0, 0.1, 0.1],
    ];
    const { status, weights, gross, net, turnover, rebalances } = walkForwardWeights(returns, {
      weigh: half,
      window: 1,
      every: 2,
      costBps: 100,
    });
    expect(status).toBe('complete');
    // After bar 1: 0.75 / 1.25 = 0.6 and 0.4. After bar 2: 0.72 / 1.12 and 0.4 / 1.12, back to one half each.
    expectClose(weights[0], [NONE, 0.5, 0.6, 0.5, 0.5 / 1.05]);
    expectClose(gross, [NONE, 0.25, 0.12, 0.05, 0.1]);
    const traded = 2 * (0.72 / 1.12 - 0.5);
    expectClose(turnover, [NONE, 1, 0, traded, 0]);
    expectClose(net, [NONE, 0.99 * 1.25 - 1, 0.12, (1 - 0.01 * traded) * 1.05 - 1, 0.1]);
    expect(rebalances.map(({ bar }) => bar)).toEqual([1, 3]);
    expectClose(
      rebalances.map(({ cost }) => cost),
      [0.01, 0.01 * traded],
    );
  });

  it('gives the rule the last window, or all of the past, and never the present', () => {
    const returns = [[0, 0.1, 0.2, 0.3, 0.4]];
    const seen: number[][] = [];
    const weigh: Weigh = (past) => {
      seen.push([...past[0]]);
      return [1];
    };
    walkForwardWeights(returns, { weigh, window: 2, every: 2 });
    walkForwardWeights(returns, { weigh, window: 2, every: 2, anchored: true });
    expect(seen).toEqual([
      [0, 0.1],
      [0.2, 0.3],
      [0, 0.1],
      [0, 0.1, 0.2, 0.3],
    ]);
  });

  it('is causal: cutting the future changes nothing that was known', () => {
    const rules: Weigh[] = [momentum, (past) => minimumVariance(sampleCovariance(past))];
    for (const weigh of rules) {
      for (const anchored of [false, true]) {
        assertCausal(
          (series) => {
            const { weights, gross, net, turnover } = walkForwardWeights(Object.values(series), {
              weigh,
              window: 10,
              every: 3,
              anchored,
              costBps: 5,
            });
            return { gross, net, turnover, ...Object.fromEntries(weights.map((values, i) => [`w${i}`, values])) };
          },
          Object.fromEntries(random(1, 3, 60).map((values, i) => [`r${i}`, values])),
        );
      }
    }
  });

  it('hides the future even from a rule that looks for it, and its inputs from a rule that writes', () => {
    const returns = random(2, 2, 30);
    const before = returns.map((series) => series.slice());
    const weigh: Weigh = (past) => {
      expect(past[0].buffer.byteLength).toBe(8 * 5);
      past[0].fill(0);
      return [0.5, 0.5];
    };
    walkForwardWeights(returns, { weigh, window: 5, every: 1 });
    expect(returns).toEqual(before);
  });

  it('accepts a portfolio of this package', () => {
    const { rebalances } = walkForwardWeights(random(3, 3, 40), {
      weigh: (past) => minimumVariance(sampleCovariance(past)),
      window: 20,
      every: 10,
    });
    expect(rebalances.map(({ error }) => error)).toEqual([undefined, undefined]);
    for (const { weights } of rebalances)
      expectClose(
        weights.reduce((a, b) => a + b),
        1,
      );
  });

  it('compounds to what the positions are worth', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 6 }), (seed, every) => {
        const returns = random(seed, 3, 20);
        const { gross, net, turnover, weights } = walkForwardWeights(returns, {
          weigh: momentum,
          window: 4,
          every,
          costBps: 20,
        });
        let value = 1;
        let holdings = [0, 0, 0];
        for (let bar = 4; bar < 20; bar++) {
          if ((bar - 4) % every === 0) {
            const target = momentum(returns.map((series) => series.slice(bar - 4, bar))) as number[];
            const cost = 0.002 * holdings.reduce((total, held, i) => total + Math.abs(target[i] - held / value), 0);
            value *= 1 - cost;
            holdings = target.map((weight) => weight * value);
          }
          const start = bar === 4 ? 1 : value;
          const before = holdings.reduce((a, b) => a + b);
          expectClose(
            weights.map((series) => series[bar]),
            holdings.map((held) => held / before),
            { rtol: 1e-10 },
          );
          holdings = holdings.map((held, i) => held * (1 + returns[i][bar]));
          value = holdings.reduce((a, b) => a + b);
          expect(start).toBeGreaterThan(0);
          expectClose(gross[bar], value / before - 1, { rtol: 1e-9, atol: 1e-14 });
        }
        const compounded = net.subarray(4).reduce((total, r) => total * (1 + r), 1);
        expectClose(compounded, value, { rtol: 1e-10 });
        for (let bar = 4; bar < 20; bar++) if ((bar - 4) % every !== 0) expect(turnover[bar]).toBe(0);
      }),
      { seed: 7, numRuns: 30 },
    );
  });

  it('keeps what the weights leave in cash', () => {
    const { weights, gross, turnover } = walkForwardWeights([[0, 1, 0]], { weigh: () => [0.25], window: 1, every: 5 });
    expectClose(weights[0], [NONE, 0.25, 0.4]);
    expectClose(gross, [NONE, 0.25, 0]);
    expectClose(turnover, [NONE, 0.25, 0]);
  });

  describe('when the rule fails', () => {
    const returns = [new Float64Array(6), new Float64Array(6)];
    let calls = 0;
    const failsSecond: Weigh = () => {
      if (++calls % 3 === 2) throw new QuantblocksError('singular');
      return [0.8, 0.2];
    };
    const run = (options: Partial<Parameters<typeof walkForwardWeights>[1]>) => {
      calls = 0;
      return walkForwardWeights(returns, { weigh: failsSecond, window: 1, every: 2, ...options });
    };

    it('stops there by default, with the reason and no numbers', () => {
      const { status, rebalances, net, weights, turnover } = run({});
      expect(status).toBe('stopped');
      expect(rebalances.map(({ bar, error }) => [bar, error?.message])).toEqual([
        [1, undefined],
        [3, 'singular'],
      ]);
      expect(rebalances[1].weights).toEqual(Float64Array.of(NONE, NONE));
      for (const series of [net, weights[0], turnover]) expectClose(series.subarray(3), [NONE, NONE, NONE]);
      expectClose(net.subarray(1, 3), [0, 0]);
    });

    it('holds, sells or takes other weights only if told to, and still reports it', () => {
      const others: [Partial<Parameters<typeof walkForwardWeights>[1]>, number[]][] = [
        [{ onError: 'hold' }, [0.8, 0.2]],
        [{ onError: 'cash' }, [0, 0]],
        [{ onError: half }, [0.5, 0.5]],
      ];
      for (const [options, weights] of others) {
        const { status, rebalances } = run(options);
        expect(status).toBe('complete');
        expect(rebalances.map(({ error }) => error?.message)).toEqual([undefined, 'singular', undefined]);
        expectClose(rebalances[1].weights, weights);
      }
    });

    it('stops if the other weights fail too, with both reasons', () => {
      const onError: Weigh = () => {
        throw new QuantblocksError('empty');
      };
      const { status, rebalances } = run({ onError });
      expect(status).toBe('stopped');
      expect(rebalances[1].error?.message).toBe('singular; then empty');
    });

    it('counts weights that are missing or not finite as a failure', () => {
      for (const weights of [[0.5], [0.5, NONE], undefined]) {
        const { status, rebalances } = run({ weigh: () => weights as number[] });
        expect(status).toBe('stopped');
        expect(rebalances[0].error).toBeInstanceOf(Error);
      }
    });
  });

  it('ends a portfolio that loses more than it has', () => {
    const { status, gross, net, weights, rebalances } = walkForwardWeights([[0, 0.6, 0.1, 0.1]], {
      weigh: () => [-2],
      window: 1,
      every: 1,
    });
    expect(status).toBe('ruined');
    expectClose(gross, [NONE, -1, 0, 0]);
    expectClose(net, [NONE, -1, 0, 0]);
    expectClose(weights[0], [NONE, -2, 0, 0]);
    expect(rebalances).toHaveLength(1);
  });

  it('ends a portfolio that trading costs eat up', () => {
    const { status, net } = walkForwardWeights([[0, 0.1, 0.1]], {
      weigh: () => [200],
      window: 1,
      every: 1,
      costBps: 50,
    });
    expect(status).toBe('ruined');
    expectClose(net, [NONE, -1, 0]);
  });

  it('is insufficient without a bar after the first window', () => {
    const { status, net, rebalances } = walkForwardWeights([[0.1, 0.2]], { weigh: () => [1], window: 2, every: 1 });
    expect(status).toBe('insufficient');
    expectClose(net, [NONE, NONE]);
    expect(rebalances).toEqual([]);
  });

  it('refuses what makes no sense', () => {
    const options = { weigh: half, window: 1, every: 1 };
    const returns = [
      [0, 0],
      [0, 0],
    ];
    expect(() => walkForwardWeights([[0], []], options)).toThrow(ParameterError);
    expect(() => walkForwardWeights([[0, -1.1]], options)).toThrow('returns: expected numbers >= -1, got "-1.1 at 1"');
    expect(() => walkForwardWeights(returns, { ...options, window: 0 })).toThrow(ParameterError);
    expect(() => walkForwardWeights(returns, { ...options, every: 0.5 })).toThrow(ParameterError);
    expect(() => walkForwardWeights(returns, { ...options, costBps: -1 })).toThrow(ParameterError);
    expect(() => walkForwardWeights(returns, { ...options, onError: 'equal' as 'hold' })).toThrow(ParameterError);
    expect(() => walkForwardWeights(returns, { ...options, weigh: [1] as unknown as Weigh })).toThrow(ParameterError);
  });
});
