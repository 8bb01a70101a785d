import { ParameterError } from '@quantblocks/core';
import type { SimulationConfig } from '@quantblocks/engine';
import type { FinalTriggerParams } from '../params.ts';
import { type PresetName, simulationConfig } from '../presets.ts';

/** The execution a Pine strategy declares, read from a preset and its overrides. */
export interface PineExecution {
  readonly initialCapital: number;
  /** Orders fill on the close of the bar that gives them, else on the next open. */
  readonly onClose: boolean;
  /** Of every fill, in percent: fee and slippage together. */
  readonly costPercent: number;
  readonly risk: number;
  readonly riskBase: 'equity' | 'initial';
  readonly maxLeverage: number;
  readonly quantityStep: number;
  /** First bar that may trade. */
  readonly warmUp: number;
}

/**
 * The execution as Pine can have it.
 *
 * @throws a {@link ParameterError} naming the first field that no Pine strategy of this form can express.
 */
export function pineExecution(
  params: FinalTriggerParams,
  preset: PresetName,
  overrides: SimulationConfig,
): PineExecution {
  if (preset !== 'safe' && preset !== 'pine') {
    throw new ParameterError(
      'preset',
      "'safe' or 'pine': TradingView cannot execute as the earlier system did",
      preset,
    );
  }
  const config = simulationConfig(params, preset, overrides);
  const { initialCapital = 10_000, entry = 'nextOpen', sizing, maxLeverage = 1, quantityStep = 0 } = config;
  const { feeBps = 5, makerFeeBps = feeBps, slippageBps = 2, charge = 'perFill' } = config.costs ?? {};
  const refuse = (name: string, expected: string, received: unknown): never => {
    throw new ParameterError(`simulation.${name}`, `${expected}, which is all the Pine form knows`, received);
  };
  const require = (name: string, value: number, holds: boolean, expected: string): void => {
    if (!holds) throw new ParameterError(`simulation.${name}`, expected, value);
  };
  if (sizing?.kind !== 'risk') return refuse('sizing.kind', "'risk'", sizing?.kind);
  if (charge !== 'perFill') refuse('costs.charge', "'perFill'", charge);
  if (makerFeeBps !== feeBps) refuse('costs.makerFeeBps', 'the fee of every other order', makerFeeBps);
  if (config.onOpposite !== 'ignore') refuse('onOpposite', "'ignore'", config.onOpposite);
  if (config.sides !== undefined) refuse('sides', 'no sides besides those of the parameters', config.sides);
  if (config.entryBarStops === false) refuse('entryBarStops', 'true', false);
  if (config.barOrder === 'stopsFirst') refuse('barOrder', "'openFirst'", config.barOrder);
  if (config.gapFill === false) refuse('gapFill', 'true', false);
  if (config.funding !== undefined) refuse('funding', 'no funding', 'a series');
  require('initialCapital', initialCapital, initialCapital > 0 && Number.isFinite(initialCapital), 'a number > 0');
  require('sizing.value', sizing.value, sizing.value > 0 && sizing.value <= 1, 'a fraction in (0, 1]');
  require('maxLeverage', maxLeverage, maxLeverage > 0, 'a number > 0');
  require('quantityStep', quantityStep, quantityStep >= 0 && Number.isFinite(quantityStep), 'a number >= 0');
  const costBps = feeBps + slippageBps;
  require('costs', costBps, feeBps >= 0 && slippageBps >= 0 && costBps < 10_000, 'fee and slippage of at least 0');
  return {
    initialCapital,
    onClose: entry === 'close',
    costPercent: Number((costBps / 100).toPrecision(12)),
    risk: sizing.value,
    riskBase: sizing.base ?? 'equity',
    maxLeverage,
    quantityStep,
    warmUp: config.tradeFrom ?? 0,
  };
}
