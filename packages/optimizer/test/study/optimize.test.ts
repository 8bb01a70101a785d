import { createRng, ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import {
  categorical,
  createStudy,
  float,
  int,
  type Objective,
  ObjectiveError,
  optimize,
  type Progress,
  type Pruner,
  type RunningTrial,
  random,
  restoreStudy,
  type Study,
  space,
  tpe,
} from '../../src/index.ts';

const search = space({ x: float(-2, 2), n: int(1, 9), mode: categorical(['a', 'b']) });
type Params = ReturnType<typeof search.decode>;

const options = { space: search, seed: 11, sampler: tpe({ startupTrials: 5 }) } as const;
const studyOf = (): Study<Params> => createStudy(options);
const loss = ({ x, n, mode }: Params): number => x ** 2 + Math.abs(n - 3) + (mode === 'a' ? 0 : 0.5);

/** Lets the event loop go round a few times; no clock is asked. */
async function turns(count: number): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => expect.fail('no error'),
    (error) => error,
  );

describe('optimize', () => {
  it('runs as many trials as it is told, and says so', async () => {
    const study = studyOf();
    expect(await optimize(study, loss, { trials: 30 })).toEqual({ stopped: 'trials' });
    expect(study.trials).toHaveLength(30);
    expect(study.trials.every(({ state }) => state === 'complete')).toBe(true);
    expect(study.best?.values?.[0]).toBe(Math.min(...study.trials.map(({ params }) => loss(params))));
  });

  it('counts the trials that a study has already', async () => {
    const study = studyOf();
    await optimize(study, loss, { trials: 10 });
    await optimize(study, loss, { trials: 15 });
    expect(study.trials).toHaveLength(15);
    expect(await optimize(study, () => expect.fail('asked again'), { trials: 15 })).toEqual({ stopped: 'trials' });
  });

  it('does the same in two calls as in one', async () => {
    const [one, two] = [studyOf(), studyOf()];
    await optimize(one, loss, { trials: 24, batch: 4 });
    await optimize(two, loss, { trials: 12, batch: 4 });
    await optimize(two, loss, { trials: 24, batch: 4 });
    expect(two.log()).toBe(one.log());
  });

  it('evaluates a batch at once, and the next when all have ended', async () => {
    const study = studyOf();
    let running = 0;
    const most: number[] = [];
    await optimize(
      study,
      async (params, { number }) => {
        running++;
        most[number] = running;
        await turns(3);
        running--;
        return loss(params);
      },
      { trials: 10, batch: 4 },
    );
    expect(Math.max(...most.slice(0, 4))).toBe(4);
    expect(most[4]).toBe(1);
    expect(study.events.filter(({ type }) => type === 'ask')).toHaveLength(3);
  });

  it.each([1, 2, 4, 8])('writes the same log for %i workers in whatever order trials end', async (workers) => {
    const expected = studyOf();
    await optimize(expected, loss, { trials: 40, batch: 8 });
    for (const seed of [1, 2]) {
      const delays = createRng(seed);
      const waiting: (() => void)[] = [];
      let free = workers;
      const acquire = async (): Promise<void> => {
        if (free > 0) free--;
        else await new Promise<void>((resolve) => waiting.push(resolve));
      };
      // Out of turn on purpose: the next one is any of those that wait.
      const release = (): void => {
        const next = waiting.splice(delays.int(Math.max(1, waiting.length)), 1)[0];
        if (next === undefined) free++;
        else next();
      };
      const study = studyOf();
      const objective: Objective<Params> = async (params) => {
        await acquire();
        await turns(delays.int(6));
        release();
        return loss(params);
      };
      await optimize(study, objective, { trials: 40, batch: 8 });
      expect(study.log()).toBe(expected.log());
    }
  });

  it('gives every trial random numbers of its own, the same in every run', async () => {
    const drawn = async (batch: number): Promise<number[]> => {
      const numbers: number[] = [];
      const objective: Objective<Params> = async (_, { number, rng }) => {
        await turns(number % 3);
        numbers[number] = rng.next();
        return 0;
      };
      await optimize(createStudy({ ...options, sampler: random() }), objective, { trials: 8, batch });
      return numbers;
    };
    const numbers = await drawn(1);
    expect(new Set(numbers).size).toBe(8);
    expect(await drawn(8)).toEqual(numbers);
  });

  it('takes lists and outcomes, and keeps series', async () => {
    const study = createStudy({ ...options, sampler: random(), direction: ['minimize', 'maximize'] });
    await optimize(
      study,
      (_, { number }) => (number === 0 ? [1, 2] : { values: [3, 4], constraints: [0.5], returns: [0, 1] }),
      { trials: 2 },
    );
    expect(study.trials.map(({ values, violation }) => [values, violation])).toEqual([
      [[1, 2], 0],
      [[3, 4], 0.5],
    ]);
    expect(study.series.get(1)).toEqual(Float64Array.of(0, 1));
  });

  it('reports progress after each batch', async () => {
    const study = studyOf();
    const seen: Omit<Progress<Params>, 'best'>[] = [];
    const objective: Objective<Params> = (params, { number }) => {
      if (number % 4 === 1) return Number.NaN;
      return number % 4 === 2 ? { pruned: true } : loss(params);
    };
    await optimize(study, objective, {
      trials: 10,
      batch: 4,
      onProgress: ({ best, ...counts }) => {
        expect(best).toBe(study.best);
        seen.push(counts);
      },
    });
    expect(seen).toEqual([
      { ended: 4, trials: 10, complete: 2, pruned: 1, failed: 1 },
      { ended: 8, trials: 10, complete: 4, pruned: 2, failed: 2 },
      { ended: 10, trials: 10, complete: 5, pruned: 2, failed: 3 },
    ]);
  });

  it('measures durations by the clock it is given, and leaves them out without one', async () => {
    const study = studyOf();
    let time = 0;
    const clock = (): number => {
      time += 5;
      return time;
    };
    const objective: Objective<Params> = (params, { number }) => {
      if (number === 1) throw new Error('odd');
      return number === 2 ? { value: 1, durationMs: 77 } : loss(params);
    };
    await optimize(study, objective, { trials: 3, clock, onError: 'fail' });
    expect(study.trials.map(({ durationMs }) => durationMs)).toEqual([5, 5, 77]);
    const without = studyOf();
    await optimize(without, loss, { trials: 1 });
    expect(without.log()).not.toContain('durationMs');
  });

  it('refuses options out of range', async () => {
    const cases: [object, string][] = [
      [{ trials: 0 }, 'trials: expected an integer >= 1, got 0'],
      [{ trials: 2.5 }, 'trials: expected an integer >= 1'],
      [{ trials: 5, batch: 0 }, 'batch: expected an integer >= 1'],
      [{ trials: 5, timeoutMs: 0 }, 'timeoutMs: expected a number in (0, 2^31)'],
      [{ trials: 5, timeoutMs: Number.POSITIVE_INFINITY }, 'timeoutMs: expected a number in (0, 2^31)'],
    ];
    for (const [bad, message] of cases) {
      const error = await failure(optimize(studyOf(), loss, bad as { trials: number }));
      expect(error).toBeInstanceOf(ParameterError);
      expect(String(error)).toContain(message);
    }
  });
});

