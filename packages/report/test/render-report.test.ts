import { createBars, ParameterError } from '@quantblocks/core';
import { simulate } from '@quantblocks/engine';
import { expectClose } from '@quantblocks/test-kit';
import { describe, expect, it } from 'vitest';
import { decode } from '../src/client/decode.ts';
import type { ReportPayload } from '../src/client/payload.ts';
import { renderReport } from '../src/index.ts';
import { createModel } from '../src/report-model.ts';
import { breakEven, costSteps } from '../src/sections/costs.ts';
import { sampleBars, samplePlan, sampleResult } from './sample.ts';

const bars = sampleBars(3000);
const result = sampleResult(bars);
const runs = [
  { name: 'safe', result },
  { name: 'compat', result: sampleResult(bars, { entry: 'close', gapFill: false }) },
];
const page = renderReport({ title: 'Report', bars, runs });

function payloadOf(document: string): ReportPayload {
  const [, json] = document.match(/<script type="application\/json" id="data">(.*?)<\/script>/s) ?? [];
  return JSON.parse(json);
}

describe('renderReport', () => {
  it('names no address and no file outside itself', () => {
    expect(page).not.toMatch(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]/i);
    expect(page).not.toMatch(/<(?:link|script|img|iframe)[^>]*\s(?:src|href)="(?!data:,")/i);
    expect(page).toContain("default-src 'none'");
  });

  it('is the same for the same input', () => {
    expect(renderReport({ title: 'Report', bars, runs })).toBe(page);
  });

  it('escapes titles, symbols, names, notes and sentences', () => {
    const hostile = `</script><script>alert("x'")</script><img src=x onerror=alert(1)>`;
    const odd = createBars({ ...sampleBars(300), symbol: hostile });
    const text = renderReport({
      title: hostile,
      bars: odd,
      runs: [{ name: hostile, result: sampleResult(odd), notes: [hostile] }],
      quality: [hostile],
      assumptions: [hostile],
      benchmark: { name: hostile, equity: new Float64Array(300).fill(10_000) },
    });
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img');
    expect(text.match(/<script/g)).toHaveLength(3);
    expect(text.match(/<\/script>/g)).toHaveLength(3);
  });

  it('embeds equity, prices and positions as they are', () => {
    const payload = payloadOf(page);
    expectClose(decode(payload.lines[0].equity), result.equity, { rtol: 1e-7 });
    expectClose(decode(payload.close), bars.close, { rtol: 1e-7 });
    expect(Array.from(decode(payload.time))).toEqual(Array.from(bars.time));
    const { positions } = payload.runs[0];
    const n = result.positions.length;
    expect(n).toBeGreaterThan(10);
    expect(Array.from(decode(positions.netPnl))).toEqual(Array.from(result.positions.netPnl.subarray(0, n)));
    expect(Array.from(decode(positions.exitTime))).toEqual(
      Array.from(result.positions.exitBar.subarray(0, n), (bar) => bars.time[bar]),
    );
    expect(decode(payload.runs[0].legs.price)).toHaveLength(result.legs.length);
  });

  it('groups long series without losing a high, a low or the deepest drawdown', () => {
    const payload = payloadOf(renderReport({ title: 'Report', bars, runs, maxPoints: 500 }));
    expect(payload.barsPerPoint).toBe(6);
    const high = decode(payload.high);
    expect(high).toHaveLength(500);
    expectClose(Math.max(...Array.from(high)), Math.max(...bars.high), { rtol: 1e-7 });
    const { figures } = createModel({ title: 'Report', bars, runs }).runs[0];
    expectClose(Math.min(...Array.from(decode(payload.lines[0].drawdown))), figures.maxDrawdown, { rtol: 1e-6 });
  });

  it('shows each month as computed from the equity alone', () => {
    const cells = [...page.matchAll(/<td class="(?:gain|loss)(?: partial)?" style="[^"]*">([^<]*)<\/td>/g)].map(
      (m) => m[1],
    );
    const months: string[] = [];
    let before = result.initialCapital;
    for (let i = 0; i < bars.length; i++) {
      const isLast = i + 1 === bars.length;
      const month = new Date(bars.time[i]).getUTCMonth();
      if (!isLast && new Date(bars.time[i + 1]).getUTCMonth() === month) continue;
      const percent = (result.equity[i] / before - 1) * 100;
      const text = Math.abs(percent).toFixed(1);
      months.push(percent < 0 && /[1-9]/.test(text) ? `\u2212${text}` : text);
      before = result.equity[i];
    }
    expect(cells.slice(0, months.length)).toEqual(months);
    expect(cells).toHaveLength(2 * months.length);
  });

  it('stays below a megabyte and a half for two years of hours and two runs', () => {
    const long = sampleBars(17_521);
    const two = ['a', 'b'].map((name) => ({ name, result: sampleResult(long) }));
    expect(renderReport({ title: 'Size', bars: long, runs: two }).length).toBeLessThan(1.6e6);
  });

  it('copes with a run that never traded and with a single bar', () => {
    const idle = simulate(bars, { ...samplePlan(bars), signal: new Int8Array(bars.length) });
    expect(renderReport({ title: 'Idle', bars, runs: [{ name: 'idle', result: idle }] })).toContain('did not trade');
    const one = createBars({ timeframeMs: 1000, time: [0], open: [1], high: [1], low: [1], close: [1] });
    const nothing = simulate(one, { signal: new Int8Array(1) });
    expect(renderReport({ title: 'One', bars: one, runs: [{ name: 'one', result: nothing }] })).toContain(
      '<h1>One</h1>',
    );
  });

  it('refuses no run, equal names, missing equity and a benchmark of another length', () => {
    const render = (input: object) => () => renderReport({ title: 'x', bars, runs, ...input });
    expect(render({ runs: [] })).toThrow(ParameterError);
    expect(render({ runs: [runs[0], runs[0]] })).toThrow(/unique names/);
    expect(render({ runs: [{ name: 'x', result: sampleResult(bars, { equity: 'none' }) }] })).toThrow(/one per bar/);
    expect(render({ benchmark: { name: 'b', equity: new Float64Array(3) } })).toThrow(ParameterError);
    expect(render({ maxPoints: 1 })).toThrow(ParameterError);
  });
});

describe('costs', () => {
  it('sums from gross to the change in equity', () => {
    for (const run of createModel({ title: 'Report', bars, runs }).runs) {
      const steps = costSteps(run);
      const total = steps.slice(0, -1).reduce((all, { value }) => all + value, 0);
      const change = run.result.finalEquity - run.result.initialCapital;
      expectClose(total, change, { rtol: 1e-9 });
      expect(steps[steps.length - 1].value).toBe(change);
    }
  });

  it('finds the cost at which nothing is left', () => {
    const [run] = createModel({ title: 'Report', bars, runs }).runs;
    const { paid, breakEven: limit } = breakEven(run);
    const change = run.result.finalEquity - run.result.initialCapital;
    expectClose(((limit - paid) / 1e4) * run.result.turnover, change, { rtol: 1e-9 });
  });
});
