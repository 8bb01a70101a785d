/** Events in order of their time; those of the same time in the order in which they were added. */
export class EventQueue {
  private readonly times: number[] = [];
  private readonly order: number[] = [];
  private readonly events: number[] = [];
  private added = 0;
  /** Time of the event that {@link pop} gave last. */
  now = 0;

  get size(): number {
    return this.times.length;
  }

  push(time: number, event: number): void {
    const { times, order, events } = this;
    const mine = this.added++;
    let i = times.length;
    times.push(time);
    order.push(mine);
    events.push(event);
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (times[parent] <= time) break;
      this.move(parent, i);
      i = parent;
    }
    this.put(i, time, mine, event);
  }

  pop(): number {
    const { times, order, events } = this;
    this.now = times[0];
    const first = events[0];
    const time = times.pop() as number;
    const mine = order.pop() as number;
    const event = events.pop() as number;
    const { length } = times;
    if (length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= length) break;
      if (child + 1 < length && this.isBefore(child + 1, times[child], order[child])) child++;
      if (!this.isBefore(child, time, mine)) break;
      this.move(child, i);
      i = child;
    }
    this.put(i, time, mine, event);
    return first;
  }

  private isBefore(i: number, time: number, order: number): boolean {
    return this.times[i] < time || (this.times[i] === time && this.order[i] < order);
  }

  private move(from: number, to: number): void {
    this.put(to, this.times[from], this.order[from], this.events[from]);
  }

  private put(i: number, time: number, order: number, event: number): void {
    this.times[i] = time;
    this.order[i] = order;
    this.events[i] = event;
  }
}
