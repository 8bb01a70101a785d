import { ParameterError } from '@quantblocks/core';
import type { PortfolioCurve, PortfolioView } from './portfolio-view.ts';

/** Refuses what could not be drawn, or would be drawn wrongly. */
export function checkPortfolioView({ assets, together }: PortfolioView): void {
  if (assets.length === 0) throw new ParameterError('assets', 'at least one asset', 0);
  const names = new Set<string>();
  for (const { name, curve } of assets) {
    if (names.has(name)) throw new ParameterError('assets', 'unique names', name);
    names.add(name);
    checkCurve(`assets.${name}.curve`, curve);
  }
  if (together === null) return;
  const n = together.assets.length;
  checkLength('together.weights', together.weights, n);
  checkCurve('together.curve', together.curve);
  if (together.correlation !== null) checkLength('together.correlation', together.correlation, n * n);
  if (together.drawdown !== null)
    checkLength('together.drawdown.down', together.drawdown.down, together.drawdown.time.length);
}

function checkCurve(name: string, curve: PortfolioCurve | null): void {
  if (curve === null) return;
  checkLength(`${name}.value`, curve.value, curve.time.length);
  checkLength(`${name}.benchmark`, curve.benchmark, curve.time.length);
}

function checkLength(name: string, { length }: ArrayLike<unknown>, wanted: number): void {
  if (length !== wanted) throw new ParameterError(name, `${wanted} values`, length);
}
