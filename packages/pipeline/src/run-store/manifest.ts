import type { Bars, KeyPart } from '@quantblocks/core';
import { fingerprintBars } from '@quantblocks/report';
import { z } from 'zod';

/** Name of the file in the folder of a run. */
export const MANIFEST_FILE = 'manifest.json';

/** Version of the format of `manifest.json`. */
export const MANIFEST_SCHEMA = 1;

/** One file of market data a run was made from. */
export interface ManifestData {
  readonly asset: string;
  readonly file: string;
  readonly bars: number;
  /** Opening time of the first and of the last bar, ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Of `fingerprintBars`. */
  readonly hash: string;
}

/** The machine a run was made on. */
export interface Environment {
  readonly node: string;
  readonly platform: string;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
}

/** Everything needed to know what a run was, and to make it again. */
export interface Manifest {
  readonly schema: number;
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly description: string;
  /** Name of the strategy. */
  readonly strategy: string;
  /** As given, complete. */
  readonly config: unknown;
  /** Of `configHash`. */
  readonly configHash: string;
  readonly assets: readonly string[];
  readonly data: readonly ManifestData[];
  readonly seeds: readonly KeyPart[];
  readonly codeVersion: string;
  readonly environment: Environment;
  /** What was to say when it began; later notes are in a file of their own. */
  readonly notes: readonly string[];
}

const count = z.int().min(0);
const instant = z.iso.datetime();

/** Fields of a later version are no error, a version that is not known is. */
export const manifestSchema: z.ZodType<Manifest> = z.object({
  schema: z.literal(MANIFEST_SCHEMA),
  id: z.string().min(1),
  createdAt: instant,
  description: z.string(),
  strategy: z.string(),
  config: z.unknown(),
  configHash: z.string().min(1),
  assets: z.array(z.string().min(1)),
  data: z.array(
    z.object({
      asset: z.string().min(1),
      file: z.string(),
      bars: count,
      from: instant,
      to: instant,
      hash: z.string().min(1),
    }),
  ),
  seeds: z.array(z.union([z.string(), z.number()])),
  codeVersion: z.string(),
  environment: z.object({ node: z.string(), platform: z.string(), cpus: count, memory: count }),
  notes: z.array(z.string()),
});

/**
 * What a manifest says of one asset's bars.
 *
 * @param file - Where they came from, or a word for it such as `synthetic`.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { describeData } from '@quantblocks/pipeline';
 *
 * const bars = createBars({ time: [0, 3_600_000], open: [1, 2], high: [1, 2], low: [1, 2], close: [1, 2] });
 * const { bars: length, from, to } = describeData('BTC', 'data/BTC_1H.csv', bars);
 * [length, from, to]; // => [2, '1970-01-01T00:00:00.000Z', '1970-01-01T01:00:00.000Z']
 * ```
 */
export function describeData(asset: string, file: string, bars: Bars): ManifestData {
  return {
    asset,
    file,
    bars: bars.length,
    from: new Date(bars.time[0]).toISOString(),
    to: new Date(bars.time[bars.length - 1]).toISOString(),
    hash: fingerprintBars(bars),
  };
}
