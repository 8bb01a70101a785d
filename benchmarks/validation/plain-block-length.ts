import { mean } from '@quantblocks/core';

/** Politis and White's block length for the stationary bootstrap: all autocovariances first, then the rule. */
export function plainBlockLength(values: Float64Array): number {
  const n = values.length;
  const centre = mean(values);
  const x = values.map((value) => value - centre);
  const run = Math.max(5, Math.floor(Math.log10(n)));
  const most = Math.ceil(Math.sqrt(n)) + run;
  const covariances: number[] = [];
  const isSmall: boolean[] = [];
  for (let lag = 0; lag <= most; lag++) {
    let product = 0;
    let later = 0;
    let earlier = 0;
    for (let t = lag; t < n; t++) product += x[t] * x[t - lag];
    for (let t = lag + 1; t < n; t++) later += x[t] ** 2;
    for (let t = 0; t < n - lag - 1; t++) earlier += x[t] ** 2;
    covariances.push(product / n);
    isSmall.push(Math.abs(product) / Math.sqrt(later * earlier) < 2 * Math.sqrt(Math.log10(n) / n));
  }
  let lags = most;
  for (let lag = run; lag <= most; lag++) {
    if (!isSmall.slice(lag - run, lag).every(Boolean)) continue;
    lags = Math.min(2 * Math.max(lag - run, 1), most);
    break;
  }
  let slope = 0;
  let longRun = covariances[0];
  for (let lag = 1; lag <= lags; lag++) {
    const weight = lag / lags <= 0.5 ? 1 : 2 * (1 - lag / lags);
    slope += 2 * weight * lag * covariances[lag];
    longRun += 2 * weight * covariances[lag];
  }
  return Math.min(Math.cbrt((slope ** 2 / longRun ** 2) * n), Math.ceil(Math.min(3 * Math.sqrt(n), n / 3)));
}
