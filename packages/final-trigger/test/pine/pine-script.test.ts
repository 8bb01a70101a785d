import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import { applyFilterMode, FILTER_MODES } from '../../src/filter-modes.ts';
import {
  type FinalTriggerParams,
  parseFinalTriggerParams,
  REGIME_FILTERS,
  type RegimeFilter,
} from '../../src/params.ts';
import { type PineScriptOptions, pineScript } from '../../src/pine/pine-script.ts';
import { warmUpBars } from '../../src/presets.ts';
import { type PineLine, pineLines, pineTokens } from './pine-lines.ts';
import { undeclaredNames } from './undeclared-names.ts';

const everything = parseFinalTriggerParams({
  ...applyFilterMode(parseFinalTriggerParams(), 'CONSERVATIVE'),
  maFilter: true,
  strictLock: true,
  adxFilter: {},
  regimeFilter: 'no_crash',
  volatilityFilter: {},
});

const variants: FinalTriggerParams[] = [
  everything,
  parseFinalTriggerParams({ fiveInOne: { ichimoku: null } }),
  parseFinalTriggerParams({ fiveInOne: { volume: { kind: 'obv' } }, volatilityFilter: { max: null } }),
  ...FILTER_MODES.map((mode) => applyFilterMode(parseFinalTriggerParams(), mode)),
];
const scripts = variants.flatMap((params) => [
  pineScript(params, { asset: 'BTC', runId: 'r1', verdict: 'pass' }),
  pineScript(params, { asset: 'BTC', preset: 'pine' }),
]);

/** Lines of one script that another has not, without the header's hash. */
function changedLines(
  a: FinalTriggerParams,
  b: FinalTriggerParams,
  options: Partial<PineScriptOptions> = {},
): string[] {
  const [before, after] = [a, b].map((params) =>
    pineScript(params, { asset: 'BTC', preset: 'pine', ...options }).split('\n'),
  );
  return after.filter((line) => !before.includes(line) && !line.startsWith('// Parameters'));
}

/** Every number, word and switch of the parameters, with another value in its place. */
function changes(
  value: unknown,
  rebuild: (other: unknown) => FinalTriggerParams,
  path: string,
): [string, FinalTriggerParams][] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) =>
      changes(
        inner,
        (other) => rebuild(Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }),
        `${path}.${key}`,
      ),
    );
  }
  const other =
    typeof value === 'boolean'
      ? !value
      : typeof value === 'number'
        ? (OTHER_NUMBER[path] ?? value + 3)
        : OTHER_WORD[path];
  return other === undefined ? [] : [[path, rebuild(other)]];
}
const OTHER_NUMBER: Record<string, number> = {
  'params.priceTolerance': 0.002,
  'params.graceBars': 0,
  'params.targetAtr.0': 2.5,
  'params.legFractions.0': 0.4,
  'params.legFractions.1': 0.25,
};
const OTHER_WORD: Record<string, string> = {
  'params.sides': 'long',
  'params.fiveInOne.mode': 'transition',
  'params.fiveInOne.ichimoku.bear': 'light',
  'params.adxFilter.smoothing': 'rma',
};

