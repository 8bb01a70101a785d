import { normalMass } from '../samplers/tpe/normal-mass.ts';

/** Narrowest kernel, in cells: its own cell then holds 90 % of it. */
const NARROWEST = 0.5 / 1.64;

/**
 * Parzen estimate of the probability of each cell of a grid: one discrete normal kernel per observation, truncated to
 * the grid, and a wide one in its middle as prior.
 *
 * @param counts - Observations per cell, at least one in all.
 */
export function gridDensity(counts: Float64Array): Float64Array {
  const cells = counts.length;
  const n = counts.reduce((sum, count) => sum + count, 0);
  const density = new Float64Array(cells);
  const width = Math.max(NARROWEST, scottWidth(counts, n));
  // The kernels differ in their centres only, so distances are all there is.
  const masses = Float64Array.from({ length: cells }, (_, distance) => kernelMass(distance, width));
  for (let own = 0; own < cells; own++) {
    if (counts[own] === 0) continue;
    let inside = 0;
    for (let cell = 0; cell < cells; cell++) inside += masses[Math.abs(cell - own)];
    const weight = counts[own] / ((n + 1) * inside);
    for (let cell = 0; cell < cells; cell++) density[cell] += weight * masses[Math.abs(cell - own)];
  }
  const prior = density.map((_, cell) => kernelMass(cell - (cells - 1) / 2, cells));
  const inside = prior.reduce((sum, mass) => sum + mass, 0);
  return density.map((mass, cell) => mass + prior[cell] / ((n + 1) * inside));
}

/**
 * Parzen estimate over choices: of `k` kernels, one per choice that was seen and a uniform prior, each puts `1 / k` of
 * an observation on every choice and one on its own.
 *
 * @param counts - Observations per choice, at least one in all.
 */
export function choiceDensity(counts: Float64Array): Float64Array {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const kernels = counts.reduce((seen, count) => seen + (count > 0 ? 1 : 0), 1);
  return counts.map((count) => {
    const own = (n / kernels + count) / (1 + counts.length / kernels);
    return (own + 1 / counts.length) / (n + 1);
  });
}

/** Scott's rule, in cells, with the quartiles that are cells themselves. */
function scottWidth(counts: Float64Array, n: number): number {
  let mean = 0;
  let squares = 0;
  for (let cell = 0; cell < counts.length; cell++) mean += (cell * counts[cell]) / n;
  for (let cell = 0; cell < counts.length; cell++) squares += counts[cell] * (cell - mean) ** 2;
  const deviation = Math.sqrt(squares / Math.max(1, n - 1));
  const lower = firstCell(counts, (seen) => seen >= Math.max(1, Math.floor(n / 4)));
  const upper = firstCell(counts, (seen) => seen > Math.floor((3 * n) / 4));
  return 1.059 * Math.min((upper - lower) / 1.34, deviation) * n ** -0.2;
}

function firstCell(counts: Float64Array, isEnough: (seen: number) => boolean): number {
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return isEnough(seen);
  });
}

function kernelMass(distance: number, width: number): number {
  return normalMass((distance - 0.5) / width, (distance + 0.5) / width);
}
