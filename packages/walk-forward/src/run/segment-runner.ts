import { type Bars, ParameterError, sliceBars } from '@quantblocks/core';
import { createWorkspace, type PreparedStrategy, type SimulationConfig, simulate } from '@quantblocks/engine';
import type { BarRange } from '../splits/fold.ts';
import { refuseLookAhead } from './look-ahead.ts';
import { paramsOf, type WalkForwardPlan } from './plan.ts';
import { Segment, type SegmentSummary, summariseSegment } from './segment.ts';

/** What a search learns from one run. */
export interface SegmentScore {
  readonly value: number;
  /** Positive where one is broken. */
  readonly constraints: readonly number[];
  readonly positions: number;
  /** If the settings ask for it. */
  readonly returns?: Float64Array;
}

/** Runs points on ranges of bars: in this thread, or wherever a crew works. */
export interface Evaluator<Point> {
  score(point: Point, range: BarRange): SegmentScore | Promise<SegmentScore>;
  summarise(point: Point, range: BarRange): SegmentSummary | Promise<SegmentSummary>;
  /** The same of a test, after a proof that its decisions do not look ahead. */
  judge(point: Point, range: BarRange): SegmentSummary | Promise<SegmentSummary>;
}

/** What all runs have in common, as plain data. */
export interface RunSettings {
  readonly periodsPerYear: number;
  readonly keepReturns: boolean;
  readonly allowLookAhead: boolean;
}

/** A range with the bars that may feed it, and none that follow. */
interface Slice<Params> {
  readonly bars: Bars;
  readonly prepared: PreparedStrategy<Params>;
  readonly first: number;
}

/** Runs the points of one fold. Each slice is prepared once, and all runs share their memory. */
export class SegmentRunner<Params, Point> implements Evaluator<Point> {
  private readonly plan: WalkForwardPlan<Params, Point>;
  private readonly bars: Bars;
  private readonly settings: RunSettings;
  private readonly slices = new Map<string, Slice<Params>>();
  private readonly workspace = createWorkspace();

  constructor(plan: WalkForwardPlan<Params, Point>, bars: Bars, settings: RunSettings) {
    this.plan = plan;
    this.bars = bars;
    this.settings = settings;
  }

  score(point: Point, range: BarRange): SegmentScore {
    const segment = this.run(point, range);
    const { objective = sharpeOrZero } = this.plan;
    const answer = objective(segment);
    const { value, constraints = [] } = typeof answer === 'number' ? { value: answer } : (answer ?? {});
    if (typeof value !== 'number') {
      throw new ParameterError('plan.objective', 'to return a number, or an outcome with a value', answer);
    }
    const { positions } = segment;
    return { value, constraints, positions, ...(this.settings.keepReturns && { returns: segment.returns }) };
  }

  summarise(point: Point, range: BarRange): SegmentSummary {
    return summariseSegment(this.run(point, range));
  }

  judge(point: Point, range: BarRange): SegmentSummary {
    const { strategy } = this.plan;
    const { bars, prepared, first } = this.sliceOf(range);
    const params = paramsOf(this.plan, point);
    if (!this.settings.allowLookAhead) refuseLookAhead(strategy, bars, params, prepared.plan(params), first);
    return this.summarise(point, range);
  }

  private run(point: Point, range: BarRange): Segment<Params> {
    const { bars, prepared, first } = this.sliceOf(range);
    const params = paramsOf(this.plan, point);
    const result = simulate(bars, prepared.plan(params), this.configOf(params, range), this.workspace);
    return new Segment({ params, bars, first, result, periodsPerYear: this.settings.periodsPerYear });
  }

  private sliceOf({ warmupStart, start, end }: BarRange): Slice<Params> {
    const key = `${warmupStart} ${start} ${end}`;
    let slice = this.slices.get(key);
    if (slice === undefined) {
      const bars = sliceBars(this.bars, warmupStart, end);
      slice = { bars, prepared: this.plan.strategy.prepare(bars), first: start - warmupStart };
      this.slices.set(key, slice);
    }
    return slice;
  }

  private configOf(params: Params, { warmupStart, start, end }: BarRange): SimulationConfig {
    const { config = {} } = this.plan;
    const given = typeof config === 'function' ? config(params) : config;
    const { funding, tradeFrom = 0 } = given;
    if (funding !== undefined && funding.length !== this.bars.length) {
      throw new ParameterError('config.funding', `one rate per bar (${this.bars.length})`, funding.length);
    }
    return {
      ...given,
      ...(funding && { funding: funding.subarray(warmupStart, end) }),
      equity: 'markToMarket',
      tradeFrom: Math.max(tradeFrom, start - warmupStart),
    };
  }
}

function sharpeOrZero({ stats }: Segment<unknown>): number {
  return Number.isNaN(stats.sharpe) ? 0 : stats.sharpe;
}
