import type { PineExecution } from './pine-execution.ts';

/** Size, orders and alerts. */
export function executionSection({ maxLeverage }: PineExecution): string {
  const cap = maxLeverage < Number.POSITIVE_INFINITY;
  return [sizeSection(cap), ENTRY, EXITS].join('\n\n');
}

function sizeSection(cap: boolean): string {
  return `\
// Size: the stop loses RISK_PER_TRADE of the base
roundDown(float amount) =>
    QUANTITY_STEP > 0 ? math.floor(amount / QUANTITY_STEP + 1e-9) * QUANTITY_STEP : amount

float base = RISK_BASE == "equity" ? strategy.equity : strategy.initial_capital
float byRisk = atr > 0 ? base * RISK_PER_TRADE / (STOP_ATR * atr) : 0.0
float quantity = roundDown(${cap ? 'math.min(byRisk, MAX_LEVERAGE * strategy.equity / close)' : 'byRisk'})`;
}

/** The exits of the entry bar are distances in ticks: the price of a fill on the next open is not known yet. */
const ENTRY = `\
// Entry: signals are ignored while a position is open
field(string name, float value) =>
    ',"' + name + '":' + str.tostring(value)

var float entryAtr = na
var float entered = na
var float leg1 = na
var float leg2 = na
var int filled = 0
bool mayEnter = strategy.position_size == 0 and bar_index >= WARM_UP and quantity > 0
bool enterLong = mayEnter and signalLong
bool enterShort = mayEnter and signalShort
if enterLong or enterShort
    string entryId = enterLong ? "Long" : "Short"
    entryAtr := atr
    entered := quantity
    leg1 := roundDown(entered * LEG_1_PERCENT / 100)
    leg2 := roundDown(entered * (100 - LEG_1_PERCENT) * LEG_2_PERCENT / 10000)
    filled := 0
    float leg3 = (entered - leg1 - leg2) * LEG_3_PERCENT / 100
    float ticks = atr / syminfo.mintick
    strategy.entry(entryId, enterLong ? strategy.long : strategy.short, qty = entered)
    if leg1 > 0
        strategy.exit("Leg 1", entryId, qty = leg1, profit = TARGET_1_ATR * ticks, loss = STOP_ATR * ticks)
    if leg2 > 0
        strategy.exit("Leg 2", entryId, qty = leg2, profit = TARGET_2_ATR * ticks, loss = STOP_ATR * ticks)
    if leg3 > 0
        strategy.exit("Leg 3", entryId, qty = leg3, profit = TARGET_3_ATR * ticks, loss = STOP_ATR * ticks)
    string levels = field("stopDistance", STOP_ATR * atr) + field("target1Distance", TARGET_1_ATR * atr)
    string further = field("target2Distance", TARGET_2_ATR * atr) + field("target3Distance", TARGET_3_ATR * atr)
    string terms = field("close", close) + field("quantity", entered) + levels + further
    string entryText = '{"event":"entry","asset":"' + ASSET + '","side":"' + entryId + '"' + terms + '}'
    alert(entryText, alert.freq_once_per_bar_close)`;

/** Half a leg of tolerance: TradingView rounds quantities to the symbol's own step. */
const EXITS = `\
// Exits: the stop goes to the entry after the first target, to the first target after the second
if strategy.position_size != 0
    float held = math.abs(strategy.position_size)
    float side = strategy.position_size > 0 ? 1.0 : -1.0
    string openId = strategy.position_size > 0 ? "Long" : "Short"
    float entryPrice = strategy.position_avg_price
    float target1 = entryPrice + side * TARGET_1_ATR * entryAtr
    float target2 = entryPrice + side * TARGET_2_ATR * entryAtr
    float target3 = entryPrice + side * TARGET_3_ATR * entryAtr
    int reached = leg1 > 0 and held < entered - leg1 / 2 ? 1 : 0
    if leg2 > 0 and held < entered - leg1 - leg2 / 2
        reached := 2
    float stop = entryPrice - side * STOP_ATR * entryAtr
    if reached == 2
        stop := target1
    else if reached == 1
        stop := entryPrice
    if reached < 1 and leg1 > 0
        strategy.exit("Leg 1", openId, qty = leg1, limit = target1, stop = stop)
    if reached < 2 and leg2 > 0
        strategy.exit("Leg 2", openId, qty = leg2, limit = target2, stop = stop)
    float rest = held - (reached < 1 ? leg1 : 0.0) - (reached < 2 ? leg2 : 0.0)
    if rest > 0
        strategy.exit("Leg 3", openId, qty = rest, limit = target3, stop = stop)
    if reached > filled
        filled := reached
        string stopText = '{"event":"stop","asset":"' + ASSET + '","side":"' + openId + '"' + field("stop", stop) + '}'
        alert(stopText, alert.freq_once_per_bar_close)`;