describe('an objective that throws', () => {
  const boom = new RangeError('no data');
  const objective: Objective<Params> = async (params, { number }) => {
    await turns(number % 3);
    if (number === 5 || number === 6) throw boom;
    return loss(params);
  };

  it('fails its trial, and ends the search after its batch with all that is known', async () => {
    const study = studyOf();
    const error = await failure(optimize(study, objective, { trials: 20, batch: 4 }));
    expect(error).toBeInstanceOf(ObjectiveError);
    expect(error).toMatchObject({ trial: 5, params: study.trials[5].params, cause: boom });
    expect((error as Error).message).toBe(`trial 5 ${JSON.stringify(study.trials[5].params)}: no data`);
    expect(study.trials.map(({ state }) => state)).toEqual([
      ...Array(5).fill('complete'),
      'failed',
      'failed',
      'complete',
    ]);
    expect(study.trials[5].reason).toBe('no data');
  });

  it('leaves a study that can go on, as if it had been told to go on', async () => {
    const [stopped, told] = [studyOf(), studyOf()];
    await failure(optimize(stopped, objective, { trials: 20, batch: 4 }));
    await optimize(stopped, objective, { trials: 20, batch: 4 });
    await optimize(told, objective, { trials: 20, batch: 4, onError: 'fail' });
    expect(stopped.log()).toBe(told.log());
    expect(told.trials.filter(({ state }) => state === 'failed').map(({ number }) => number)).toEqual([5, 6]);
  });

  it('may do so at once or later, and may throw anything', async () => {
    const thrown = ['text', undefined, null, 0, { message: 'an object' }, new Error('')];
    const study = studyOf();
    const all: Objective<Params> = (_, { number }) => {
      if (number % 2 === 0) throw thrown[number / 2];
      return Promise.reject(thrown[(number - 1) / 2]);
    };
    await optimize(study, all, { trials: 12, batch: 12, onError: 'fail' });
    expect(study.trials.every(({ state }) => state === 'failed')).toBe(true);
    expect(study.trials.filter(({ number }) => number % 2 === 0).map(({ reason }) => reason)).toEqual([
      'text',
      'the objective threw nothing',
      'the objective threw nothing',
      '0',
      '[object Object]',
      'Error',
    ]);
  });
});

