import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderReport } from '../src/index.ts';
import { sampleBars, sampleResult } from './sample.ts';

const executablePath = process.env.QUANTBLOCKS_CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);

const bars = sampleBars(3000);
const safe = sampleResult(bars);
const html = renderReport({
  title: 'A "quoted" </script> title',
  bars,
  runs: [
    { name: 'safe', result: safe },
    { name: 'compat', result: sampleResult(bars, { entry: 'close', gapFill: false }) },
  ],
});

describe.skipIf(!hasBrowser)(`report in Chromium${hasBrowser ? '' : ' (skipped: set QUANTBLOCKS_CHROMIUM)'}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-browser-'));
  const address = pathToFileURL(join(folder, 'report.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), html);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function visit(width: number, use: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({
      viewport: { width, height: 860 },
      hasTouch: width < 500,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('console', (message) => troubles.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => troubles.push(`error: ${error.message}`));
    page.on('request', (request) => {
      if (request.url() !== address && !/^(data|blob):/.test(request.url())) troubles.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    await page.waitForSelector('html[data-ready=true]');
    await use(page);
    expect(troubles).toEqual([]);
    await context.close();
  }

  const shown = (page: Page): Promise<string | null> => page.locator('[data-shown]').textContent();

  it.each([1440, 390])(
    'zooms, toggles and stays quiet at %d pixels',
    async (width) => {
      await visit(width, async (page) => {
        expect(await page.locator('.plot[data-ready=true] canvas').count()).toBe(4);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        const whole = await shown(page);
        const plot = page.locator('[data-chart=equity] .u-over');
        await plot.scrollIntoViewIfNeeded();
        const box = await plot.boundingBox();
        if (box === null) throw new Error('the chart has no box');
        await page.mouse.move(box.x + box.width * 0.3, box.y + 60);
        await page.mouse.down();
        await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
        await page.mouse.up();
        const zoomed = await shown(page);
        expect(zoomed).not.toBe(whole);
        await page.mouse.move(0, 0);
        const legend = page.locator('[data-chart=price] .u-legend .u-value').first();
        expect((await legend.textContent())?.slice(0, 10)).toBe(zoomed?.slice(-10));

        await page.locator('[data-log]').click();
        expect(await page.locator('[data-log]').getAttribute('aria-pressed')).toBe('true');
        expect(await shown(page)).toBe(zoomed);
        const theme = page.locator('[data-theme-toggle]');
        await theme.click();
        expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
        const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        expect(background).toBe('rgb(18, 20, 23)');

        await page.locator('[data-span="0"]').click();
        expect(await shown(page)).toBe(whole);
        await page.locator('[data-chart=price]').focus();
        await page.keyboard.press('+');
        expect(await shown(page)).not.toBe(whole);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      });
    },
    60_000,
  );

  it('remembers the theme', async () => {
    await visit(1440, async (page) => {
      await page.locator('[data-theme-toggle]').click();
      await page.reload();
      await page.waitForSelector('html[data-ready=true]');
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    });
  }, 60_000);

  it('lists, sorts and pages positions, and shows one on the chart', async () => {
    await visit(1440, async (page) => {
      const table = page.locator('[data-positions]');
      const first = async (): Promise<string | null> => table.locator('tbody tr th').first().textContent();
      expect(await first()).toBe('1');
      await table.locator('th[data-key=netPnl] button').click();
      const best = safe.positions.netPnl.subarray(0, safe.positions.length);
      expect(Number(await first()) - 1).toBe(best.indexOf(Math.max(...best)));
      expect(await table.locator('th[data-key=netPnl]').getAttribute('aria-sort')).toBe('descending');
      await table.locator('[data-next]').click();
      expect(await table.locator('[data-page]').textContent()).toMatch(/^21/);
      const whole = await shown(page);
      await table.locator('tbody button').first().click();
      expect(await shown(page)).not.toBe(whole);
    });
  }, 60_000);

  it('downloads the positions of the chosen run exactly', async () => {
    await visit(1440, async (page) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-csv]').click()]);
      expect(download.suggestedFilename()).toBe('positions-safe.csv');
      const [header, ...lines] = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\n');
      const column = header.split(',').indexOf('netPnl');
      const values = lines.map((line) => Number(line.split(',')[column]));
      expect(values).toEqual(Array.from(safe.positions.netPnl.subarray(0, safe.positions.length)));
    });
  }, 60_000);
});
