import { createVerdict, ParameterError, type Verdict } from '@quantblocks/core';
import { requireWhole } from '../checks.ts';
import type { ClusteredParameters, ParameterValues } from './cluster-parameters.ts';
import { type ParameterLoss, type ParameterPerformance, parameterLoss } from './parameter-loss.ts';

/** How one asset did with its own and with its cluster's parameters on the same bars, or why it could not be tried. */
export type ClusterOutcome =
  | { readonly individual: ParameterPerformance; readonly cluster: ParameterPerformance }
  | { readonly error: string };

/** Why shared parameters are refused. */
export interface ClusterReason {
  /**
   * `structure`: the clusters are not distinguishable from one cloud; `size`: too few assets share them; `missing`: an asset has no outcome;
   * `error`: it could not be tried; `loss`: it loses too much.
   */
  readonly kind: 'structure' | 'size' | 'missing' | 'error' | 'loss';
  /** Where it concerns one asset. */
  readonly asset?: string;
  readonly explanation: string;
}

/** Options of {@link clusterVerdict}. */
export interface ClusterVerdictOptions {
  /** Largest loss that passes, a fraction; see {@link parameterLoss}. @defaultValue `0.15` */
  maxLoss?: number;
  /** Least assets per cluster. @defaultValue `3` */
  minSize?: number;
}

/** Answer of {@link clusterVerdict}; `value` is the largest loss, NaN while one is missing or undefined. */
export interface ClusterVerdict extends Verdict {
  readonly outcome: 'CLUSTER' | 'CLUSTERFAIL';
  /** Whose parameters to use: those of the clusters only if nothing speaks against them. */
  readonly mode: 'cluster' | 'individual';
  /** Of every asset, as `mode` says. */
  readonly parameters: Readonly<Record<string, ParameterValues>>;
  /** Everything that speaks against the clusters; empty for `CLUSTER`. */
  readonly reasons: readonly ClusterReason[];
  /** Of every asset that could be tried. */
  readonly losses: Readonly<Record<string, ParameterLoss>>;
}

/**
 * Decides between shared and individual parameters: shared ones only if the clusters are real, large enough and cost no asset more than
 * `maxLoss`. Everything else, missing results above all, falls back to the individual ones.
 *
 * @param clustered - From {@link clusterParameters}.
 * @param outcomes - By asset. The decision uses their bars up: take them from validation, not from the final test.
 * @param options - Limits.
 * @returns `fail` for what was measured and found wanting, `insufficient` if only results are missing; both are `CLUSTERFAIL`.
 * @throws a {@link ParameterError} if an outcome is of an unknown asset, a drawdown is positive or an option is out of range.
 *
 * @example
 * ```ts
 * import { clusterParameters, clusterVerdict } from '@quantblocks/portfolio';
 *
 * const rows = [10, 11, 12, 13, 50, 51, 52, 54].map((fast, i) => ({ asset: `A${i}`, parameters: { fast, slow: 3 * fast } }));
 * const clustered = clusterParameters(rows, { grid: { fast: { step: 1 }, slow: { step: 1 } } });
 * const good = { sharpe: 1.5, totalReturn: 0.3, maxDrawdown: -0.1 };
 * const outcomes = Object.fromEntries(rows.map(({ asset }) => [asset, { individual: good, cluster: good }]));
 * clusterVerdict(clustered, outcomes).parameters.A0; // => { fast: 12, slow: 35 }
 *
 * const { outcome, mode, reasons } = clusterVerdict(clustered, { ...outcomes, A0: { individual: good, cluster: { ...good, sharpe: 1.2 } } });
 * [outcome, mode, reasons[0].explanation]; // => ['CLUSTERFAIL', 'individual', 'A0 loses 20.0 %, more than 15.0 %']
 * ```
 */
