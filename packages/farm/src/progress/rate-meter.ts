/** Blocks that the estimate remembers: weights fall to 1/e over so many. */
const MEMORY = 20;
const DECAY = Math.exp(-1 / MEMORY);
/** A block lasts for so much of the run, between these limits, until something happens, and as long again. */
const SHARE = 1 / 64;
const MIN_BLOCK_MS = 1000;
const MAX_BLOCK_MS = 30_000;
/** Fewer blocks say nothing about how much they vary. */
const MIN_BLOCKS = 4;
/** The range holds the true end in about nine cases of ten. */
const Z = 1.645;

/** Time that is left, with a range of about 90 %. */
export interface TimeLeft {
  readonly ms: number;
  readonly lowMs: number;
  readonly highMs: number;
}

/**
 * Units of work per time, from counts that may come one by one or hundreds at once.
 *
 * Time is cut into blocks that end with the last event of a burst, so it is weighed against the silence before it. The rate is the ratio of
 * exponentially weighted units and times, and the scatter of blocks around it gives the range of a forecast.
 */
export class RateMeter {
  private readonly start: number;
  private opened: number;
  private pending = 0;
  private last: number;
  private due = Number.POSITIVE_INFINITY;
  private blocks = 0;
  private weight = 0;
  private units = 0;
  private time = 0;
  // Weighted sums of squares of units and times, for the variance of a ratio; `square...` with squared weights.
  private uu = 0;
  private ut = 0;
  private tt = 0;
  private squareUu = 0;
  private squareUt = 0;
  private squareTt = 0;

  constructor(now: number) {
    this.start = now;
    this.opened = now;
    this.last = now;
  }

  add(units: number, now: number): void {
    this.settle(now);
    if (units <= 0) return;
    this.pending += units;
    this.last = now;
    const block = Math.min(MAX_BLOCK_MS, Math.max(MIN_BLOCK_MS, (now - this.start) * SHARE));
    // What follows at once belongs to the same burst.
    if (this.due === Number.POSITIVE_INFINITY && now - this.opened >= block) this.due = now + block;
  }

  /** Units per millisecond; NaN before the first block has ended. */
  rate(now: number): number {
    this.settle(now);
    // A silence longer than usual is evidence too.
    const silence = Math.max(0, now - this.last - this.time / this.weight);
    return this.units / (this.time + silence);
  }

  /** How long so many units will take, or `undefined` while nobody can know. */
  timeLeft(units: number, now: number): TimeLeft | undefined {
    const rate = this.rate(now);
    if (units <= 0) return { ms: 0, lowMs: 0, highMs: 0 };
    if (this.blocks < MIN_BLOCKS || !(rate > 0)) return undefined;
    const ms = units / rate;
    const mean = this.units / this.time;
    const residuals = (uu: number, ut: number, tt: number): number =>
      Math.max(0, uu - 2 * mean * ut + mean * mean * tt);
    // Scatter of what is still to come, and of the rate itself, both relative.
    const scatter = residuals(this.uu, this.ut, this.tt) / this.time;
    const ofFuture = (scatter * ms) / (units * units);
    const ofRate = residuals(this.squareUu, this.squareUt, this.squareTt) / (this.units * this.units);
    const effective = Math.min(this.blocks, MEMORY);
    const deviations = Z * (1 + 1.2 / (effective - 1));
    const factor = Math.exp(deviations * Math.sqrt(ofFuture + ofRate));
    return { ms, lowMs: ms / factor, highMs: ms * factor };
  }

  private settle(now: number): void {
    if (now < this.due) return;
    const [u, t] = [this.pending, this.last - this.opened];
    this.pending = 0;
    this.opened = this.last;
    this.due = Number.POSITIVE_INFINITY;
    this.blocks++;
    this.weight = this.weight * DECAY + 1;
    this.units = this.units * DECAY + u;
    this.time = this.time * DECAY + t;
    this.uu = this.uu * DECAY + u * u;
    this.ut = this.ut * DECAY + u * t;
    this.tt = this.tt * DECAY + t * t;
    this.squareUu = this.squareUu * DECAY * DECAY + u * u;
    this.squareUt = this.squareUt * DECAY * DECAY + u * t;
    this.squareTt = this.squareTt * DECAY * DECAY + t * t;
  }
}
