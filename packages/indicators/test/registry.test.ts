import { ParameterError } from '@quantblocks/core';
import { describe, expect, it } from 'vitest';
import * as lib from '../src/index.ts';
import { indicator, registry, toJsonSchema, toSearchSpace } from '../src/registry.ts';

describe('registry', () => {
  it('has every id once', () => {
    expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length);
  });

  it('can be written as JSON', () => {
    for (const entry of registry)
      expect(JSON.parse(JSON.stringify(entry))).toMatchObject({ id: entry.id, causal: true });
  });

  it.each(registry.map((entry) => [entry.id, entry] as const))('%s has sound facts', (id, entry) => {
    expect((lib as Record<string, unknown>)[id], 'is exported').toBeTypeOf('function');
    expect(entry.formula).not.toBe('');
    expect(entry.source).not.toBe('');
    expect(entry.inputs.length).toBeGreaterThan(0);
    for (const [name, parameter] of Object.entries(entry.params)) {
      if (parameter.type === 'choice') {
        expect(parameter.values, name).toContain(parameter.default);
        continue;
      }
      const [low, high] = parameter.search;
      const order = [parameter.min, low, parameter.default, high, parameter.max];
      expect(
        [...order].sort((a, b) => a - b),
        `${name}: min <= search <= default <= search <= max`,
      ).toEqual(order);
      if (parameter.type === 'int') expect(order.every(Number.isInteger), name).toBe(true);
    }
    for (const { less, than } of entry.constraints) {
      expect(Number(entry.params[less].default)).toBeLessThan(Number(entry.params[than].default));
    }
    for (const library of ['talib', 'pine', 'tulip', 'pandas', 'ff'] as const) {
      const preset = (lib.presets[library] as Record<string, object>)[id] ?? {};
      for (const [name, value] of Object.entries(preset)) {
        const parameter = entry.params[name];
        expect(parameter, `presets.${library}.${id}.${name}`).toBeDefined();
        if (parameter.type === 'choice') expect(parameter.values).toContain(value);
      }
    }
  });

  it('every preset belongs to an indicator', () => {
    const ids = new Set(registry.map(({ id }) => id));
    for (const [library, functions] of Object.entries(lib.presets)) {
      for (const id of Object.keys(functions)) expect(ids.has(id), `presets.${library}.${id}`).toBe(true);
    }
  });
});

describe('indicator', () => {
  it('finds an entry by the name of its function', () => {
    expect(indicator('rsi').name).toBe('Relative strength index');
  });

  it('takes a parameter that is undefined for one that is left out', () => {
    expect(indicator('rsi').warmup({ period: undefined } as never)).toBe(14);
  });

  it('names similar ones where there is none, also by the names of other libraries', () => {
    expect(() => indicator('SMA')).toThrow(ParameterError);
    expect(() => indicator('SMA')).toThrow(/sma/);
    expect(() => indicator('wilders')).toThrow(/rma/);
  });
});

describe('toSearchSpace', () => {
  it('varies numbers, and words on request', () => {
    expect(Object.keys(toSearchSpace(indicator('rsi')).parameters)).toEqual(['period']);
    expect(toSearchSpace(indicator('rsi'), ['smoothing']).parameters).toEqual({
      smoothing: { type: 'categorical', choices: ['wilder', 'ewm', 'cutler'] },
    });
  });

  it('starts inside the space and keeps the constraints of the parameters it varies', () => {
    const macd = indicator('macd');
    expect(toSearchSpace(macd).constraints).toEqual([{ less: 'fast', than: 'slow' }]);
    expect(toSearchSpace(macd, ['fast', 'signal']).constraints).toEqual([]);
    expect(toSearchSpace(macd).start).toEqual({ fast: 12, slow: 26, signal: 9 });
  });

  it('refuses an unknown name', () => {
    expect(() => toSearchSpace(indicator('rsi'), ['length'])).toThrow(/period, smoothing/);
  });
});

describe('toJsonSchema', () => {
  it('describes every option with its domain and default', () => {
    const { properties, additionalProperties } = toJsonSchema(indicator('rsi'));
    expect(additionalProperties).toBe(false);
    expect(properties).toMatchObject({
      period: { type: 'integer', minimum: 1, default: 14 },
      smoothing: { enum: ['wilder', 'ewm', 'cutler'], default: 'wilder' },
      nan: { enum: ['window', 'poison', 'throw'] },
    });
  });
});