export function clusterVerdict(
  clustered: ClusteredParameters,
  outcomes: Readonly<Record<string, ClusterOutcome>>,
  options: ClusterVerdictOptions = {},
): ClusterVerdict {
  const { maxLoss = 0.15, minSize = 3 } = options;
  if (!(maxLoss >= 0 && maxLoss < Number.POSITIVE_INFINITY))
    throw new ParameterError('maxLoss', 'a finite number >= 0', maxLoss);
  requireWhole('minSize', minSize, 1);
  const { choice, clusters, individual } = clustered;
  const assets = individual.map(({ asset }) => asset);
  const unknown = Object.keys(outcomes).find((asset) => !assets.includes(asset));
  if (unknown !== undefined) throw new ParameterError('outcomes', 'assets of the clusters', unknown);

  const losses = lossesOf(assets, outcomes);
  const reasons: ClusterReason[] = [];
  if (choice.status !== 'pass') reasons.push({ kind: 'structure', explanation: choice.explanation });
  for (const { assets: members } of clusters) {
    if (members.length >= minSize) continue;
    reasons.push({ kind: 'size', explanation: `${members.join(', ')} share parameters, but ${minSize} are needed` });
  }
  for (const asset of assets) reasons.push(...reasonsOf(asset, outcomes, losses.get(asset), maxLoss));

  const isAccepted = reasons.length === 0;
  const isMeasured = reasons.some(({ kind }) => kind === 'size' || kind === 'loss') || choice.status === 'fail';
  const verdict = createVerdict({
    name: 'clusterVerdict',
    question: 'Do shared parameters serve every asset about as well as its own?',
    status: isAccepted ? 'pass' : isMeasured ? 'fail' : 'insufficient',
    value: largest(assets, losses),
    n: assets.length,
    assumptions: ['The bars of the outcomes served no other choice, and are used up by this one.'],
    warnings: choice.warnings,
    explanation: isAccepted
      ? `No asset loses more than ${percent(maxLoss)} with the parameters of its cluster.`
      : `Every asset keeps its own parameters: ${reasons.map(({ explanation }) => explanation).join('; ')}.`,
  });
  return {
    ...verdict,
    outcome: isAccepted ? 'CLUSTER' : 'CLUSTERFAIL',
    mode: isAccepted ? 'cluster' : 'individual',
    parameters: isAccepted
      ? Object.fromEntries(
          clusters.flatMap(({ assets: members, parameters }) => members.map((asset) => [asset, parameters])),
        )
      : Object.fromEntries(individual.map(({ asset, parameters }) => [asset, parameters])),
    reasons,
    losses: Object.fromEntries(losses),
  };
}

function lossesOf(
  assets: readonly string[],
  outcomes: Readonly<Record<string, ClusterOutcome>>,
): Map<string, ParameterLoss> {
  const losses = new Map<string, ParameterLoss>();
  for (const asset of assets) {
    const outcome = Object.hasOwn(outcomes, asset) ? outcomes[asset] : undefined;
    if (outcome !== undefined && !('error' in outcome)) {
      losses.set(asset, parameterLoss(outcome.individual, outcome.cluster));
    }
  }
  return losses;
}

function reasonsOf(
  asset: string,
  outcomes: Readonly<Record<string, ClusterOutcome>>,
  loss: ParameterLoss | undefined,
  maxLoss: number,
): ClusterReason[] {
  if (loss === undefined) {
    const outcome = Object.hasOwn(outcomes, asset) ? outcomes[asset] : undefined;
    return outcome !== undefined && 'error' in outcome
      ? [{ kind: 'error', asset, explanation: `${asset} could not be tried: ${outcome.error}` }]
      : [{ kind: 'missing', asset, explanation: `${asset} has no outcome` }];
  }
  const { worst } = loss;
  if (worst.status === 'undefined') return [{ kind: 'loss', asset, explanation: `${asset}: ${worst.reason}` }];
  if (worst.status === 'none' || worst.value <= maxLoss) return [];
  return [
    { kind: 'loss', asset, explanation: `${asset} loses ${percent(worst.value)}, more than ${percent(maxLoss)}` },
  ];
}

function largest(assets: readonly string[], losses: ReadonlyMap<string, ParameterLoss>): number {
  const values = assets.map((asset) => losses.get(asset)?.worst ?? { status: 'undefined' });
  if (values.some(({ status }) => status === 'undefined')) return Number.NaN;
  const fractions = values.flatMap((worst) => ('value' in worst ? [worst.value] : []));
  return fractions.length === 0 ? Number.NaN : Math.max(...fractions);
}

function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(1)} %`;
}
