import { mean, quantile } from '@quantblocks/core';
import { count, formatNumber, formatPercent, formatSignedPercent } from '../format.ts';
import { asSentence } from './as-sentence.ts';
import type { PortfolioAsset, PortfolioView } from './portfolio-view.ts';

/** A figure, and what it means. */
export interface Finding {
  readonly figure: string;
  readonly text: string;
}

/** The result in one sentence, without a word of praise. */
export function headlineOf({ assets }: PortfolioView): string {
  const passed = assets.filter(({ status }) => status === 'pass').map(({ name }) => name);
  if (passed.length === 0)
    return assets.length === 1 ? `${assets[0].name} did not pass.` : `None of ${assets.length} assets passed.`;
  if (passed.length === assets.length)
    return assets.length === 1 ? `${assets[0].name} passed.` : `All ${assets.length} assets passed.`;
  const names = passed.length <= 6 ? `: ${listOf(passed)}` : '';
  return `${passed.length} of ${assets.length} assets passed${names}.`;
}

/** What a careful reader should know before any curve, from what was tried to what is left of it. */
export function findingsOf({ assets, together }: PortfolioView): Finding[] {
  const tested = assets.flatMap((asset) => (asset.figures === null ? [] : [{ ...asset, figures: asset.figures }]));
  return [
    ...searched(assets),
    ...earlier(assets),
    ...kept(tested),
    ...deflated(tested),
    ...idle(tested),
    ...(tested.length === 0
      ? []
      : [
          {
            figure: `${tested.filter(({ figures: f }) => f.totalReturn > f.buyAndHold).length} of ${tested.length}`,
            text: `earned more out of sample than buy and hold, which made ${formatSignedPercent(mean(tested.map(({ figures }) => figures.buyAndHold)))} on average; they made ${formatSignedPercent(mean(tested.map(({ figures }) => figures.totalReturn)))}.`,
          },
        ]),
    ...(together === null || together.status === 'pass'
      ? []
      : [{ figure: 'No portfolio', text: asSentence(together.reason) }]),
  ];
}

type Tested = PortfolioAsset & { readonly figures: NonNullable<PortfolioAsset['figures']> };

function searched(assets: readonly PortfolioAsset[]): Finding[] {
  const trials = assets.reduce((sum, asset) => sum + asset.trials, 0);
  const untested = assets.filter(({ figures }) => figures === null).length;
  const each = assets.length === 1 ? '' : `, ${formatNumber(trials / assets.length, 0)} per asset on average`;
  return [
    {
      figure: formatNumber(trials, 0),
      text: `trials in all${each}: the best of so many looks good even where there is nothing to find.${untested > 0 ? ` ${count(untested, 'asset was', 'assets were')} given up before the tests.` : ''}`,
    },
  ];
}

function earlier(assets: readonly PortfolioAsset[]): Finding[] {
  const judged = assets.filter((asset) => asset.earlier !== undefined);
  if (judged.length === 0) return [];
  const passed = judged.filter((asset) => asset.earlier?.pass);
  const refused = passed.filter(({ status }) => status !== 'pass').map(({ name }) => name);
  return [
    {
      figure: `${passed.length} of ${judged.length}`,
      text: `would have passed the earlier guards${refused.length > 0 ? `; of these the tests of this page refuse ${listOf(refused)}` : ''}.`,
    },
  ];
}

function kept(tested: readonly Tested[]): Finding[] {
  const pairs = tested.filter(({ inSampleSharpe }) => Number.isFinite(inSampleSharpe));
  if (pairs.length === 0) return [];
  const promised = quantile(
    pairs.map(({ inSampleSharpe }) => inSampleSharpe),
    0.5,
  );
  const found = quantile(
    pairs.map(({ figures }) => figures.sharpe),
    0.5,
  );
  return [
    {
      figure: `${formatNumber(promised)} \u2192 ${formatNumber(found)}`,
      text: 'is the median Sharpe ratio per year in sample, where parameters were chosen, and out of sample. Only the second can be expected.',
    },
  ];
}

function deflated(tested: readonly Tested[]): Finding[] {
  const known = tested.filter((asset) => Number.isFinite(asset.deflated));
  if (known.length === 0) return [];
  const best = known.reduce((a, b) => (b.deflated > a.deflated ? b : a));
  const others = known.length > 1 ? `, of ${best.name}, the highest of ${known.length}` : '';
  return [
    {
      figure: formatPercent(best.deflated, 0),
      text: `is the deflated Sharpe probability${others}: how likely the chosen Sharpe ratio in sample is more than the luck of so many trials. 95% would be convincing.`,
    },
  ];
}

function idle(tested: readonly Tested[]): Finding[] {
  const folds = tested.flatMap((asset) => asset.folds);
  const exposure = mean(tested.map(({ figures }) => figures.exposure));
  if (folds.length === 0) return [];
  const flat = folds.filter(({ positions }) => positions === 0).length;
  const positions = tested.reduce((sum, { figures }) => sum + figures.positions, 0);
  return [
    {
      figure: `${flat} of ${folds.length}`,
      text: `tests took no position at all (${formatPercent(flat / folds.length, 0)}); in the others there were ${count(positions, 'position')}. On average ${formatPercent(exposure, 0)} of the bars had one open.`,
    },
  ];
}

/** `a, b and c`. */
export function listOf(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
