import { CONDITION } from './conditions.ts';
import type { Sides } from './params.ts';

/** What the machine needs to know besides the conditions of each bar. */
export interface SignalMachineOptions {
  /** Which sides may signal. */
  readonly sides: Sides;
  /** A side is armed only while price, MAMA and KAMA are in order. */
  readonly maFilter: boolean;
  /** The five-in-one must vote last: a vote before the side is armed locks the side until the next external event. */
  readonly strictLock: boolean;
  /** 1 forgives a vote that comes one bar before the side is armed. Inert unless `strictLock`. */
  readonly graceBars: 0 | 1;
}

/** One side of the machine. Its fields hold the values after the last bar, for charts and tests. */
export class Side {
  /** The last external event was on this side. */
  active = false;
  armed = false;
  /** Armed, or about to be: the averages crossed on this bar. */
  armedGrace = false;
  /** A vote waits one bar for the side to be armed. */
  pending = false;
  locked = false;
  allowed = false;
  triggered = false;
  /** A signal was given since the side became active. */
  final = false;

  /** Steps 3 to 7 of one bar. Returns whether a new signal is due. */
  step(
    options: SignalMachineOptions,
    event: boolean,
    active: boolean,
    voted: boolean,
    aligned: boolean,
    crossed: boolean,
  ): boolean {
    const { maFilter, strictLock, graceBars } = options;
    const waited = this.pending;
    this.active = active;
    this.armed = active && (!maFilter || aligned);
    this.armedGrace = active && (!maFilter || aligned || crossed);
    if (event) {
      this.pending = false;
      this.locked = false;
    }
    if (!active) this.final = false;
    if (strictLock && voted && active && !this.armed) {
      if (graceBars === 1) this.pending = true;
      else this.locked = true;
    }
    if (waited && !this.armedGrace) {
      this.pending = false;
      if (strictLock) this.locked = true;
    }
    this.allowed = !strictLock || !this.locked;
    this.triggered = (voted && this.armed) || (graceBars === 1 && waited && this.armedGrace);
    return this.triggered && this.allowed && !this.final;
  }

  /** A side that is switched off follows the external state and does nothing else. */
  idle(active: boolean): void {
    this.active = active;
  }

  /** What the side remembers from bar to bar, in four bits. */
  snapshot(): number {
    return Number(this.active) | (Number(this.pending) << 1) | (Number(this.locked) << 2) | (Number(this.final) << 3);
  }

  restore(bits: number): void {
    this.active = (bits & 1) !== 0;
    this.pending = (bits & 2) !== 0;
    this.locked = (bits & 4) !== 0;
    this.final = (bits & 8) !== 0;
  }
}

/**
 * The FINAL TRIGGER state machine: external Ichimoku events make a side active, the MAMA/KAMA filter arms it, the
 * five-in-one triggers it, once per activation. A short needs a long activation before it.
 *
 * One object serves the batch, the explained and the streaming form. It allocates nothing per bar.
 *
 * @example
 * ```ts
 * import { CONDITION, SignalMachine } from '@quantblocks/final-trigger';
 *
 * const machine = new SignalMachine({ sides: 'both', maFilter: false, strictLock: false, graceBars: 1 });
 * machine.step(CONDITION.externalBull); // => 0
 * machine.step(CONDITION.voteLong); // => 1
 * machine.step(CONDITION.voteLong); // => 0
 * machine.step(CONDITION.externalBear | CONDITION.voteShort); // => -1
 * ```
 */
export class SignalMachine {
  readonly long: Side = new Side();
  readonly short: Side = new Side();
  /** An external event happened on the last bar. */
  buy = false;
  sell = false;
  readonly #options: SignalMachineOptions;

  constructor(options: SignalMachineOptions) {
    this.#options = options;
  }

  /**
   * Consumes one confirmed bar.
   *
   * @param conditions - Bits of {@link CONDITION}.
   * @returns +1 or -1 on a new signal, else 0.
   */
  step(conditions: number): -1 | 0 | 1 {
    const { long, short } = this;
    const options = this.#options;
    const { sides } = options;
    const buy = (conditions & CONDITION.externalBull) !== 0 && !long.active;
    const sell = (conditions & CONDITION.externalBear) !== 0 && long.active;
    this.buy = buy;
    this.sell = sell;
    const event = buy || sell;
    const longActive = buy || (long.active && !sell);
    const shortActive = sell || (short.active && !buy);

    let signal: -1 | 0 | 1 = 0;
    if (sides === 'short') long.idle(longActive);
    else {
      const voted = (conditions & CONDITION.voteLong) !== 0;
      const aligned = (conditions & CONDITION.alignedLong) !== 0;
      const crossed = (conditions & CONDITION.crossedLong) !== 0;
      if (long.step(options, event, longActive, voted, aligned, crossed)) {
        long.final = true;
        long.pending = false;
        short.final = false;
        signal = 1;
      }
    }
    if (sides === 'long') short.idle(shortActive);
    else {
      const voted = (conditions & CONDITION.voteShort) !== 0;
      const aligned = (conditions & CONDITION.alignedShort) !== 0;
      const crossed = (conditions & CONDITION.crossedShort) !== 0;
      // Only one side can be active, so both can never be due on one bar.
      if (short.step(options, event, shortActive, voted, aligned, crossed)) {
        short.final = true;
        short.pending = false;
        long.final = false;
        signal = -1;
      }
    }
    return signal;
  }

  /** Everything the machine remembers, in eight bits: four for each side. */
  snapshot(): number {
    return this.long.snapshot() | (this.short.snapshot() << 4);
  }

  /** Continues where {@link SignalMachine.snapshot} was taken. */
  restore(bits: number): void {
    this.long.restore(bits & 15);
    this.short.restore(bits >> 4);
  }
}
