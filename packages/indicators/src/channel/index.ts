export {
  type BollingerBandSeries,
  BollingerBands,
  type BollingerBandValue,
  BollingerBandwidth,
  type BollingerOptions,
  BollingerPercentB,
  bollingerBands,
  bollingerBandwidth,
  bollingerPercentB,
} from './bollinger-bands.ts';
export {
  Donchian,
  type DonchianChannel,
  DonchianMiddle,
  type DonchianOptions,
  type DonchianValue,
  donchian,
  donchianMiddle,
} from './donchian.ts';
export {
  KeltnerChannel,
  type KeltnerChannelSeries,
  type KeltnerChannelValue,
  type KeltnerOptions,
  keltnerChannel,
} from './keltner-channel.ts';
export { RollingMax, RollingMin, rollingMax, rollingMin } from './rolling-extremes.ts';
export { rollingMaxMany, rollingMinMany } from './rolling-extremes-many.ts';
