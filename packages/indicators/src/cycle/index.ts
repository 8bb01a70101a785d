export { DominantCycle, dominantCycle } from './dominant-cycle.ts';
export { HilbertTrendline, hilbertTrendline } from './hilbert-trendline.ts';
export { Mesa, type MesaOptions, type MesaSeries, type MesaValue, mesa } from './mesa.ts';
export { MesaAlpha, type MesaAlphaLimits, type MesaAlphaOptions, mesaAlpha } from './mesa-alpha.ts';
export type { MesaStart } from './mesa-cell.ts';