describe('a Pine script', () => {
  it('declares every name it uses, and none that Pine has already', () => {
    for (const script of scripts) expect(undeclaredNames(pineLines(script))).toEqual([]);
  });

  it('balances brackets on every line and indents by four', () => {
    const isBalanced = (line: string): boolean => {
      const open: string[] = [];
      for (const token of pineTokens(line)) {
        if (token === '(' || token === '[') open.push(token === '(' ? ')' : ']');
        if ((token === ')' || token === ']') && open.pop() !== token) return false;
      }
      return open.length === 0 && line.trimEnd() === line;
    };
    expect(scripts.flatMap((script) => script.split('\n')).filter((line) => !isBalanced(line))).toEqual([]);
    for (const script of scripts) expect(() => pineLines(script)).not.toThrow();
  });

  it('indents under a condition or a function, and only there', () => {
    const check = (lines: readonly PineLine[]): void => {
      for (const { tokens, body } of lines) {
        const opens = tokens[0] === 'if' || tokens[0] === 'else' || tokens.at(-1) === '=>';
        expect(body.length > 0, tokens.join(' ')).toBe(opens);
        check(body);
      }
    };
    for (const script of scripts) check(pineLines(script));
  });

  it('declares each constant once and uses it', () => {
    for (const script of scripts) {
      const names = [...script.matchAll(/^const \w+ (\w+) =/gm)].map(([, name]) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(script.split(new RegExp(`\\b${name}\\b`)).length - 1, name).toBeGreaterThan(1);
    }
  });

  it('changes in one constant when one parameter does', () => {
    const rows = changes(everything, (other) => other as FinalTriggerParams, 'params');
    const scalars = rows.filter(
      ([path]) => !/legFractions|fiveInOne\.(distance|regressionCloud|volume\.kind)/.test(path),
    );
    expect(scalars.length).toBeGreaterThan(30);
    for (const [path, params] of scalars) {
      const changed = changedLines(everything, parseFinalTriggerParams(params));
      expect(changed, path).toHaveLength(1);
      expect(changed[0], path).toMatch(/^const \w+ \w+ = /);
    }
  });

  it('changes when a voter or a filter is switched', () => {
    const { fiveInOne } = everything;
    const switched: Partial<FinalTriggerParams>[] = [
      { adxFilter: null },
      { regimeFilter: null },
      { volatilityFilter: null },
      ...(['ichimoku', 'volume', 'kamaOscillator'] as const).map((name) => ({
        fiveInOne: { ...fiveInOne, [name]: null },
      })),
      ...(['distance', 'regressionCloud'] as const).map((name) => ({ fiveInOne: { ...fiveInOne, [name]: false } })),
      { fiveInOne: { ...fiveInOne, volume: { kind: 'obv' } } },
    ];
    for (const change of switched) {
      expect(changedLines(everything, { ...everything, ...change }).length, JSON.stringify(change)).toBeGreaterThan(0);
    }
  });

  it('freezes each regime filter as the regimes it keeps', () => {
    for (const [filter, kept] of Object.entries(REGIME_FILTERS)) {
      const script = pineScript({ ...everything, regimeFilter: filter as RegimeFilter }, { asset: 'BTC' });
      expect(script).toContain(`const string REGIMES_KEPT = "${kept.join(' ')}"`);
    }
  });

  it('closes legs as parts of what is left', () => {
    const legs = (legFractions: [number, number, number]): string[] =>
      pineScript({ ...everything, legFractions }, { asset: 'BTC' }).match(/LEG_\d_PERCENT = .*/g) ?? [];
    expect(legs([0.5, 0.3, 0.2])).toEqual(['LEG_1_PERCENT = 50.0', 'LEG_2_PERCENT = 60.0', 'LEG_3_PERCENT = 100.0']);
    expect(legs([0.2, 0.2, 0.6])).toEqual(['LEG_1_PERCENT = 20.0', 'LEG_2_PERCENT = 25.0', 'LEG_3_PERCENT = 100.0']);
  });

  it('executes as its preset', () => {
    const pine = pineScript(everything, { asset: 'BTC', preset: 'pine' });
    expect(pine).toContain('process_orders_on_close = true, initial_capital = 5000,');
    expect(pine).toContain('commission_value = 0.05,');
    expect(pine).toContain('const int WARM_UP = 200');
    expect(pine).toContain('var float average = 0.0');
    expect(pine).not.toContain('MAX_LEVERAGE');
    const safe = pineScript(everything, { asset: 'BTC' });
    expect(safe).toContain('process_orders_on_close = false, initial_capital = 10000,');
    expect(safe).toContain('commission_value = 0.07,');
    expect(safe).toContain(`const int WARM_UP = ${warmUpBars(everything)}`);
    expect(safe).toContain('var float average = ohlc4');
    expect(safe).toContain('const float MAX_LEVERAGE = 1.0');
  });

  it('takes overrides of the execution', () => {
    const script = pineScript(everything, {
      asset: 'BTC',
      simulation: {
        entry: 'close',
        initialCapital: 25_000,
        costs: { feeBps: 10, slippageBps: 5 },
        sizing: { kind: 'risk', value: 0.01, base: 'initial' },
        maxLeverage: 3,
        quantityStep: 0.001,
      },
    });
    for (const text of [
      'process_orders_on_close = true, initial_capital = 25000,',
      'commission_value = 0.15,',
      'RISK_PER_TRADE = 0.01',
      'RISK_BASE = "initial"',
      'MAX_LEVERAGE = 3.0',
      'QUANTITY_STEP = 0.001',
    ]) {
      expect(script).toContain(text);
    }
  });

  it('states asset, parameters, run and verdict, and no date', () => {
    const [version, ...header] = scripts[0].split('\n').slice(0, 5);
    expect(version).toBe('//@version=6');
    expect(header[0]).toContain('for BTC.');
    expect(header[1]).toMatch(/^\/\/ Parameters: [0-9a-f]{16}$/);
    expect(header.slice(2)).toEqual(['// Run: r1', '// Verdict: pass']);
    expect(scripts[0]).not.toMatch(/20\d\d-\d\d/);
    expect(pineScript(everything, { asset: 'BTC', runId: 'r1', verdict: 'pass' })).toBe(scripts[0]);
  });

  it('names the parameters by the same hash whatever the order of their keys', () => {
    const reversed = Object.fromEntries(Object.entries(everything).reverse()) as unknown as FinalTriggerParams;
    expect(pineScript(reversed, { asset: 'BTC', runId: 'r1', verdict: 'pass' })).toBe(scripts[0]);
  });

  it('refuses a ladder that does not rise', () => {
    for (const targetAtr of [
      [4.75, 3, 4.5],
      [2, 6, 6],
      [2, 2, 6],
    ] as const) {
      expect(() => pineScript({ ...everything, targetAtr }, { asset: 'ETH' })).toThrow(/^targetAtr: /);
    }
  });

  it('refuses what its form cannot express, and says what', () => {
    const refusals: [name: string, options: Partial<PineScriptOptions>, params?: Partial<FinalTriggerParams>][] = [
      ['preset', { preset: 'compat' as never }],
      ['asset', { asset: 'BTC"\nstrategy' }],
      ['runId', { runId: 'r1\nstrategy.close_all()' }],
      ['verdict', { verdict: 'pass\u2028plot(close)' }],
      ['legFractions', {}, { legFractions: [0.5, 0.3, 0.1] }],
      ['fiveInOne.kamaOscillator.normPeriod', {}, withOscillator(6000)],
      ['erLength', {}, { erLength: 5001 }],
      ['simulation.sizing.kind', { simulation: { sizing: { kind: 'fraction', value: 1 } } }],
      ['simulation.costs.charge', { simulation: { costs: { charge: 'entryNotional' } } }],
      ['simulation.costs.makerFeeBps', { simulation: { costs: { feeBps: 5, makerFeeBps: 1 } } }],
      ['simulation.onOpposite', { simulation: { onOpposite: 'reverse' } }],
      ['simulation.sides', { simulation: { sides: 'long' } }],
      ['simulation.entryBarStops', { simulation: { entryBarStops: false } }],
      ['simulation.barOrder', { simulation: { barOrder: 'stopsFirst' } }],
      ['simulation.initialCapital', { simulation: { initialCapital: -1 } }],
      ['simulation.sizing.value', { simulation: { sizing: { kind: 'risk', value: Number.NaN } } }],
      ['simulation.maxLeverage', { simulation: { maxLeverage: 0 } }],
      ['simulation.quantityStep', { simulation: { quantityStep: -0.001 } }],
      ['simulation.costs', { simulation: { costs: { slippageBps: -1 } } }],
      ['simulation.gapFill', { simulation: { gapFill: false } }],
      ['simulation.funding', { simulation: { funding: new Float64Array(1) } }],
    ];
    for (const [name, options, params] of refusals) {
      const run = (): string => pineScript({ ...everything, ...params }, { asset: 'BTC', ...options });
      expect(run, name).toThrow(ParameterError);
      expect(run, name).toThrow(new RegExp(`^${name.replaceAll('.', '\\.')}: `));
    }
  });
});

function withOscillator(normPeriod: number): Partial<FinalTriggerParams> {
  const oscillator = { erPeriod: 8, fast: 7, slow: 19, normPeriod, normalise: true };
  return { fiveInOne: { ...everything.fiveInOne, kamaOscillator: oscillator } };
}
