import { createRng, ParameterError, type Rng } from '@quantblocks/core';
import { EventQueue } from './event-queue.ts';
import { Server } from './server.ts';

/** What a message costs a process that handles it, apart from the work itself. */
export interface MessageCost {
  readonly perMessageMs: number;
  /** For each KiB of tasks and results in it. */
  readonly perKiBMs: number;
}

/** A farm and its work. All workers see the same Redis, and one coordinator sends and receives. */
export interface Scenario {
  /** Threads that compute. */
  readonly workers: number;
  readonly tasks: number;
  /** Tasks sent and answered as one message. */
  readonly batch: number;
  /** Messages on their way per worker: one that runs, others that wait in Redis. */
  readonly ahead: number;
  /** Mean time of a task, and its coefficient of variation: 0 all alike, 1 exponential, between and above log-normal. */
  readonly taskMs: number;
  readonly taskVariation: number;
  readonly taskBytes: number;
  readonly resultBytes: number;
  readonly coordinator: MessageCost;
  readonly redis: MessageCost;
  /** Overhead on the worker, while it computes nothing. */
  readonly workerMs: number;
  /** Whether services of coordinator and Redis vary like waiting times of a Poisson process. @defaultValue `false` */
  readonly hasRandomService?: boolean;
  /** Between any process and Redis, there and back. */
  readonly roundTripMs: number;
  /** What the network interface of Redis carries in one direction. */
  readonly bytesPerMs: number;
  /** From the start of a worker to its first question. */
  readonly startUpMs: number;
  /** Bars, fetched once by every process of so many threads. */
  readonly sharedBytes: number;
  readonly threadsPerProcess: number;
  /** How often a thread loses its task, per hour of work, and how long it takes until another one may have it. */
  readonly failuresPerHour: number;
  readonly recoveryMs: number;
  readonly seed: number;
}

/** Parts of a farm that can be what limits it. */
export type Part = 'coordinator' | 'redis' | 'network' | 'workers';

/** What a farm achieves. */
export interface ScaleResult {
  /** From the first start to the last result, in milliseconds. */
  readonly makespanMs: number;
  /** Tasks per second while the middle 60 % of the messages were finished: without start and end. */
  readonly tasksPerSecond: number;
  /** Work that counts, over what all workers could have done in the whole time. */
  readonly efficiency: number;
  /** Share of time at work, in the same middle of the run. For workers: computing what counts. */
  readonly utilisation: Readonly<Record<Part, number>>;
  /** Mean wait of a message for one service. */
  readonly waitMs: Readonly<Record<Exclude<Part, 'workers'>, number>>;
  /** Messages that were computed again. */
  readonly lost: number;
}

const SENT = 0; // The coordinator has sent a message.
const ADDED = 1; // Redis has it.
const IDLE = 2; // A worker has asked for one.
const COMPUTED = 3; // A worker has finished one.
const ANSWERED = 4; // Redis has the result.
const RECEIVED = 5; // The result is at the coordinator's door.
const COMMITTED = 6; // The coordinator has dealt with it.
const FAILED = 7; // Redis has found out that a worker is gone.
const STARTED = 8; // A worker process is up and fetches what it needs.
const KINDS = 9;
const HOUR_MS = 3_600_000;

