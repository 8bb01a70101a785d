import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderSearch } from '../../src/index.ts';
import { sampleSearch } from './sample-search.ts';

const executablePath = process.env.QUANTBLOCKS_CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);

describe.skipIf(!hasBrowser)(`search in Chromium${hasBrowser ? '' : ' (skipped: set QUANTBLOCKS_CHROMIUM)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'search-browser-'));
  const file = join(folder, 'search.html');
  let browser: Browser;

  beforeAll(async () => {
    const second = { direction: 'minimize', objective: 'maximum drawdown' } as const;
    writeFileSync(file, renderSearch([sampleSearch(150), { ...sampleSearch(80), name: 'two', second }]));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([1280, 390])(
    'fits the window and cuts no text of a plot at %i pixels',
    async (width) => {
      const page = await browser.newPage({ viewport: { width, height: 860 } });
      const troubles: string[] = [];
      page.on('console', (message) => troubles.push(message.text()));
      await page.goto(pathToFileURL(file).href);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll<SVGTextElement>('.search-plot text')]
          .filter((text) => {
            const [inner, outer] = [text, text.ownerSVGElement as SVGElement].map((one) => one.getBoundingClientRect());
            return inner.left < outer.left - 1 || inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1;
          })
          .map((text) => text.textContent),
      );
      expect(cut).toEqual([]);
      expect(troubles).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
