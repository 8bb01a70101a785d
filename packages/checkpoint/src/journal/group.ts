/** Appends that wait for one flush. */
export interface Group {
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
  count: number;
}

/** Calls `flush` after `ms`, unless somebody clears the timer. */
export function openGroup(flush: () => void, ms: number): Group {
  let settle: Pick<Group, 'resolve' | 'reject'> | undefined;
  const done = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { ...settle!, done, count: 0, timer: setTimeout(flush, ms) };
}
