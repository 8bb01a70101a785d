import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPortfolio } from '../../src/index.ts';
import { samplePortfolio } from './sample-portfolio.ts';

const executablePath = process.env.QUANTBLOCKS_CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);

describe.skipIf(!hasBrowser)(`portfolio in Chromium${hasBrowser ? '' : ' (skipped: set QUANTBLOCKS_CHROMIUM)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'portfolio-browser-'));
  const address = pathToFileURL(join(folder, 'report.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(
      join(folder, 'report.html'),
      renderPortfolio(samplePortfolio({ title: 'A "quoted" </script> title' })),
    );
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(width: number, use: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width, height: 860 } });
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== address && !request.url().startsWith('data:')) troubles.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    await page.waitForSelector('html[data-ready=true]');
    await use(page);
    expect(troubles).toEqual([]);
    await page.close();
  }

  it.each([1280, 390])(
    'has all sections, fits the window and cuts no text of a picture at %i pixels',
    async (width) => {
      await visit(width, async (page) => {
        const headings = await page.locator('h2').allTextContents();
        expect(headings.map((text) => text.replace(/ .*/, ''))).toEqual([
          'All',
          'Portfolio',
          'BTC',
          'ETH',
          'SOL',
          'XRP',
          'Data',
        ]);
        for (const details of await page.locator('summary').all()) await details.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const cut = await page.evaluate(() =>
          [...document.querySelectorAll('.lineplot span, .search-plot text')]
            .filter((text) => {
              const { left, right } = text.getBoundingClientRect();
              const frame = text.closest('figure')?.getBoundingClientRect();
              return frame !== undefined && right > left && (left < frame.left || right > frame.right);
            })
            .map((text) => text.textContent),
        );
        expect(cut).toEqual([]);
      });
    },
    60_000,
  );

  it('sorts the table by figures, the largest first, and by names; what has none is last', async () => {
    await visit(1280, async (page) => {
      const names = (): Promise<string[]> => page.locator('.scan tbody th').allTextContents();
      const head = page.locator('.scan th[data-sort]').filter({ hasText: 'in sample' });
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect((await names())[0]).toBe('ETH');
      const out = page.locator('.scan th[data-sort]').filter({ hasText: 'Deflated' });
      await out.getByRole('button').click();
      expect(await names()).toEqual(['SOL', 'ETH', 'BTC', 'XRP']);
      await out.getByRole('button').click();
      expect((await names()).slice(-2)).toEqual(['SOL', 'XRP']);
      await page.locator('.scan thead th').first().getByRole('button').click();
      expect(await names()).toEqual(['BTC', 'ETH', 'SOL', 'XRP']);
    });
  }, 60_000);

  it('turns dark, remembers it, and begins as it was left', async () => {
    const themeOf = (page: Page): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset.theme);
    await visit(1280, async (page) => {
      expect(await themeOf(page)).toBeUndefined();
      await page.locator('[data-theme-toggle]').click();
      expect(await themeOf(page)).toBe('dark');
      expect(await page.evaluate(() => localStorage.getItem('quantblocks-report-theme'))).toBe('dark');
      // A store that is written before the page runs: a reload would race with the browser's own writing.
      await page.addInitScript(() => localStorage.setItem('quantblocks-report-theme', 'dark'));
      await page.reload();
      await page.waitForSelector('html[data-ready=true]');
      expect(await themeOf(page)).toBe('dark');
      expect(await page.locator('[data-theme-toggle]').getAttribute('aria-pressed')).toBe('true');
    });
  }, 60_000);

  it('is light on paper, and wide tables fit the sheet', async () => {
    await visit(700, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(700);
    });
  }, 60_000);
});
