import {
  AdaptiveAverages,
  AdLineStream,
  Adx,
  Atr,
  KamaDistanceStream,
  KamaOscillatorStream,
  ObvTrendVote,
  RegressionCloudStream,
  Sma,
} from '@quantblocks/indicators';
import { averageBits, CONDITION } from './conditions.ts';
import { IchimokuStream } from './ichimoku-stream.ts';
import { type FinalTriggerInput, type FinalTriggerParams, parseFinalTriggerParams, REGIME_FILTERS } from './params.ts';
import { PRESETS, type Preset, type PresetName } from './presets.ts';
import { REGIMES, RegimeStream } from './regime-labels.ts';
import { SignalMachine } from './signal-machine.ts';

/** A confirmed bar. */
export interface StreamBar {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** What a bar brings. */
export interface FinalTriggerUpdate {
  /** +1 go long, -1 go short, 0 nothing new. */
  readonly signal: -1 | 0 | 1;
  /** ATR at the bar's close: the unit of stop and targets. NaN while not known. */
  readonly atr: number;
}

/** Everything a {@link FinalTriggerStream} remembers, as plain JSON. */
export interface FinalTriggerStreamState {
  readonly preset: PresetName;
  readonly params: FinalTriggerParams;
  readonly machine: number;
  readonly voted: number;
  readonly parts: Readonly<Record<string, unknown>>;
  /** Of the last bar; null where not known. */
  readonly last: Readonly<Record<string, number | null>>;
}

/** What the next bar will ask about the last one. */
const UNKNOWN = {
  mama: Number.NaN,
  kama: Number.NaN,
  adx: Number.NaN,
  direction: Number.NaN,
  ratio: Number.NaN,
  regime: Number.NaN,
};

/** Something that remembers bars: all of them save and restore themselves the same way. */
interface Part {
  snapshot(): unknown;
}

/**
 * FINAL TRIGGER bar by bar, for live trading. Signals and ATR equal those of the batch form bit for bit.
 *
 * @example
 * ```ts
 * import { createBars } from '@quantblocks/core';
 * import { FinalTriggerStream, finalTrigger } from '@quantblocks/final-trigger';
 *
 * const close = Array.from({ length: 400 }, (_, i) => 100 + 20 * Math.sin(i / 40) + i / 20);
 * const bars = createBars({ time: close.map((_, i) => i * 3_600_000), open: close, high: close, low: close, close });
 * const batch = finalTrigger.prepare(bars).signals(finalTrigger.defaults);
 * const stream = new FinalTriggerStream(finalTrigger.defaults);
 * const live = close.map((price) => stream.update({ open: price, high: price, low: price, close: price, volume: 0 }).signal);
 * live.join() === batch.join(); // => true
 * ```
 */
export class FinalTriggerStream {
  readonly preset: PresetName;
  readonly params: FinalTriggerParams;
  readonly #machine: SignalMachine;
  readonly #parts: Parts;
  readonly #last: Record<keyof typeof UNKNOWN, number> = { ...UNKNOWN };
  #voted = 0;

  constructor(params: FinalTriggerInput, options: { readonly preset?: PresetName } = {}) {
    const { preset = 'safe' } = options;
    this.preset = preset;
    this.params = parseFinalTriggerParams(params, { ladder: PRESETS[preset].ladder });
    this.#machine = new SignalMachine(this.params);
    this.#parts = createParts(this.params, PRESETS[preset]);
  }

