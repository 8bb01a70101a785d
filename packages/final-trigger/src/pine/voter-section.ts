import type { FiveInOneParams } from '../params.ts';
import type { Preset } from '../presets.ts';

/** The voters that are on, and their agreement. */
export function voterSection(params: FiveInOneParams, distanceSeed: Preset['distanceSeed']): string {
  const voters: [vote: string, code: string][] = [];
  if (params.ichimoku) voters.push(['ichimokuVote', ICHIMOKU]);
  if (params.distance) voters.push(['distanceVote', distanceVoter(distanceSeed)]);
  if (params.volume) voters.push(['volumeVote', params.volume.kind === 'obv' ? OBV : AD_LINE]);
  if (params.regressionCloud) voters.push(['cloudVote', regressionVoter()]);
  if (params.kamaOscillator) voters.push(['oscillatorVote', OSCILLATOR]);
  // Without any voter both sides vote on every bar.
  const all = (sign: string): string => voters.map(([vote]) => `${vote} ${sign} 0`).join(' and ') || 'true';
  const agreement = `\
// Five-in-one: all of them agree
bool allBull = ${all('>')}
bool allBear = ${all('<')}
int bullBar = allBull ? 1 : 0
int bearBar = allBear ? 1 : 0
bool voteLong = allBull and (FIVE_MODE == "state" or nz(bullBar[1]) == 0)
bool voteShort = allBear and (FIVE_MODE == "state" or nz(bearBar[1]) == 0)`;
  const code = voters.map(([, text]) => text).join('\n\n');
  const helpers = [EMA, SIGN].filter(({ name }) => code.includes(`${name}(`)).map(({ text }) => text);
  return [...helpers, code, agreement].filter(Boolean).join('\n\n');
}

const EMA = {
  name: 'emaFromFirst',
  text: `\
emaFromFirst(float source, simple int length) =>
    float weight = 2.0 / (length + 1)
    var float average = source
    average := (1 - weight) * average + weight * source
    average`,
};

const SIGN = {
  name: 'voteOf',
  text: `\
voteOf(float x) =>
    x > 0 ? 1 : x < 0 ? -1 : 0`,
};

const ICHIMOKU = `\
// Voter: Ichimoku
float tenkan5 = donchian(TENKAN_5)
float kijun5 = donchian(KIJUN_5)
float spanA5 = (tenkan5 + kijun5) / 2
float spanB5 = donchian(SENKOU_B_5)
bool bull5 = isBull(tenkan5, kijun5, spanA5, spanB5)
bool light5 = isBearLight(spanA5, spanB5)
bool strict5 = isBearStrict(tenkan5, kijun5, spanA5, spanB5)
bool bear5 = BEAR_5 == "strict" ? strict5 : light5
int ichimokuVote = bull5 ? 1 : bear5 ? -1 : 0`;

const FAN = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 100];

function distanceVoter(seed: Preset['distanceSeed']): string {
  const pairs = FAN.slice(1).map((length, k) => [`fan${FAN[k]}`, `fan${length}`]);
  return [
    '// Voter: mean distance between neighbours in a fan of adaptive averages',
    'fanAverage(simple int length) =>',
    '    float pull = efficiency(ohlc4, length) * (0.666 - 0.0645) + 0.0645',
    `    var float average = ${seed === 'zero' ? '0.0' : 'ohlc4'}`,
    '    average := pull * pull * ohlc4 + (1 - pull * pull) * average',
    '    average',
    '',
    ...FAN.map((length) => `float fan${length} = fanAverage(${length})`),
    'float distance = 0.0',
    ...pairs.map(([shorter, longer]) => `distance := distance + (${shorter} - ${longer}) / ${longer}`),
    'int distanceVote = voteOf(distance)',
  ].join('\n');
}

const AD_LINE = `\
// Voter: accumulation/distribution within its own range
float flow = high == low ? 0.0 : (close - low - (high - close)) / (high - low) * volume
float adLine = ta.cum(flow)
float adTop = ta.highest(adLine, AD_PERIOD)
float adBottom = ta.lowest(adLine, AD_PERIOD)
float adNorm = adTop > adBottom ? (adLine - adBottom) / (adTop - adBottom) - 0.5 : adTop - adBottom
int volumeVote = adNorm > 0.1 and adNorm > adNorm[3] ? 1 : adNorm < -0.1 and adNorm < adNorm[3] ? -1 : 0`;

const OBV = `\
// Voter: three averages of the on-balance volume
float signedVolume = close > close[1] ? volume : close < close[1] ? -volume : 0.0
float obv = ta.cum(signedVolume)
float obvFast = emaFromFirst(obv, 3)
float obvMiddle = emaFromFirst(obv, 9)
float obvSlow = emaFromFirst(obv, 21)
bool obvOver = obvFast > obvMiddle and obvFast > obvSlow
bool obvUnder = obvFast < obvMiddle and obvFast < obvSlow
int volumeVote = obvOver ? 1 : obvUnder ? -1 : 0`;

const REGRESSIONS = [10, 20, 50, 100, 200, 300, 400, 500];

function regressionVoter(): string {
  const pairs = REGRESSIONS.slice(1).map((length, k) => [REGRESSIONS[k], length]);
  return [
    '// Voter: slopes of regressions around the mean of 100 bars',
    'slopeOf(simple int length) =>',
    '    ta.linreg(close, length, 0) - ta.linreg(close, length, 1)',
    '',
    ...REGRESSIONS.map((length) => `float slope${length} = slopeOf(${length})`),
    'float tilt = 0.0',
    ...pairs.map(([shorter, longer]) => `tilt := tilt + (slope${shorter} - slope${longer}) * ${shorter}`),
    'float cloudBase = ta.sma(close, 100)',
    'float cloud = cloudBase + 0.1 * tilt',
    'bool overCloud = close > cloudBase and close > cloud',
    'bool underCloud = close < cloudBase and close < cloud',
    // Until bar 499 the cloud is na, and no comparison with it holds.
    'int cloudVote = overCloud ? 1 : underCloud ? -1 : 0',
  ].join('\n');
}

const OSCILLATOR = `\
// Voter: an adaptive average within its own range
float oscEma = emaFromFirst(close, OSC_FAST)
float oscSlowest = 2.0 / (OSC_SLOW + 1)
float oscWeight = efficiency(close, OSC_ER_LENGTH) * (2.0 / (OSC_FAST + 1) - oscSlowest) + oscSlowest
float oscAverage = oscEma + oscWeight * (close - oscEma)
float oscTop = ta.highest(oscAverage, OSC_PERIOD)
float oscBottom = ta.lowest(oscAverage, OSC_PERIOD)
float oscNorm = (oscAverage - oscBottom) / math.max(oscTop - oscBottom, 1e-10) - 0.5
float oscDistance = bar_index >= OSC_ER_LENGTH ? oscAverage - oscEma : na
int oscillatorVote = voteOf(OSC_NORMALISE ? oscNorm : oscDistance)`;
