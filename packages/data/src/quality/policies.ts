import { ParameterError } from '@quantblocks/core';

/** Findings that `Bars` cannot hold: such rows stop the import, or are left out. */
export type HardFinding = 'nonFinite' | 'nonPositive' | 'impossibleOhlc' | 'badVolume' | 'duplicate' | 'unordered';

/** Findings that may be true market data: the caller decides. */
export type SoftFinding =
  | 'offGrid'
  | 'zeroVolume'
  | 'flat'
  | 'repeated'
  | 'outlier'
  | 'largeMove'
  | 'openJump'
  | 'unfinished';

/** Findings that are not a row: there is nothing to drop. */
export type SeriesFinding = 'gap' | 'mixedVenues';

/** Everything that {@link qualityReport} counts. */
export type Finding = HardFinding | SoftFinding | SeriesFinding;

/** What to do about each finding. Nothing is ever repaired. */
export type QualityPolicies = { readonly [K in HardFinding]?: 'throw' | 'drop' } & {
  readonly [K in SoftFinding]?: 'throw' | 'drop' | 'keep';
} & { readonly [K in SeriesFinding]?: 'throw' | 'keep' };

/** Findings in the order in which a row is named by the first that applies. */
export const HARD_FINDINGS: readonly HardFinding[] = [
  'nonFinite',
  'nonPositive',
  'impossibleOhlc',
  'badVolume',
  'duplicate',
  'unordered',
];

/** See {@link SoftFinding}. */
export const SOFT_FINDINGS: readonly SoftFinding[] = [
  'offGrid',
  'zeroVolume',
  'flat',
  'repeated',
  'outlier',
  'largeMove',
  'openJump',
  'unfinished',
];

const SERIES_FINDINGS: readonly SeriesFinding[] = ['gap', 'mixedVenues'];

/** Fills in the defaults: throw where bars would be impossible, else keep. */
export function resolvePolicies(policies: QualityPolicies): Record<Finding, 'throw' | 'drop' | 'keep'> {
  const kinds: Record<Finding, readonly string[]> = Object.fromEntries([
    ...HARD_FINDINGS.map((finding) => [finding, ['throw', 'drop']]),
    ...SOFT_FINDINGS.map((finding) => [finding, ['keep', 'throw', 'drop']]),
    ...SERIES_FINDINGS.map((finding) => [finding, ['keep', 'throw']]),
  ]);
  for (const [finding, policy] of Object.entries(policies)) {
    const allowed = kinds[finding as Finding];
    if (allowed === undefined) throw new ParameterError('policies', `only ${Object.keys(kinds).join(', ')}`, finding);
    if (policy !== undefined && !allowed.includes(policy)) {
      throw new ParameterError(`policies.${finding}`, allowed.map((word) => `'${word}'`).join(' or '), policy);
    }
  }
  return Object.fromEntries(
    Object.entries(kinds).map(([finding, allowed]) => [finding, policies[finding as Finding] ?? allowed[0]]),
  ) as Record<Finding, 'throw' | 'drop' | 'keep'>;
}
