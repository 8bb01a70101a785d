import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { type PortfolioStatus, type PortfolioView, renderPortfolio } from '../../src/index.ts';
import { sampleAsset, sampleLine, samplePortfolio, sampleTogether } from './sample-portfolio.ts';

const page = renderPortfolio(samplePortfolio());

/** The document without its styles and scripts. */
function textOf(document: string): string {
  return document.replace(/<(script|style)>[\s\S]*?<\/\1>/g, '');
}

describe('renderPortfolio', () => {
  it('is one document without addresses, the same for the same input', () => {
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/https?:|<(?:link|img|script)[^>]*(?:src|href)="(?!data:,")/i);
    expect(renderPortfolio(samplePortfolio())).toBe(page);
  });

  it('prints no number that is none', () => {
    expect(textOf(page)).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  it('says first what was found, how much was tried and what is left of it', () => {
    const top = page.slice(0, page.indexOf('All assets'));
    expect(top).toContain('2 of 4 assets passed: BTC and ETH.');
    expect(top).toContain('<strong>4,000</strong>');
    expect(top).toContain('1 asset was given up before the tests.');
    expect(top).toContain('<strong>2.50 \u2192 0.50</strong>');
    expect(top).toContain('of SOL, the highest of 3');
    expect(top).toContain('<strong>3 of 9</strong>');
    expect(top).toContain('<strong>0 of 3</strong>');
  });

  it('tells what earlier guards would have passed only where they were asked', () => {
    expect(page).not.toMatch(/earlier guards/i);
    const said = { pass: true, explanation: 'All eight passed.' };
    const view = samplePortfolio({ assets: [sampleAsset('BTC', { earlier: said }), sampleAsset('ETH')] });
    const asked = renderPortfolio(view);
    expect(asked).toContain('<strong>1 of 1</strong>');
    expect(asked).toContain('of these the tests of this page refuse BTC');
    expect(asked).toContain('All eight passed.');
  });

  it('does not call it a success if nothing passed', () => {
    const assets = [sampleAsset('BTC'), sampleAsset('ETH')];
    const reason = 'two assets are needed, 0 passed';
    const nothing = { curve: null, figures: [], correlation: null, drawdown: null, effectiveBets: Number.NaN };
    const together = { ...sampleTogether([]), ...nothing, status: 'insufficient' as const, reason };
    const none = renderPortfolio(samplePortfolio({ assets, together }));
    expect(none).toContain('None of 2 assets passed.');
    expect(none).toContain('Two assets are needed, 0 passed.');
    expect(none).not.toContain('Weights for what follows');
    expect(renderPortfolio(samplePortfolio({ assets: assets.slice(0, 1), together: null }))).toContain(
      'BTC did not pass.',
    );
  });

  it('writes every status as a word and a sign', () => {
    const expected: [PortfolioStatus, string][] = [
      ['pass', '\u2713</span>Pass'],
      ['fail', '\u2715</span>Fail'],
      ['insufficient', '?</span>Not known'],
      ['undefined', '?</span>Undefined'],
    ];
    for (const [status, words] of expected) {
      const lines = [sampleLine('selection', { status })];
      const verdict = { status, explanation: '', warnings: [], lines };
      const one = renderPortfolio(samplePortfolio({ assets: [sampleAsset('BTC', { verdict })] }));
      expect(one.slice(one.indexOf('Evidence'))).toContain(words);
    }
  });

  it('shows every line with its reason and what would change it', () => {
    const lines = page.slice(page.indexOf('id="asset-1"'), page.indexOf('id="asset-2"'));
    for (const name of ['outOfSample', 'lookAhead', 'plateau']) expect(lines).toContain(`Is ${name} what it seems?`);
    expect(lines).toContain('About 900 bars more.');
    expect(lines).toContain('Advice: 1 not known');
  });

  it('compares what folds chose, and counts how many are alike', () => {
    const table = page.slice(page.indexOf('Tests, and what was chosen'), page.indexOf('Plateau or peak'));
    expect(table).toContain(
      'exits.<wbr>stop</th><td><strong>3</strong></td><td><strong>3</strong></td><td>4</td><td>2</td>',
    );
    expect(table).toContain('senkouB 26');
    expect(table).toContain('1 parameter is the same in all folds');
  });

  it('names the files with their hashes, and the configuration', () => {
    const sources = page.slice(page.indexOf('Data and configuration'));
    expect(sources).toContain('data/XRP.csv');
    expect(sources).toContain('3bbf440a2b3b3135eea74df74ec75de546f52524036c67ad83e3cc5eede71bb0');
    expect(sources).toContain('<dt>validate.folds</dt><dd>3</dd>');
  });

  it('escapes every text', () => {
    const hostile = `</style></script><script>alert("x'")</script><img src=x onerror=alert(1)>`;
    const asset = sampleAsset(hostile, {
      reason: hostile,
      phase: hostile,
      verdict: {
        status: 'fail',
        explanation: hostile,
        warnings: [hostile],
        lines: [
          sampleLine(hostile, { question: hostile, explanation: hostile, warnings: [hostile], wouldChange: hostile }),
        ],
      },
      costs: { curve: [{ costBps: 0, value: 1 }], assumedBps: 7, explanation: hostile },
      earlier: { pass: true, explanation: hostile },
      folds: [
        { ...sampleAsset('a').folds[0], variant: hostile, params: { [hostile]: hostile } },
        sampleAsset('a').folds[1],
      ],
    });
    const together = { ...sampleTogether([hostile, 'b']), reason: hostile };
    const view: PortfolioView = {
      title: hostile,
      strategy: hostile,
      assets: [asset],
      together,
      data: [{ asset: hostile, file: hostile, bars: 1, from: hostile, to: hostile, hash: hostile }],
      config: [[hostile, hostile]],
    };
    const text = renderPortfolio(view);
    expect(text).not.toMatch(/<img|<script>alert/);
    expect(text.match(/<\/style>/g)).toHaveLength(1);
    expect(text.match(/<\/script>/g)).toHaveLength(2);
  });

  it('copes with a walk-forward that found nothing', () => {
    const flat = { sharpe: 0, totalReturn: 0, exposure: 0, positions: 0, params: null, inSampleSharpe: Number.NaN };
    const empty = sampleAsset('BTC', {
      inSampleSharpe: Number.NaN,
      deflated: Number.NaN,
      folds: sampleAsset('a').folds.map((fold) => ({ ...fold, ...flat })),
      curve: { time: [0, 1], value: [1, 1], benchmark: [1, 1] },
      costs: null,
      searches: [sampleAsset('a').searches?.[0] ?? []].flat().map((search) => ({ ...search, trials: [] })),
    });
    const text = renderPortfolio(samplePortfolio({ assets: [empty], together: null }));
    expect(textOf(text)).not.toMatch(/NaN|Infinity|undefined/);
    expect(text).toContain('1,200 trials found nothing to choose. Out of sample it made');
    expect(text).toContain('<strong>3 of 3</strong>');
  });

  it('stays small: below 60 kB per asset with years of hours', () => {
    const time = Float64Array.from({ length: 50_000 }, (_, hour) => hour * 36e5);
    const value = time.map((_, i) => 1 + Math.sin(i / 50) / 10);
    const assets = Array.from({ length: 10 }, (_, i) =>
      sampleAsset(`A${i}`, { curve: { time, value, benchmark: value } }),
    );
    expect(renderPortfolio(samplePortfolio({ assets })).length).toBeLessThan(600_000);
  });

  it('refuses what it cannot draw', () => {
    const short = { time: [0, 1], value: [1], benchmark: [1, 1] };
    const bad: [Partial<PortfolioView>, RegExp][] = [
      [{ assets: [] }, /assets/],
      [{ assets: [sampleAsset('a'), sampleAsset('a')] }, /unique names/],
      [{ assets: [sampleAsset('a', { curve: short })] }, /assets.a.curve.value/],
      [{ together: { ...sampleTogether(['a', 'b']), weights: [1] } }, /together.weights/],
      [{ together: { ...sampleTogether(['a', 'b']), correlation: [1] } }, /together.correlation/],
    ];
    for (const [overrides, message] of bad) {
      const render = (): string => renderPortfolio(samplePortfolio(overrides));
      expect(render).toThrow(ParameterError);
      expect(render).toThrow(message);
    }
  });
});
