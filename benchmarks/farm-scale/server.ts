/** Serves one after another, first come, first served. Must be asked in order of time. */
export class Server {
  private freeAt = 0;
  private busy = 0;
  private waited = 0;
  private served = 0;

  /** When a service of so many milliseconds that is asked for now will have ended. */
  serve(now: number, ms: number): number {
    const start = Math.max(now, this.freeAt);
    this.freeAt = start + ms;
    this.busy += ms;
    this.waited += start - now;
    this.served++;
    return this.freeAt;
  }

  /** Milliseconds it has worked until now. */
  busyUntil(now: number): number {
    return this.busy - Math.max(0, this.freeAt - now);
  }

  /** Mean time a customer waited before its service. */
  get meanWait(): number {
    return this.served === 0 ? 0 : this.waited / this.served;
  }
}