describe('an objective that returns', () => {
  it('NaN fails its trial, and the search goes on', async () => {
    const study = studyOf();
    await optimize(study, (params, { number }) => (number % 2 === 0 ? Number.NaN : loss(params)), { trials: 10 });
    expect(study.trials.filter(({ state }) => state === 'failed')).toHaveLength(5);
    expect(study.best?.number).toBe(
      study.trials.filter(({ values }) => values).sort((a, b) => Number(a.values?.[0]) - Number(b.values?.[0]))[0]
        .number,
    );
  });

  const wrong: [string, unknown, string][] = [
    ['nothing', undefined, 'result: expected numbers or an outcome, got undefined'],
    ['null', null, 'result: expected numbers or an outcome, got null'],
    ['text', '0.5', 'result: expected numbers or an outcome, got "0.5"'],
    ['too many values', [1, 2], 'result: expected a number, got [1, 2]'],
    ['a list with a hole', new Array(1), 'values: expected a list of numbers'],
    ['both forms at once', { value: 1, values: [1] }, 'result: expected value or values, not both'],
    ['a pruned that is neither true nor false', { pruned: 'yes' }, 'pruned: expected true or false'],
    ['constraints that are no list', { value: 1, constraints: 3 }, 'constraints: expected a list of numbers'],
    ['a duration that is none', { value: 1, durationMs: Number.NaN }, 'durationMs: expected a number >= 0'],
    ['an outcome without a value', { constraints: [1] }, 'result: expected a number, got undefined'],
    ['a series with NaN', { value: 1, returns: [Number.NaN] }, 'returns: expected numbers'],
  ];
  it.each(wrong)('%s counts as one that throws', async (_, result, message) => {
    const study = studyOf();
    const objective: Objective<Params> = (params, trial) => {
      trial.report(0, 1);
      return trial.number === 1 ? (result as number) : loss(params);
    };
    const error = await failure(optimize(study, objective, { trials: 9, batch: 3 }));
    expect(error).toBeInstanceOf(ObjectiveError);
    expect(error).toMatchObject({ trial: 1 });
    expect((error as ObjectiveError).cause).toBeInstanceOf(ParameterError);
    expect(String(error)).toContain(message);
    expect(study.trials.map(({ state }) => state)).toEqual(['complete', 'failed', 'complete']);
    expect(study.trials[1].reason).toContain(message);
    await optimize(study, objective, { trials: 9, batch: 3, onError: 'fail' });
    expect(study.trials).toHaveLength(9);
  });
});

