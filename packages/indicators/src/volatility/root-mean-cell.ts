import { MomentsCell } from '../stream/moments-cell.ts';
import { rootOf } from './returns.ts';

/**
 * Root of the mean of the last `period` terms, or 0 if that is negative. Of a running sum something would be left when all terms are 0
 * again; the mean of {@link MomentsCell} is exact there.
 */
export class RootMeanCell extends MomentsCell {
  constructor(period: number) {
    super(period, period);
  }

  rootMean(from: number, to: number, index: number, term: number): number {
    this.step(from, to, index, term);
    return rootOf(this.mean(to));
  }
}