  /** Takes the next confirmed bar. */
  update(bar: StreamBar): FinalTriggerUpdate {
    const signal = this.#machine.step(this.#external(bar) | this.#fiveInOne(bar) | this.#averages(bar));
    const isKept = this.#accepts(signal);
    this.#remember(bar);
    return { signal: isKept ? signal : 0, atr: this.#parts.atr.update(bar) };
  }

  snapshot(): FinalTriggerStreamState {
    const parts = Object.entries<Part | null>({ ...this.#parts }).map(([name, part]) => [
      name,
      part?.snapshot() ?? null,
    ]);
    const last = Object.entries(this.#last).map(([name, value]) => [name, Number.isNaN(value) ? null : value]);
    return {
      preset: this.preset,
      params: this.params,
      machine: this.#machine.snapshot(),
      voted: this.#voted,
      parts: Object.fromEntries(parts),
      last: Object.fromEntries(last),
    };
  }

  /** Continues where {@link FinalTriggerStream.snapshot} was taken. */
  static restore(state: FinalTriggerStreamState): FinalTriggerStream {
    const stream = new FinalTriggerStream(state.params, { preset: state.preset });
    restoreParts(stream.#parts, state.parts);
    stream.#machine.restore(state.machine);
    stream.#voted = state.voted;
    for (const name of Object.keys(UNKNOWN) as (keyof typeof UNKNOWN)[]) {
      stream.#last[name] = state.last[name] ?? Number.NaN;
    }
    return stream;
  }

  #external(bar: StreamBar): number {
    const { bull, bearLight } = this.#parts.external.update(bar);
    return (bull ? CONDITION.externalBull : 0) | (bearLight ? CONDITION.externalBear : 0);
  }

  #fiveInOne(bar: StreamBar): number {
    const { distance, adLine, obv, cloud, oscillator, ichimoku } = this.#parts;
    const { mode, ichimoku: chosen } = this.params.fiveInOne;
    const { open, high, low, close } = bar;
    let bits = CONDITION.voteLong | CONDITION.voteShort;
    const poll = (vote: number): void => {
      bits &= vote > 0 ? CONDITION.voteLong : vote < 0 ? CONDITION.voteShort : 0;
    };
    if (distance) poll(distance.update((open + high + low + close) / 4).vote);
    if (adLine) poll(adLine.update(bar).vote);
    if (obv) poll(obv.update(bar).vote);
    if (cloud) poll(cloud.update(close).vote);
    if (oscillator) poll(oscillator.update(close).vote);
    if (ichimoku && chosen) poll(ichimoku.vote(bar, chosen.bear));
    const before = this.#voted;
    this.#voted = bits;
    return mode === 'transition' ? bits & ~before : bits;
  }

  #averages({ close }: StreamBar): number {
    if (!this.#parts.averages) return 0;
    const { mama, fama, kama } = this.#parts.averages.update(close);
    const bits = averageBits(close, mama, fama, kama, this.#last.mama, this.#last.kama, this.params);
    this.#last.mama = mama;
    this.#last.kama = kama;
    return bits;
  }

  /** The filters read the bar before. */
  #accepts(signal: number): boolean {
    const { adxFilter, regimeFilter, volatilityFilter } = this.params;
    const { adx, direction, ratio, regime } = this.#last;
    if (adxFilter && !(adx > adxFilter.threshold && (!adxFilter.directional || direction * signal > 0))) return false;
    if (regimeFilter && !REGIME_FILTERS[regimeFilter].includes(REGIMES[regime])) return false;
    if (!volatilityFilter) return true;
    return ratio >= volatilityFilter.min && (volatilityFilter.max === null || ratio <= volatilityFilter.max);
  }

  #remember(bar: StreamBar): void {
    const { adx, regimes, range, meanRange } = this.#parts;
    if (adx) {
      const value = adx.update(bar);
      this.#last.adx = value.adx;
      this.#last.direction = value.plusDi - value.minusDi;
    }
    if (regimes) this.#last.regime = regimes.update(bar);
    if (range && meanRange) {
      const value = range.update(bar);
      this.#last.ratio = value / meanRange.update(value);
    }
  }
}

interface Parts {
  external: IchimokuStream;
  ichimoku: IchimokuStream | null;
  distance: KamaDistanceStream | null;
  adLine: AdLineStream | null;
  obv: ObvTrendVote | null;
  cloud: RegressionCloudStream | null;
  oscillator: KamaOscillatorStream | null;
  averages: AdaptiveAverages | null;
  adx: Adx | null;
  regimes: RegimeStream | null;
  range: Atr | null;
  meanRange: Sma | null;
  atr: Atr;
}

function createParts(params: FinalTriggerParams, preset: Preset): Parts {
  const { fiveInOne, adxFilter, regimeFilter, volatilityFilter, maFilter } = params;
  const { volume } = fiveInOne;
  const { atrSeed: seed, earlyVotes: warmup } = preset;
  return {
    external: new IchimokuStream(params.ichimoku),
    ichimoku: fiveInOne.ichimoku && new IchimokuStream(fiveInOne.ichimoku),
    distance: fiveInOne.distance ? new KamaDistanceStream({ seed: preset.distanceSeed }) : null,
    adLine: volume?.kind === 'adLine' ? new AdLineStream({ period: volume.period, warmup }) : null,
    obv: volume?.kind === 'obv' ? new ObvTrendVote() : null,
    cloud: fiveInOne.regressionCloud ? new RegressionCloudStream({ warmup }) : null,
    oscillator: fiveInOne.kamaOscillator && new KamaOscillatorStream(fiveInOne.kamaOscillator),
    averages: maFilter ? new AdaptiveAverages({ period: params.erLength }) : null,
    adx: adxFilter && new Adx({ period: adxFilter.period, smoothing: adxFilter.smoothing, seed }),
    regimes: regimeFilter && new RegimeStream(),
    range: volatilityFilter && new Atr({ period: 14, seed }),
    meanRange: volatilityFilter && new Sma({ period: 50 }),
    atr: new Atr({ period: params.atrPeriod, seed }),
  };
}

/** Restores the parts that the parameters call for; each class checks that the state is its own. */
function restoreParts(parts: Parts, states: Readonly<Record<string, unknown>>): void {
  const state = <T>(name: keyof Parts): T => states[name] as T;
  parts.external.restore(state('external'));
  parts.ichimoku?.restore(state('ichimoku'));
  if (parts.distance) parts.distance = KamaDistanceStream.restore(state('distance'));
  if (parts.adLine) parts.adLine = AdLineStream.restore(state('adLine'));
  if (parts.obv) parts.obv = ObvTrendVote.restore(state('obv'));
  if (parts.cloud) parts.cloud = RegressionCloudStream.restore(state('cloud'));
  if (parts.oscillator) parts.oscillator = KamaOscillatorStream.restore(state('oscillator'));
  if (parts.averages) parts.averages = AdaptiveAverages.restore(state('averages'));
  if (parts.adx) parts.adx = Adx.restore(state('adx'));
  if (parts.regimes) parts.regimes = RegimeStream.restore(state('regimes'));
  if (parts.range) parts.range = Atr.restore(state('range'));
  if (parts.meanRange) parts.meanRange = Sma.restore(state('meanRange'));
  parts.atr = Atr.restore(state('atr'));
}
