import { createVerdict, ParameterError, type VerdictStatus } from '@quantblocks/core';
import { expectClose } from '@quantblocks/test-kit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusteredParameters } from '../../src/clusters/cluster-parameters.ts';
import { type ClusterOutcome, clusterVerdict } from '../../src/clusters/cluster-verdict.ts';
import { type LossFraction, type ParameterPerformance, parameterLoss } from '../../src/clusters/parameter-loss.ts';

const GOOD: ParameterPerformance = { sharpe: 2, totalReturn: 0.4, maxDrawdown: -0.1 };

const number = (loss: LossFraction): number => (loss.status === 'ok' ? loss.value : Number.NaN);

describe('parameterLoss', () => {
  it('is the fraction lost, and negative for a gain', () => {
    const { sharpe, totalReturn, maxDrawdown, worst } = parameterLoss(GOOD, {
      sharpe: 1.5,
      totalReturn: 0.5,
      maxDrawdown: -0.12,
    });
    expectClose([sharpe, totalReturn, maxDrawdown, worst].map(number), [0.25, -0.25, 0.2, 0.25]);
  });

  it('is none where there was nothing to lose and nothing is lost', () => {
    const nothing = { sharpe: -1, totalReturn: 0, maxDrawdown: 0 };
    const loss = parameterLoss(nothing, { sharpe: -1, totalReturn: 0.2, maxDrawdown: -0 });
    expect(Object.values(loss)).toEqual(new Array(4).fill({ status: 'none' }));
  });

  it('is undefined, not a gain, where what was bad becomes worse', () => {
    const { sharpe, totalReturn, maxDrawdown, worst } = parameterLoss(
      { sharpe: -1, totalReturn: 0, maxDrawdown: 0 },
      { sharpe: -2, totalReturn: -0.1, maxDrawdown: -0.3 },
    );
    expect(sharpe).toEqual({
      status: 'undefined',
      reason: 'the Sharpe ratio falls from -1 to -2, which is no fraction of it',
    });
    expect([totalReturn, maxDrawdown, worst].map(({ status }) => status)).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  it('is undefined for a figure that does not exist, and so is the worst', () => {
    const { sharpe, worst } = parameterLoss(GOOD, { ...GOOD, sharpe: Number.NaN });
    expect(sharpe).toMatchObject({ reason: "the cluster's Sharpe ratio does not exist" });
    expect(worst).toBe(sharpe);
    expect(parameterLoss({ ...GOOD, totalReturn: Number.NaN }, GOOD).worst.status).toBe('undefined');
  });

  it('has the sign of what is lost', () => {
    const positive = fc.double({ min: 0.01, max: 10, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const { sharpe, maxDrawdown } = parameterLoss(
          { ...GOOD, sharpe: a, maxDrawdown: -a },
          { ...GOOD, sharpe: b, maxDrawdown: -b },
        );
        expect(Math.sign(number(sharpe))).toBe(Math.sign(a - b));
        expectClose(number(maxDrawdown), -number(sharpe));
      }),
      { seed: 6 },
    );
  });

  it('refuses a drawdown that is positive', () => {
    expect(() => parameterLoss(GOOD, { ...GOOD, maxDrawdown: 0.1 })).toThrow(ParameterError);
  });
});

function clustered(groups: readonly string[], status: VerdictStatus = 'pass'): ClusteredParameters {
  const assets = groups.flatMap((group) => [...group]);
  const labels = Int32Array.from(groups.flatMap((group, cluster) => [...group].map(() => cluster)));
  const choice = createVerdict({ name: 'clusters', question: '?', status, explanation: 'One cloud would do.' });
  return {
    choice: { ...choice, k: groups.length, labels, candidates: [], nullSilhouette: 0.3 },
    clusters: groups.map((group, cluster) => ({ assets: [...group], parameters: { x: 100 * (cluster + 1) } })),
    individual: assets.map((asset, i) => ({ asset, parameters: { x: i } })),
  };
}

const outcomes = (assets: string, cluster: ParameterPerformance = GOOD): Record<string, ClusterOutcome> =>
  Object.fromEntries([...assets].map((asset) => [asset, { individual: GOOD, cluster }]));

const INDIVIDUAL = { A: { x: 0 }, B: { x: 1 }, C: { x: 2 }, D: { x: 3 }, E: { x: 4 }, F: { x: 5 } };

describe('clusterVerdict', () => {
  it('gives every asset the parameters of its cluster if nothing speaks against them', () => {
    const verdict = clusterVerdict(clustered(['ABC', 'DEF']), outcomes('ABCDEF', { ...GOOD, sharpe: 1.8 }));
    expect(verdict).toMatchObject({ status: 'pass', outcome: 'CLUSTER', mode: 'cluster', reasons: [], n: 6 });
    expectClose(verdict.value, 0.1);
    expect(verdict.parameters).toEqual({
      A: { x: 100 },
      B: { x: 100 },
      C: { x: 100 },
      D: { x: 200 },
      E: { x: 200 },
      F: { x: 200 },
    });
  });

  it('passes a loss of exactly the limit', () => {
    const all = outcomes('ABC', { ...GOOD, sharpe: 1.5 });
    expect(clusterVerdict(clustered(['ABC']), all, { maxLoss: 0.25 }).outcome).toBe('CLUSTER');
    expect(clusterVerdict(clustered(['ABC']), all, { maxLoss: 0.2499 }).outcome).toBe('CLUSTERFAIL');
  });

  it.each([
    ['structure', clustered(['ABC', 'DEF'], 'fail'), outcomes('ABCDEF'), 'fail'],
    ['structure', clustered(['ABC', 'DEF'], 'insufficient'), outcomes('ABCDEF'), 'insufficient'],
    ['size', clustered(['AB', 'CDEF']), outcomes('ABCDEF'), 'fail'],
    ['missing', clustered(['ABC', 'DEF']), outcomes('ABCDE'), 'insufficient'],
    ['error', clustered(['ABC', 'DEF']), { ...outcomes('ABCDE'), F: { error: 'no bars' } }, 'insufficient'],
    [
      'loss',
      clustered(['ABC', 'DEF']),
      { ...outcomes('ABCDE'), ...outcomes('F', { ...GOOD, maxDrawdown: -0.2 }) },
      'fail',
    ],
    [
      'loss',
      clustered(['ABC', 'DEF']),
      { ...outcomes('ABCDE'), ...outcomes('F', { ...GOOD, sharpe: Number.NaN }) },
      'fail',
    ],
  ] as const)('falls back to individual parameters for %s', (kind, groups, results, status) => {
    const verdict = clusterVerdict(groups, results);
    expect(verdict).toMatchObject({ status, outcome: 'CLUSTERFAIL', mode: 'individual', parameters: INDIVIDUAL });
    expect(verdict.reasons.map((reason) => reason.kind)).toEqual([kind]);
    expect(verdict.explanation).toContain(verdict.reasons[0].explanation);
  });

  it('names every reason, and each asset', () => {
    const verdict = clusterVerdict(clustered(['AB', 'CDEF'], 'fail'), {
      ...outcomes('CD', { ...GOOD, totalReturn: 0.1 }),
      E: { error: 'timed out' },
    });
    expect(verdict.reasons.map(({ kind, asset }) => `${kind} ${asset ?? ''}`.trim())).toEqual([
      'structure',
      'size',
      'missing A',
      'missing B',
      'loss C',
      'loss D',
      'error E',
      'missing F',
    ]);
    expect(verdict.value).toBeNaN();
    expect(Object.keys(verdict.losses)).toEqual(['C', 'D']);
  });

  it('knows an asset by its own name only', () => {
    const groups = clustered(['ABC']);
    const odd = { ...groups, individual: [...groups.individual, { asset: 'constructor', parameters: { x: 9 } }] };
    const verdict = clusterVerdict(odd, outcomes('ABC'));
    expect(verdict.reasons).toMatchObject([{ kind: 'missing', asset: 'constructor' }]);
    expect(verdict.parameters.constructor).toEqual({ x: 9 });
  });

  it('refuses outcomes of unknown assets and limits out of range', () => {
    expect(() => clusterVerdict(clustered(['ABC']), outcomes('ABCX'))).toThrow(ParameterError);
    expect(() => clusterVerdict(clustered(['ABC']), outcomes('ABC'), { maxLoss: -0.1 })).toThrow(ParameterError);
    expect(() => clusterVerdict(clustered(['ABC']), outcomes('ABC'), { minSize: 0 })).toThrow(ParameterError);
  });
});
