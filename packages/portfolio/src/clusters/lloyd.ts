import type { PointSet } from './point-set.ts';

/** Lloyd's iteration on one set of points; the buffers serve any number of starts. */
export class Lloyd {
  /** Cluster of each point after the last run. */
  readonly labels: Int32Array;
  /** Centre `c`, coordinate `j` at `c * dimensions + j`. */
  readonly centres: Float64Array;
  inertia = 0;
  iterations = 0;
  isConverged = false;
  readonly #points: PointSet;
  readonly #k: number;
  readonly #counts: Int32Array;
  readonly #squares: Float64Array;

  constructor(points: PointSet, k: number) {
    this.#points = points;
    this.#k = k;
    this.labels = new Int32Array(points.size);
    this.centres = new Float64Array(k * points.dimensions);
    this.#counts = new Int32Array(k);
    this.#squares = new Float64Array(points.size);
  }

  /** Runs from the centres that stand in `centres`. */
  run(maxIterations: number): void {
    this.labels.fill(-1);
    this.isConverged = false;
    this.iterations = 0;
    while (this.iterations < maxIterations && !this.isConverged) {
      this.iterations++;
      if (this.#assign()) this.#update();
      else this.isConverged = true;
    }
    if (!this.isConverged) this.#assign();
    this.inertia = 0;
    for (let i = 0; i < this.#squares.length; i++) this.inertia += this.#squares[i];
  }

  /** Nearest centre of each point, the first of equals; whether any has changed. */
  #assign(): boolean {
    const { values, size, dimensions } = this.#points;
    const { labels, centres } = this;
    let hasChanged = false;
    for (let i = 0; i < size; i++) {
      let nearest = 0;
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < this.#k; c++) {
        let square = 0;
        for (let j = 0; j < dimensions; j++) {
          const difference = values[i * dimensions + j] - centres[c * dimensions + j];
          square += difference * difference;
        }
        if (square < least) {
          least = square;
          nearest = c;
        }
      }
      this.#squares[i] = least;
      if (labels[i] !== nearest) {
        labels[i] = nearest;
        hasChanged = true;
      }
    }
    return hasChanged;
  }

  #update(): void {
    const { values, size, dimensions } = this.#points;
    const { labels, centres } = this;
    const counts = this.#counts.fill(0);
    for (let i = 0; i < size; i++) counts[labels[i]]++;
    for (let c = 0; c < this.#k; c++) if (counts[c] === 0) this.#refill(c);
    centres.fill(0);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < dimensions; j++) centres[labels[i] * dimensions + j] += values[i * dimensions + j];
    }
    for (let c = 0; c < this.#k; c++) {
      for (let j = 0; j < dimensions; j++) centres[c * dimensions + j] /= counts[c];
    }
  }

  /** An empty cluster takes the point that is worst off where it is. With `k` distinct points there always is one. */
  #refill(empty: number): void {
    const { labels } = this;
    let worst = -1;
    for (let i = 0; i < labels.length; i++) {
      const isFree = this.#counts[labels[i]] > 1;
      if (isFree && (worst < 0 || this.#squares[i] > this.#squares[worst])) worst = i;
    }
    this.#counts[labels[worst]]--;
    this.#counts[empty]++;
    labels[worst] = empty;
    this.#squares[worst] = 0;
  }
}
