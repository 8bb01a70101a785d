import { ParameterError } from '@quantblocks/core';
import type { SimulationConfig } from '@quantblocks/engine';
import {
  applyFilterMode,
  createFinalTrigger,
  FILTER_MODES,
  type FilterMode,
  type FinalTriggerParams,
  PRESETS,
  type PresetName,
  parseFinalTriggerParams,
  simulationConfig,
} from '@quantblocks/final-trigger';
import { pineScript } from '@quantblocks/final-trigger/pine';
import {
  type ExitSpaceName,
  exitSpace,
  type IchimokuSpaceName,
  ichimokuSpace,
  SENKOU_B_GRID,
  withPoint,
} from '@quantblocks/final-trigger/search';
import type { Space } from '@quantblocks/optimizer';
import type { PipelineStrategy, Point, RescueVariant, SearchStage } from './pipeline-strategy.ts';

/** Options of {@link finalTriggerStrategy}. */
export interface FinalTriggerStrategyOptions {
  /** @defaultValue `'safe'` */
  readonly preset?: PresetName;
  /** Where the search starts. @defaultValue `'BASELINE'` */
  readonly mode?: FilterMode;
  /** @defaultValue `'baseline'` */
  readonly exits?: ExitSpaceName;
  /** @defaultValue `'baseline'` */
  readonly lengths?: IchimokuSpaceName;
  /** Costs, sizes and whatever else a simulation assumes. @defaultValue those of the preset */
  readonly simulation?: SimulationConfig;
}

/** The longest recursion of any filter, with a margin for a side that opened before the history began. */
const WARM_UP = 700;

/**
 * FINAL TRIGGER v2 for the pipeline: exits are searched before lengths, as ever; a rescue tries other lengths of Senkou B, more filters, and a coarse grid.
 *
 * @throws a `ParameterError` if there is no such option, mode, preset or space.
 *
 * @example
 * ```ts
 * import { finalTriggerStrategy } from '@quantblocks/pipeline';
 *
 * const { stages, rescues } = finalTriggerStrategy();
 * stages.map(({ name }) => name); // => ['exits', 'lengths']
 * rescues.map(({ name }) => name).slice(-3); // => ['MODERATE', 'CONSERVATIVE', 'conservative grid']
 * ```
 */
export function finalTriggerStrategy(options: FinalTriggerStrategyOptions = {}): PipelineStrategy<FinalTriggerParams> {
  requireOptions(options);
  const { preset = 'safe', mode = 'BASELINE', exits = 'baseline', lengths = 'baseline', simulation = {} } = options;
  const definition = createFinalTrigger(preset);
  const start = applyFilterMode(definition.defaults, mode);
  return {
    name: 'final-trigger',
    definition: { ...definition, defaults: start },
    stages: stagesOf(exits, lengths),
    rescues: rescues(),
    warmUp: WARM_UP,
    simulation: (params, tradeFrom) => simulationConfig(params, preset, { ...simulation, tradeFrom }),
    parse: (value) => parseFinalTriggerParams(value as never),
    columns: columnsOf,
    // What TradingView cannot express has no script.
    ...(preset !== 'compat' && {
      scripts: (params, { asset, run, verdict }) => ({
        pine: pineScript(params, { asset, preset, simulation, runId: run, verdict }),
      }),
    }),
  };
}

const OPTIONS = ['preset', 'mode', 'exits', 'lengths', 'simulation'];

/** Options come from files, where the compiler has not seen them. */
function requireOptions(options: FinalTriggerStrategyOptions): void {
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined)
    throw new ParameterError('strategy.options', `${OPTIONS.join(', ')} and no others`, unknown);
  const { preset, mode } = options;
  if (preset !== undefined && !Object.hasOwn(PRESETS, preset))
    throw new ParameterError('strategy.options.preset', `one of ${Object.keys(PRESETS).join(', ')}`, preset);
  if (mode !== undefined && !FILTER_MODES.includes(mode))
    throw new ParameterError('strategy.options.mode', `one of ${FILTER_MODES.join(', ')}`, mode);
}

function stagesOf(exits: ExitSpaceName, lengths: IchimokuSpaceName): SearchStage<FinalTriggerParams>[] {
  const stage = (name: string, space: unknown, first?: Point): SearchStage<FinalTriggerParams> => ({
    name,
    space: space as Space<Point>,
    ...(first && { first }),
    apply: (params, point) => withPoint(params, point as never),
  });
  return [
    stage(
      'exits',
      exitSpace(exits),
      exits === 'baseline' ? { stopAtr: 3, target1: 2, target2: 6, target3: 10 } : undefined,
    ),
    stage(
      'lengths',
      ichimokuSpace(lengths),
      lengths === 'baseline' ? { tenkan: 9, kijun: 26, fiveTenkan: 9, fiveKijun: 26 } : undefined,
    ),
  ];
}

/** In the order of the earlier system: other lengths, then more filters, then the coarse grid with all of them. */
function rescues(): RescueVariant<FinalTriggerParams>[] {
  const senkouB = SENKOU_B_GRID.choices.map(
    (length): RescueVariant<FinalTriggerParams> => ({
      name: `senkouB ${length}`,
      apply: (params) => withPoint(params, { senkouB: length }),
    }),
  );
  const modes = (['MODERATE', 'CONSERVATIVE'] as const).map(
    (mode): RescueVariant<FinalTriggerParams> => ({ name: mode, apply: (params) => applyFilterMode(params, mode) }),
  );
  const conservative: RescueVariant<FinalTriggerParams> = {
    name: 'conservative grid',
    apply: (params) => applyFilterMode(params, 'CONSERVATIVE'),
    stages: stagesOf('conservative', 'conservative'),
  };
  return [...senkouB, ...modes, conservative];
}

/** The names of the earlier system's files; `displacement` is what it called the length of Senkou B. */
function columnsOf(params: FinalTriggerParams): Record<string, number | string> {
  const { stopAtr, targetAtr, ichimoku, fiveInOne } = params;
  return {
    sl_mult: stopAtr,
    tp1_mult: targetAtr[0],
    tp2_mult: targetAtr[1],
    tp3_mult: targetAtr[2],
    tenkan: ichimoku.tenkan,
    kijun: ichimoku.kijun,
    tenkan_5: fiveInOne.ichimoku?.tenkan ?? Number.NaN,
    kijun_5: fiveInOne.ichimoku?.kijun ?? Number.NaN,
    displacement: ichimoku.senkouB,
  };
}