describe('an objective that hangs', () => {
  it('fails when its time is up, and the search goes on', async () => {
    const study = studyOf();
    const signals: AbortSignal[] = [];
    const objective: Objective<Params> = (params, { number, signal }) => {
      if (number % 3 !== 1) return loss(params);
      signals.push(signal);
      return new Promise(() => {});
    };
    expect(await optimize(study, objective, { trials: 6, batch: 3, timeoutMs: 5 })).toEqual({ stopped: 'trials' });
    expect(study.trials.map(({ state }) => state === 'failed')).toEqual([false, true, false, false, true, false]);
    expect(study.trials[1].reason).toBe('out of time');
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(signals[0].reason).toMatchObject({ name: 'TimeoutError' });
  });

  it('keeps its process alive until then', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const work = optimize(studyOf(), () => new Promise<number>(() => {}), { trials: 1, timeoutMs: 5 });
    await turns(1);
    expect(timers()).toBe(before + 1);
    await work;
    expect(timers()).toBe(before);
  });

  it('and rejects afterwards is not heard any more', async () => {
    const study = studyOf();
    const objective: Objective<Params> = (_, { signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => setImmediate(() => reject(new Error('too late'))));
      });
    await optimize(study, objective, { trials: 2, timeoutMs: 5 });
    await turns(3);
    expect(study.trials.map(({ reason }) => reason)).toEqual(['out of time', 'out of time']);
  });

  it('is not confused with one that gives up by a timeout of its own', async () => {
    const study = studyOf();
    const own = new DOMException('no answer from the server', 'TimeoutError');
    const error = await failure(optimize(study, () => Promise.reject(own), { trials: 1, timeoutMs: 1000 }));
    expect(error).toMatchObject({ name: 'ObjectiveError', cause: own });
  });
});

describe('a search that is aborted', () => {
  it('forgets the trials that run, and writes the log of an uninterrupted one when it is resumed', async () => {
    const whole = studyOf();
    await optimize(whole, loss, { trials: 32, batch: 8 });
    for (const [at, delay] of [
      [0, 0],
      [11, 2],
      [13, 0],
      [23, 5],
      [31, 1],
    ]) {
      const study = studyOf();
      const controller = new AbortController();
      const objective: Objective<Params> = async (params, { number }) => {
        await turns(number % 4);
        if (number === at) controller.abort();
        await turns(delay);
        return loss(params);
      };
      const first = await optimize(study, objective, { trials: 32, batch: 8, signal: controller.signal });
      expect(first).toEqual({ stopped: 'aborted' });
      expect(study.trials.filter(({ state }) => state === 'running')).toHaveLength(8);
      const copy = restoreStudy(options, study.log());
      for (const half of [study, copy]) {
        expect(await optimize(half, loss, { trials: 32, batch: 8 })).toEqual({ stopped: 'trials' });
        expect(half.log()).toBe(whole.log());
      }
    }
  });

  it('tells its objectives, and does not wait for those that do not listen', async () => {
    const controller = new AbortController();
    const told: number[] = [];
    const objective: Objective<Params> = (_, { number, signal }) => {
      signal.addEventListener('abort', () => told.push(number));
      if (number === 2) setImmediate(() => controller.abort());
      return new Promise(() => {});
    };
    const study = studyOf();
    const result = await optimize(study, objective, { trials: 9, batch: 3, signal: controller.signal });
    expect(result).toEqual({ stopped: 'aborted' });
    expect(told.sort()).toEqual([0, 1, 2]);
  });

  it('before it begins asks nothing', async () => {
    const study = studyOf();
    const result = await optimize(study, loss, { trials: 9, signal: AbortSignal.abort() });
    expect(result).toEqual({ stopped: 'aborted' });
    expect(study.trials).toHaveLength(0);
  });

  it('between two synchronous objectives ends there', async () => {
    const controller = new AbortController();
    const study = studyOf();
    const objective: Objective<Params> = (params, { number }) => {
      if (number === 6) setImmediate(() => controller.abort());
      return loss(params);
    };
    await optimize(study, objective, { trials: 1000, signal: controller.signal });
    expect(study.trials.length).toBeLessThan(10);
  });
});

