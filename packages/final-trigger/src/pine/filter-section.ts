import type { FinalTriggerParams } from '../params.ts';

/** The filters that are on; each reads the previous bar. */
export function filterSection({ adxFilter, regimeFilter, volatilityFilter }: FinalTriggerParams): string {
  const code: string[] = [];
  const both: string[] = [];
  if (adxFilter) code.push(ADX);
  if (regimeFilter) {
    code.push(REGIME);
    both.push('regimeKept');
  }
  if (volatilityFilter) {
    code.push(volatility(volatilityFilter.max !== null));
    both.push('volatilityKept');
  }
  const signal = (name: string): string => [`new${name}`, ...(adxFilter ? [`adx${name}`] : []), ...both].join(' and ');
  return [...code, `// Signals\nbool signalLong = ${signal('Long')}\nbool signalShort = ${signal('Short')}`].join(
    '\n\n',
  );
}

const ADX = `\
// ADX filter
bool adxKept = adx[1] > ADX_THRESHOLD
bool adxLong = adxKept and (not ADX_DIRECTIONAL or plusDi[1] > minusDi[1])
bool adxShort = adxKept and (not ADX_DIRECTIONAL or plusDi[1] < minusDi[1])`;

const REGIME = `\
// Regime filter
float trueRange = ta.tr(true)
var float regimeRange = trueRange
regimeRange := 13.0 / 14.0 * regimeRange + trueRange / 14.0
float usualRegimeRange = ta.sma(regimeRange, 50)
float fastMean = ta.sma(close, 50)
float slowMean = ta.sma(close, 200)
float highestClose = ta.highest(close, 50)
float lowestClose = ta.lowest(close, 50)
float fromHigh = close / highestClose[1] - 1
float fromLow = close / lowestClose[1] - 1
bool isFalling = fastMean[1] < slowMean[1]
bool isRising = fastMean[1] > slowMean[1]
string regime = "OTHER"
if bar_index >= 200
    if fromHigh < -0.15
        regime := "CRASH"
    else if regimeRange[1] > 1.5 * usualRegimeRange[1]
        regime := "HIGH_VOL"
    else if isFalling and fromHigh < -0.05
        regime := "BEAR"
    else if isRising and fromLow > 0.05
        regime := "BULL"
    else if math.abs(fromHigh) < 0.05 and math.abs(fromLow) < 0.05
        regime := "SIDEWAYS"
    else if isFalling and fromLow > 0.1
        regime := "RECOVERY"
string lastRegime = bar_index > 0 ? regime[1] : "OTHER"
bool regimeKept = str.contains(REGIMES_KEPT, lastRegime)`;

function volatility(hasMax: boolean): string {
  return `\
// Volatility filter
float volatilityRange = ta.atr(14)
float usualRange = ta.sma(volatilityRange, 50)
float relativeRange = volatilityRange / usualRange
bool volatilityKept = relativeRange[1] >= VOLATILITY_MIN${hasMax ? ' and relativeRange[1] <= VOLATILITY_MAX' : ''}`;
}
