export type { AssetProfile, AssetSpec } from './synthetic/asset-profile.ts';
export type { EdgeKind, EdgeParameters } from './synthetic/edge.ts';
export { edgePositions } from './synthetic/edge-positions.ts';
export {
  type AssetTruth,
  type MarketTruth,
  type SyntheticMarket,
  type SyntheticMarketOptions,
  syntheticMarket,
} from './synthetic/synthetic-market.ts';