describe('an objective that meddles with its study', () => {
  it('by telling its own trial is refused', async () => {
    const study = studyOf();
    const objective: Objective<Params> = (params, { number }) => {
      study.tell(number, loss(params));
      return loss(params);
    };
    const error = await failure(optimize(study, objective, { trials: 3 }));
    expect(error).toBeInstanceOf(ObjectiveError);
    expect(String(error)).toContain('trial: expected one that only optimize tells, got "trial 0, complete"');
  });

  it('by running it a second time is refused, and the first run goes on', async () => {
    const study = studyOf();
    const first = optimize(study, loss, { trials: 5 });
    const error = await failure(optimize(study, loss, { trials: 5 }));
    expect(String(error)).toContain('study: expected one that no other optimize is running');
    expect(await first).toEqual({ stopped: 'trials' });
  });
});

describe('pruning', () => {
  const pruner: Pruner = {
    name: 'worse than the median',
    options: {},
    shouldPrune(trial, finished) {
      const step = trial.steps.length - 1;
      const others = finished.filter(({ steps }) => steps.length > step).map(({ values }) => values[step]);
      others.sort((a, b) => a - b);
      return others.length > 2 && trial.values[step] > others[others.length >> 1];
    },
  };
  const folds = async (params: Params, trial: RunningTrial) => {
    for (let fold = 0; fold < 4; fold++) {
      await turns((trial.number + fold) % 3);
      trial.report(fold, loss(params) + fold);
      if (trial.shouldPrune()) return { pruned: true };
    }
    return loss(params);
  };

  it('stops bad trials early and keeps what they reported', async () => {
    const study = createStudy({ ...options, pruner });
    await optimize(study, folds, { trials: 40 });
    const pruned = study.trials.filter(({ state }) => state === 'pruned');
    expect(pruned.length).toBeGreaterThan(5);
    for (const { reports, values } of pruned) {
      expect(reports.length).toBeGreaterThan(0);
      expect(values).toBeNull();
    }
    expect(study.trials.filter(({ state }) => state === 'complete').every(({ reports }) => reports.length === 4)).toBe(
      true,
    );
    expect(study.best?.reports).toHaveLength(4);
  });

  it('judges the trials of a batch by those before the batch, so that logs do not depend on who is first', async () => {
    const [one, other] = [createStudy({ ...options, pruner }), createStudy({ ...options, pruner })];
    await optimize(one, folds, { trials: 32, batch: 8 });
    const slow: Objective<Params> = async (params, trial) => {
      await turns(9 - (trial.number % 8));
      return folds(params, trial);
    };
    await optimize(other, slow, { trials: 32, batch: 8 });
    expect(other.log()).toBe(one.log());
    expect(one.trials.some(({ state }) => state === 'pruned')).toBe(true);
  });

  it('goes on from a log that was cut anywhere, in the midst of a batch too, to the same log', async () => {
    const withPruner = { ...options, pruner };
    const whole = createStudy(withPruner);
    await optimize(whole, folds, { trials: 24, batch: 8 });
    const lines = whole.log().trimEnd().split('\n');
    for (let count = 1; count <= lines.length; count += 3) {
      const copy = restoreStudy(withPruner, lines.slice(0, count).join('\n'));
      await optimize(copy, folds, { trials: 24, batch: 8 });
      expect(copy.log(), `cut after ${count} lines`).toBe(whole.log());
    }
  });

  it('refuses reports whose steps do not rise, as an error of the objective', async () => {
    const study = createStudy({ ...options, pruner });
    const objective: Objective<Params> = (_, trial) => {
      trial.report(1, 0);
      trial.report(1, 0);
      return 0;
    };
    const error = await failure(optimize(study, objective, { trials: 3 }));
    expect(error).toBeInstanceOf(ObjectiveError);
    expect(String(error)).toContain('step: expected an integer >= 2, got 1');
    expect(study.trials[0]).toMatchObject({ state: 'failed', reports: [{ step: 1, value: 0 }] });
  });
});
