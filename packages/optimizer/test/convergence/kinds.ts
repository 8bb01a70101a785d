import { cmaEs, random, type Sampler, sobol, tpe } from '@quantblocks/optimizer';

/** A sampler of ours, and the reference runs of the same kind. */
export interface Kind {
  readonly name: string;
  readonly sampler: () => Sampler;
  /** {@link Reference.reference} without the suffix of the batch size. */
  readonly reference: string;
}

/** What every run compares. */
export const KINDS: readonly Kind[] = [
  { name: 'tpe', sampler: () => tpe(), reference: 'v5_tpe_default' },
  { name: 'tpe, scott', sampler: () => tpe({ bandwidth: 'scott' }), reference: 'v4.9.0_tpe_ft' },
  { name: 'random', sampler: random, reference: 'v5_random' },
];

/** What a slow run compares as well. */
export const MORE_KINDS: readonly Kind[] = [
  { name: 'tpe, no liar', sampler: () => tpe({ constantLiar: false }), reference: 'v5_tpe_mv' },
  {
    name: 'tpe, scott, no liar',
    sampler: () => tpe({ bandwidth: 'scott', constantLiar: false }),
    reference: 'v4.9.0_tpe_mv',
  },
  {
    // One by one, dimensions need the widths of the reference: with shared ones it falls behind on fine grids.
    name: 'tpe, one dimension at a time',
    sampler: () => tpe({ multivariate: false, constantLiar: false, bandwidth: 'neighbour-split' }),
    reference: 'v4.9.0_tpe_uni',
  },
  { name: 'cma-es', sampler: () => cmaEs(), reference: 'v5_cma' },
  { name: 'sobol', sampler: sobol, reference: 'v5_qmc' },
];