/** Plays a farm event by event. The same scenario always gives the same result. */
export function simulate(scenario: Scenario): ScaleResult {
  check(scenario);
  const { workers, tasks, batch, coordinator, redis, roundTripMs, bytesPerMs, startUpMs } = scenario;
  const rng = createRng(scenario.seed, 'farm-scale');
  const messages = Math.ceil(tasks / batch);
  const queue = new EventQueue();
  const [desk, store, wire] = [new Server(), new Server(), new Server()];
  const oneWay = roundTripMs / 2;
  const runs = new Float64Array(messages);
  const holders = new Int32Array(messages);
  const ready: number[] = [];
  let readHead = 0;
  const idle: number[] = [];
  let sent = 0;
  let committed = 0;
  let lost = 0;
  let useful = 0;
  const marks = [Math.floor(messages * 0.2), Math.floor(messages * 0.8)];
  const seen: { now: number; busy: number[]; useful: number; committed: number }[] = [];

  const sizeOf = (message: number): number => Math.min(batch, tasks - message * batch);
  const serviceMs = (cost: MessageCost, message: number): number => {
    const bytes = sizeOf(message) * (scenario.taskBytes + scenario.resultBytes);
    // Half of it on the way out, half on the way back.
    const ms = (cost.perMessageMs + (cost.perKiBMs * bytes) / 1024) / 2;
    return scenario.hasRandomService === true ? -ms * Math.log(1 - rng.next()) : ms;
  };
  const post = (time: number, kind: number, id: number): void => queue.push(time, id * KINDS + kind);
  const send = (now: number): void => {
    if (sent < messages) post(desk.serve(now, serviceMs(coordinator, sent)) + oneWay, SENT, sent++);
  };
  const compute = (now: number, worker: number, message: number): void => {
    let ms = 0;
    for (let i = sizeOf(message); i > 0; i--) ms += taskTime(scenario, rng);
    const begin = now + oneWay + scenario.workerMs;
    const lifeMs =
      scenario.failuresPerHour === 0
        ? Number.POSITIVE_INFINITY
        : (-HOUR_MS / scenario.failuresPerHour) * Math.log(1 - rng.next());
    holders[message] = worker;
    runs[message] = ms;
    if (lifeMs >= ms) post(begin + ms + oneWay, COMPUTED, message);
    else {
      lost++;
      post(begin + lifeMs + scenario.recoveryMs, FAILED, message);
      post(begin + lifeMs + startUpMs, STARTED, worker);
    }
  };
  const match = (now: number): void => {
    while (idle.length > 0 && readHead < ready.length) compute(now, idle.pop() as number, ready[readHead++]);
  };

  for (let worker = 0; worker < workers; worker++) post(startUpMs, STARTED, worker);
  for (let i = Math.min(messages, workers * scenario.ahead); i > 0; i--) send(0);
  while (committed < messages) {
    const event = queue.pop();
    const { now } = queue;
    const kind = event % KINDS;
    const id = (event - kind) / KINDS;
    switch (kind) {
      case STARTED: {
        // The first thread of a process fetches, the others read what it has. A restart is a new process.
        const fetches = id % scenario.threadsPerProcess === 0 || now > startUpMs;
        post(fetches ? wire.serve(now, scenario.sharedBytes / bytesPerMs) : now, IDLE, id);
        break;
      }
      case SENT:
      case FAILED:
        post(store.serve(now, serviceMs(redis, id)), ADDED, id);
        break;
      case ADDED:
        ready.push(id);
        match(now);
        break;
      case IDLE:
        idle.push(id);
        match(now);
        break;
      case COMPUTED:
        useful += runs[id];
        post(wire.serve(now, (sizeOf(id) * scenario.resultBytes) / bytesPerMs), ANSWERED, id);
        break;
      case ANSWERED: {
        const end = store.serve(now, serviceMs(redis, id));
        post(end + oneWay, RECEIVED, id);
        // The answer to a finished message is the next one.
        post(end, IDLE, holders[id]);
        break;
      }
      case RECEIVED:
        post(desk.serve(now, serviceMs(coordinator, id)), COMMITTED, id);
        break;
      case COMMITTED:
        if (committed === marks[seen.length]) {
          seen.push({ now, busy: [desk, store, wire].map((part) => part.busyUntil(now)), useful, committed });
        }
        committed++;
        send(now);
    }
  }
  const makespanMs = queue.now;
  const end = {
    now: makespanMs,
    busy: [desk, store, wire].map((part) => part.busyUntil(makespanMs)),
    useful,
    committed,
  };
  const [from, to] = [seen[0], seen[1].now > seen[0].now ? seen[1] : end];
  const span = to.now - from.now;
  const share = (i: number): number => (to.busy[i] - from.busy[i]) / span;
  return {
    makespanMs,
    tasksPerSecond: (1000 * batch * (to.committed - from.committed)) / span,
    efficiency: useful / (workers * makespanMs),
    utilisation: {
      coordinator: share(0),
      redis: share(1),
      network: share(2),
      // Work counts when it is finished, so a short window may see more of it than was done in it.
      workers: Math.min(1, (to.useful - from.useful) / (span * workers)),
    },
    waitMs: { coordinator: desk.meanWait, redis: store.meanWait, network: wire.meanWait },
    lost,
  };
}

function taskTime({ taskMs, taskVariation }: Scenario, rng: Rng): number {
  if (taskVariation === 0) return taskMs;
  if (taskVariation === 1) return -taskMs * Math.log(1 - rng.next());
  const variance = Math.log1p(taskVariation * taskVariation);
  return taskMs * Math.exp(Math.sqrt(variance) * rng.normal() - variance / 2);
}

function check(scenario: Scenario): void {
  for (const name of ['workers', 'tasks', 'batch', 'ahead', 'threadsPerProcess'] as const) {
    if (!(Number.isInteger(scenario[name]) && scenario[name] >= 1)) {
      throw new ParameterError(name, 'an integer >= 1', scenario[name]);
    }
  }
  for (const name of ['taskMs', 'bytesPerMs'] as const) {
    if (!(scenario[name] > 0)) throw new ParameterError(name, 'a number > 0', scenario[name]);
  }
}
