/** Functions, the external Ichimoku, MAMA, FAMA, KAMA, ADX and ATR: computed in every script. */
export function indicatorSection(): string {
  return [FUNCTIONS, ICHIMOKU, AVERAGES, RANGES].join('\n\n');
}

const FUNCTIONS = `\
donchian(simple int length) =>
    (ta.highest(high, length) + ta.lowest(low, length)) / 2

isBull(float t, float k, float a, float b) =>
    bool overLines = close > t and close > k and close > t[NEAR_SHIFT] and close > k[NEAR_SHIFT]
    bool overSpans = close > a[NEAR_SHIFT] and close > b[NEAR_SHIFT] and close > a[FAR_SHIFT] and close > b[FAR_SHIFT]
    bool rising = a > a[1] and b > b[1] and k > k[1] and t > t[1]
    overLines and overSpans and a > b and rising

isBearLight(float a, float b) =>
    close < a[NEAR_SHIFT] and close < b[NEAR_SHIFT] and close < b

isBearStrict(float t, float k, float a, float b) =>
    bool underLines = close < t and close < k and close < t[NEAR_SHIFT] and close < k[NEAR_SHIFT]
    bool underSpans = close < a[NEAR_SHIFT] and close < b[NEAR_SHIFT] and close < a[FAR_SHIFT] and close < b[FAR_SHIFT]
    bool linesUnder = k < a[NEAR_SHIFT] and k < b[NEAR_SHIFT] and t < a[NEAR_SHIFT] and t < b[NEAR_SHIFT]
    bool falling = a < a[1] and b < b[1] and k < k[1] and t < t[1]
    underLines and underSpans and linesUnder and a < b and falling

efficiency(float source, simple int length) =>
    float path = math.sum(math.abs(nz(source - source[1])), length)
    path > 0 ? math.min(math.abs(nz(source - source[length])) / path, 1.0) : 0.0

hilbert(float x, float gain) =>
    (0.0962 * x + 0.5769 * nz(x[2]) - 0.5769 * nz(x[4]) - 0.0962 * nz(x[6])) * gain`;

const ICHIMOKU = `\
// External Ichimoku
float tenkan = donchian(TENKAN)
float kijun = donchian(KIJUN)
float spanA = (tenkan + kijun) / 2
float spanB = donchian(SENKOU_B)
bool externalBull = isBull(tenkan, kijun, spanA, spanB)
bool externalBear = isBearLight(spanA, spanB)
bool confirmedBear = isBearStrict(tenkan, kijun, spanA, spanB)`;

const AVERAGES = `\
// MAMA, FAMA and KAMA, coupled to the efficiency ratio
float er = efficiency(close, ER_LENGTH)
bool hasPhase = bar_index >= 6
var float period = 0.0
var float phase = 0.0
var float i2 = 0.0
var float q2 = 0.0
var float re = 0.0
var float im = 0.0
float lastPeriod = period
float lastPhase = phase
float lastI2 = i2
float lastQ2 = q2
float gain = hasPhase ? 0.075 * lastPeriod + 0.54 : 0.0
float smooth = bar_index >= 3 ? (4 * close + 3 * close[1] + 2 * close[2] + close[3]) / 10 : 0.0
float detrender = hilbert(smooth, gain)
float quadrature = hilbert(detrender, gain)
float inPhase = nz(detrender[3])
float jI = hilbert(inPhase, gain)
float jQ = hilbert(quadrature, gain)
i2 := 0.2 * (inPhase - jQ) + 0.8 * lastI2
q2 := 0.2 * (quadrature + jI) + 0.8 * lastQ2
re := 0.2 * (i2 * lastI2 + q2 * lastQ2) + 0.8 * re
im := 0.2 * (i2 * lastQ2 - q2 * lastI2) + 0.8 * im
float rawPeriod = re != 0 and im != 0 ? 2 * math.pi / math.atan(im / re) : lastPeriod
float nearPeriod = lastPeriod > 0 ? math.max(0.67 * lastPeriod, math.min(1.5 * lastPeriod, rawPeriod)) : rawPeriod
period := hasPhase ? 0.2 * math.max(6.0, math.min(50.0, nearPeriod)) + 0.8 * lastPeriod : 0.0
phase := inPhase != 0 ? math.todegrees(math.atan(quadrature / inPhase)) : lastPhase
float phaseFall = math.max(lastPhase - phase, 1.0)
float alpha = hasPhase ? math.max(er / phaseFall, 0.1 * er) : 0.1 * er
float root = er * (alpha / 2 - alpha) + alpha
var float mama = close
var float fama = close
var float kama = close
mama := alpha * close + (1 - alpha) * mama
fama := alpha / 2 * mama + (1 - alpha / 2) * fama
kama := root * root * close + (1 - root * root) * kama`;

/** `x > 0 ? .. : x` is 0 where there is no movement and stays na where nothing is known yet. */
const RANGES = `\
// ADX and ATR
float upMove = high - high[1]
float downMove = low[1] - low
float plusMove = na(upMove) ? na : upMove > downMove and upMove > 0 ? upMove : 0.0
float minusMove = na(downMove) ? na : downMove > upMove and downMove > 0 ? downMove : 0.0
float plusAverage = ta.rma(plusMove, ADX_LENGTH)
float minusAverage = ta.rma(minusMove, ADX_LENGTH)
float rangeAverage = ta.rma(ta.tr(false), ADX_LENGTH)
float plusDi = rangeAverage > 0 ? 100 * plusAverage / rangeAverage : rangeAverage
float minusDi = rangeAverage > 0 ? 100 * minusAverage / rangeAverage : rangeAverage
float movement = plusAverage + minusAverage
float dx = movement > 0 ? 100 * math.abs(plusAverage - minusAverage) / movement : movement
float dxSma = ta.sma(dx, ADX_LENGTH)
float dxRma = ta.rma(dx, ADX_LENGTH)
float adx = ADX_SMOOTHING == "sma" ? dxSma : dxRma
float atr = ta.atr(ATR_LENGTH)`;
