import type { AssetPhase, PhaseProgress, PipelineConfig } from '@quantblocks/pipeline';
import { colours as pc } from './colours.ts';
import type { CliIo } from './io.ts';

const PHASES: readonly AssetPhase[] = ['screen', 'validate', 'rescue'];
const TICK_MS = 1000;
/** A rescue searches every variant and the strategy as it is. */
const RESCUE_SEARCHES = 9;

/** What to expect. */
export interface PhasePlan {
  readonly assets: readonly string[];
  readonly phases: readonly AssetPhase[];
  readonly config: PipelineConfig;
}

/**
 * Shows how far the phases are: a line for each that ends, and in a terminal one more that is redrawn with what runs and the time that may be
 * left. How many assets go on is not known before, so the time is an upper bound.
 */
export class PhaseView implements Disposable {
  readonly #io: CliIo;
  readonly #plan: PhasePlan;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #running = new Set<string>();
  /** Phases that may still come, by asset. */
  readonly #left: Map<string, AssetPhase[]>;
  readonly #timer: NodeJS.Timeout | undefined;
  #done = 0;
  #status = '';

  constructor(io: CliIo, plan: PhasePlan, now: () => number = () => performance.now()) {
    this.#io = io;
    this.#plan = plan;
    this.#now = now;
    this.#startedAt = now();
    const phases = PHASES.filter(
      (phase) => plan.phases.includes(phase) && (phase !== 'rescue' || plan.config.rescue.enabled),
    );
    this.#left = new Map(plan.assets.map((asset) => [asset, [...phases]]));
    if (io.isTerminal) this.#timer = setInterval(() => this.#draw(), TICK_MS).unref();
  }

  readonly update = ({ asset, phase, event, status, durationMs = 0 }: PhaseProgress): void => {
    const name = `${asset} ${phase}`;
    if (event === 'started') this.#running.add(name);
    else {
      this.#running.delete(name);
      const isOver = phase === 'screen' ? status === 'FAIL' : phase === 'validate' ? status === 'PASS' : true;
      const left = (this.#left.get(asset) ?? []).filter((other) => other !== phase);
      this.#left.set(asset, isOver ? [] : left);
      if (event === 'ended') this.#done += this.#workOf(phase);
      const word = status === 'PASS' ? pc.green('PASS') : pc.red('FAIL');
      const time = event === 'kept' ? 'kept from before' : seconds(durationMs);
      this.#clear();
      this.#io.err(`${phase.padEnd(8)}  ${asset.padEnd(this.#assetWidth())}  ${word}  ${pc.dim(time)}\n`);
    }
    this.#draw();
  };

  /** Milliseconds that are left if every asset goes through all phases; NaN before anything ended. */
  timeLeft(): number {
    const left = [...this.#left.values()].flat().reduce((sum, phase) => sum + this.#workOf(phase), 0);
    return this.#done === 0 ? Number.NaN : (left / this.#done) * (this.#now() - this.#startedAt);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#clear();
  }

  /** In trials: what they cost is about the same in all phases. */
  #workOf(phase: AssetPhase): number {
    const { screen, validate, rescue } = this.#plan.config;
    if (phase === 'screen') return screen.trials;
    return validate.folds * (phase === 'validate' ? validate.trials : rescue.trials * RESCUE_SEARCHES);
  }

  #assetWidth(): number {
    return Math.max(...this.#plan.assets.map(({ length }) => length));
  }

  #draw(): void {
    if (!this.#io.isTerminal) return;
    const over = [...this.#left.values()].filter(({ length }) => length === 0).length;
    const left = this.timeLeft();
    const eta = left > 0 ? `, at most ${seconds(left)} left` : '';
    const head = `${over}/${this.#left.size} assets, ${seconds(this.#now() - this.#startedAt)}${eta}`;
    const running = this.#running.size === 0 ? '' : `: ${[...this.#running].join(', ')}`;
    const text = `${head}${running}`.slice(0, (this.#io.width ?? 80) - 1);
    this.#clear();
    this.#status = text;
    this.#io.err(pc.dim(text));
  }

  #clear(): void {
    if (this.#status !== '') this.#io.err('\r\u001b[K');
    this.#status = '';
  }
}

/** A duration for people. */
export function seconds(ms: number): string {
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
