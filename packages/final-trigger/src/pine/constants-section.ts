import { type FinalTriggerParams, REGIME_FILTERS } from '../params.ts';
import type { PineExecution } from './pine-execution.ts';
import { constants, PineFloat } from './pine-text.ts';

/** Every parameter, once. Voters and filters that are off have none. */
export function constantsSection(params: FinalTriggerParams, execution: PineExecution, asset: string): string {
  const groups = [entryConstants(params), ...voterConstants(params), ...filterConstants(params)];
  return [...groups, exitConstants(params, execution, asset)].join('\n');
}

const float = (value: number): PineFloat => new PineFloat(value);

function entryConstants(params: FinalTriggerParams): string {
  const { ichimoku, sides, maFilter, erLength, priceTolerance, requireFamaBetween, strictLock, graceBars } = params;
  return [
    constants('Ichimoku that opens and closes a side', {
      TENKAN: ichimoku.tenkan,
      KIJUN: ichimoku.kijun,
      SENKOU_B: ichimoku.senkouB,
      NEAR_SHIFT: 25,
      FAR_SHIFT: 50,
    }),
    constants('State machine', {
      SIDES: sides,
      USE_MA_FILTER: maFilter,
      ER_LENGTH: erLength,
      PRICE_TOLERANCE: float(priceTolerance),
      REQUIRE_FAMA_BETWEEN: requireFamaBetween,
      STRICT_LOCK: strictLock,
      GRACE_BARS: graceBars,
    }),
  ].join('\n');
}

function voterConstants({ fiveInOne }: FinalTriggerParams): string[] {
  const { mode, ichimoku, volume, kamaOscillator } = fiveInOne;
  const groups = [constants('Five-in-one', { FIVE_MODE: mode })];
  if (ichimoku) {
    groups.push(
      constants('Voter: Ichimoku', {
        TENKAN_5: ichimoku.tenkan,
        KIJUN_5: ichimoku.kijun,
        SENKOU_B_5: ichimoku.senkouB,
        BEAR_5: ichimoku.bear,
      }),
    );
  }
  if (volume?.kind === 'adLine')
    groups.push(constants('Voter: accumulation/distribution', { AD_PERIOD: volume.period }));
  if (kamaOscillator) {
    groups.push(
      constants('Voter: KAMA oscillator', {
        OSC_ER_LENGTH: kamaOscillator.erPeriod,
        OSC_FAST: kamaOscillator.fast,
        OSC_SLOW: kamaOscillator.slow,
        OSC_PERIOD: kamaOscillator.normPeriod,
        OSC_NORMALISE: kamaOscillator.normalise,
      }),
    );
  }
  return groups;
}

/** ADX is plotted even where it filters nothing: 14 bars, as TradingView smooths it. */
function filterConstants({ adxFilter, regimeFilter, volatilityFilter }: FinalTriggerParams): string[] {
  const groups = [
    constants(adxFilter ? 'ADX filter' : 'ADX, plotted only', {
      ADX_LENGTH: adxFilter?.period ?? 14,
      ADX_SMOOTHING: adxFilter?.smoothing ?? 'sma',
      ...(adxFilter && { ADX_THRESHOLD: float(adxFilter.threshold), ADX_DIRECTIONAL: adxFilter.directional }),
    }),
  ];
  if (regimeFilter) {
    groups.push(constants(`Regime filter ${regimeFilter}`, { REGIMES_KEPT: REGIME_FILTERS[regimeFilter].join(' ') }));
  }
  if (volatilityFilter) {
    const { min, max } = volatilityFilter;
    groups.push(
      constants('Volatility filter', {
        VOLATILITY_MIN: float(min),
        ...(max !== null && { VOLATILITY_MAX: float(max) }),
      }),
    );
  }
  return groups;
}

function exitConstants(params: FinalTriggerParams, execution: PineExecution, asset: string): string {
  const { atrPeriod, stopAtr, targetAtr, legFractions } = params;
  const { warmUp, risk, riskBase, maxLeverage, quantityStep } = execution;
  // Parts of what is still open, in percent: the third leg always takes all of it.
  const ofRest = legFractions.slice(0, 2).map((part, k) => (100 * part) / (k === 0 ? 1 : 1 - legFractions[0]));
  const [first, second] = ofRest.map((percent) => float(Number(percent.toPrecision(15))));
  return [
    constants('Stop and targets, in ATR of the signal bar; legs in percent of the rest', {
      ATR_LENGTH: atrPeriod,
      STOP_ATR: float(stopAtr),
      TARGET_1_ATR: float(targetAtr[0]),
      TARGET_2_ATR: float(targetAtr[1]),
      TARGET_3_ATR: float(targetAtr[2]),
      LEG_1_PERCENT: first,
      LEG_2_PERCENT: second,
      LEG_3_PERCENT: float(100),
    }),
    constants('Execution', {
      ASSET: asset,
      WARM_UP: warmUp,
      RISK_PER_TRADE: float(risk),
      RISK_BASE: riskBase,
      ...(maxLeverage < Number.POSITIVE_INFINITY && { MAX_LEVERAGE: float(maxLeverage) }),
      QUANTITY_STEP: float(quantityStep),
    }),
  ].join('\n');
}
