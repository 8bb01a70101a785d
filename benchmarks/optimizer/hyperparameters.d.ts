declare module 'hyperparameters' {
  export function uniform(low: number, high: number): unknown;
  export class RandomState {
    constructor(seed: number);
  }
  export const search: { readonly randomSearch: unknown };
  export function fmin(
    objective: (params: Record<string, number>) => number,
    space: unknown,
    estimator: unknown,
    trials: number,
    options: { rng: RandomState },
  ): Promise<unknown>;
}
