/** Jumps below this are quotes moving between two trades, not two venues. */
const SMALLEST = 2e-4;

/** How the opens of bars join the closes before them. */
export interface OpenJumps {
  /** Bars that follow their neighbour without a gap. */
  readonly bars: number;
  /** Mean of |open / previous close - 1|, in basis points. */
  readonly meanBps: number;
  /** Pairs of successive jumps above 2 bps. */
  readonly pairs: number;
  /** Share of those pairs that point in opposite directions: 0.5 in one market, more where the source changes to and fro. */
  readonly reversals: number;
  /** `reversals` against 0.5, in standard errors. */
  readonly zScore: number;
}

/**
 * Tells a file mixed from several venues from one with opening gaps.
 *
 * Each change of venue makes the open jump by the difference of their prices, and the change back makes it jump back.
 * News, sessions and thin books jump too, but the next jump knows nothing of the last.
 */
export class OpenJumpTest {
  private bars = 0;
  private total = 0;
  private lastSign = 0;
  private pairs = 0;
  private reversed = 0;

  /** @param jump - open / previous close - 1 of one bar. */
  push(jump: number): void {
    this.bars++;
    const size = Math.abs(jump);
    this.total += size;
    if (size <= SMALLEST) return;
    const sign = Math.sign(jump);
    if (this.lastSign !== 0) {
      this.pairs++;
      if (sign !== this.lastSign) this.reversed++;
    }
    this.lastSign = sign;
  }

  result(): OpenJumps {
    const { bars, pairs, reversed } = this;
    return {
      bars,
      meanBps: bars === 0 ? 0 : (1e4 * this.total) / bars,
      pairs,
      reversals: pairs === 0 ? 0 : reversed / pairs,
      zScore: pairs === 0 ? 0 : (2 * reversed - pairs) / Math.sqrt(pairs),
    };
  }
}

/** Whether jumps turn back too often for one venue: 53 % or more, and six standard errors from chance. */
export function isMixed({ reversals, zScore }: OpenJumps): boolean {
  return reversals >= 0.53 && zScore >= 6;
}
