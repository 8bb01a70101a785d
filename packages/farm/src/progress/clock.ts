/** Where a progress view has its time from; tests hand in their own. */
export interface ProgressClock {
  /** Milliseconds since any moment; never goes back. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Calls again and again until the returned function is called. Must not keep the program alive. */
  every(ms: number, call: () => void): () => void;
}

export const systemClock: ProgressClock = {
  now: () => performance.now(),
  date: () => Date.now(),
  every: (ms, call) => {
    const timer = setInterval(call, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
