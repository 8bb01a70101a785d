/** The layer of every package: it may import only from lower ones. */
export const LAYERS: Readonly<Record<string, number>> = {
  core: 0,
  indicators: 1,
  spectral: 1,
  'regime-hmm-studentt': 1,
  optimizer: 1,
  checkpoint: 1,
  metrics: 1,
  portfolio: 1,
  data: 1,
  engine: 2,
  'vol-targeting': 2,
  'moe-router': 2,
  farm: 2,
  'walk-forward': 3,
  'final-trigger': 3,
  'validation-guards': 4,
  report: 4,
  pipeline: 5,
  cli: 6,
  dashboard: 6,
};

/** Packages that may touch files, clock, network and console; all others are pure. */
export const IMPURE: ReadonlySet<string> = new Set([
  'data',
  'checkpoint',
  'farm',
  'pipeline',
  'report',
  'cli',
  'dashboard',
]);

/** Pure packages that may set a timer: whoever runs code of others has to be able to stop in between. */
export const TIMED: ReadonlySet<string> = new Set(['optimizer', 'validation-guards']);
