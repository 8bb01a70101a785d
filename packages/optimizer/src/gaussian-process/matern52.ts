/** Matern 5/2 covariance, 1 at distance 0, of a squared distance that is already measured in length scales. */
export function matern52(squaredDistance: number): number {
  const t = Math.sqrt(5 * squaredDistance);
  return (1 + t + (5 / 3) * squaredDistance) * Math.exp(-t);
}

/** Derivative of {@link matern52} by the squared distance, which unlike that by the distance needs no division. */
export function matern52Slope(squaredDistance: number): number {
  const t = Math.sqrt(5 * squaredDistance);
  return (-5 / 6) * (1 + t) * Math.exp(-t);
}
