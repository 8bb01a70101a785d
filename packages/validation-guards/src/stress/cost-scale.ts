import type { Costs } from '@quantblocks/engine';

/** Costs of a simulation that grow and shrink together. */
export interface CostScale {
  /** Fee and slippage as configured, basis points of traded value. */
  readonly assumedBps: number;
  /** The same costs where fee and slippage together are `costBps`. */
  readonly at: (costBps: number) => Costs;
}

/** The engine's own defaults. */
const FEE_BPS = 5;
const SLIPPAGE_BPS = 2;

/**
 * Costs of a configuration at another height: fee, slippage and the maker's fee are scaled in proportion, a maker's rebate stays as it is, since
 * stress must not raise income. Of no costs at all there is no proportion: then all of them are fee.
 *
 * @param costs - As configured; what is left out has the engine's defaults.
 *
 * @example
 * ```ts
 * import { costScale } from '@quantblocks/validation-guards';
 *
 * const { assumedBps, at } = costScale({ feeBps: 4, slippageBps: 1 });
 * assumedBps; // => 5
 * at(10).slippageBps; // => 2
 * ```
 */
export function costScale(costs: Costs): CostScale {
  const { feeBps = FEE_BPS, slippageBps = SLIPPAGE_BPS, makerFeeBps = feeBps } = costs;
  const assumedBps = feeBps + slippageBps;
  const at = (costBps: number): Costs => {
    if (assumedBps === 0) return { ...costs, feeBps: costBps, slippageBps: 0 };
    const scale = costBps / assumedBps;
    return {
      ...costs,
      feeBps: feeBps * scale,
      slippageBps: slippageBps * scale,
      makerFeeBps: makerFeeBps > 0 ? makerFeeBps * scale : makerFeeBps,
    };
  };
  return { assumedBps, at };
}
