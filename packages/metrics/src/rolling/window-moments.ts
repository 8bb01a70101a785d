/** Mean and sum of squared deviations of each full window; both are NaN before it is full. */
export interface WindowMoments {
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}

/** {@link WindowMoments} of two series, and the sum of their crossed deviations. */
export interface WindowComoments {
  readonly x: WindowMoments;
  readonly y: WindowMoments;
  readonly crossed: Float64Array;
}

/**
 * Moments of every window in O(n) without ever subtracting a value that leaves, so that nothing drifts: the series is cut into
 * blocks as long as the window, and each window is the end of one block merged with the start of the next.
 *
 * @see T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
 */
export function windowComoments(x: Float64Array, y: Float64Array, window: number): WindowComoments {
  const n = x.length;
  const column = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  const out = { x: { mean: column(), squares: column() }, y: { mean: column(), squares: column() }, crossed: column() };
  // Moments of positions k .. window - 1 of the previous block.
  const meanX = new Float64Array(window + 1);
  const meanY = new Float64Array(window + 1);
  const squaresX = new Float64Array(window + 1);
  const squaresY = new Float64Array(window + 1);
  const crossed = new Float64Array(window + 1);
  for (let block = 0; block < n; block += window) {
    let count = 0;
    let mx = 0;
    let my = 0;
    let sx = 0;
    let sy = 0;
    let sxy = 0;
    for (let i = block; i < Math.min(block + window, n); i++) {
      count++;
      const dx = x[i] - mx;
      const dy = y[i] - my;
      mx += dx / count;
      my += dy / count;
      sx += dx * (x[i] - mx);
      sy += dy * (y[i] - my);
      sxy += dx * (y[i] - my);
      if (i < window - 1) continue;
      const rest = window - count;
      const gapX = meanX[count] - mx;
      const gapY = meanY[count] - my;
      const share = rest / window;
      out.x.mean[i] = mx + gapX * share;
      out.y.mean[i] = my + gapY * share;
      out.x.squares[i] = rest === 0 ? sx : sx + squaresX[count] + gapX * gapX * share * count;
      out.y.squares[i] = rest === 0 ? sy : sy + squaresY[count] + gapY * gapY * share * count;
      out.crossed[i] = rest === 0 ? sxy : sxy + crossed[count] + gapX * gapY * share * count;
    }
    if (block + window > n) break;
    mx = my = sx = sy = sxy = 0;
    for (let k = window - 1; k >= 0; k--) {
      const i = block + k;
      const dx = x[i] - mx;
      const dy = y[i] - my;
      mx += dx / (window - k);
      my += dy / (window - k);
      sx += dx * (x[i] - mx);
      sy += dy * (y[i] - my);
      sxy += dx * (y[i] - my);
      meanX[k] = mx;
      meanY[k] = my;
      squaresX[k] = sx;
      squaresY[k] = sy;
      crossed[k] = sxy;
    }
  }
  return out;
}
