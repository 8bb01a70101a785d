import { ParameterError } from '@quantblocks/core';

/** What importance has to know of a parameter; a dimension of a space is one. */
export interface ImportanceParameter {
  readonly name: string;
  readonly type: 'float' | 'int' | 'ordinal' | 'categorical';
  /** Bounds of the values, both included; of ordinal and categorical ones: of the indices. */
  readonly low: number;
  readonly high: number;
  /** Distance of two neighbouring values, 0 if continuous. */
  readonly step: number;
  readonly log: boolean;
  /** Number of values, Infinity if continuous. */
  readonly count: number;
}

/** Cells a numeric range is divided into at most. */
const MOST_CELLS = 50;

/** Number of cells: the values themselves if they are few. */
export function cellsOf({ type, log, count }: ImportanceParameter): number {
  if (type === 'categorical') return count;
  const own = log && type === 'int' ? Math.ceil(Math.log2(count)) + 1 : count;
  return Math.min(own, MOST_CELLS);
}

/**
 * The cell of every value, -1 for NaN. Cells are centred on points that divide the range evenly, on the logarithm where
 * the parameter says so; a value half-way between two belongs to the lower one.
 *
 * @throws a {@link ParameterError} if a value is outside the parameter's range.
 */
export function cellIndices(parameter: ImportanceParameter, column: Float64Array): Int32Array {
  const { name, low, high, log, type } = parameter;
  const last = cellsOf(parameter) - 1;
  const scale = log ? Math.log : (value: number) => value;
  const start = scale(low);
  const step = last > 0 ? (scale(high) - start) / last : 1;
  return Int32Array.from(column, (value) => {
    if (Number.isNaN(value)) return -1;
    if (!(value >= low && value <= high) || (type === 'categorical' && !Number.isInteger(value))) {
      throw new ParameterError('columns', `values of ${name} in [${low}, ${high}]`, value);
    }
    return Math.min(last, Math.max(0, Math.ceil((scale(value) - start) / step - 0.5)));
  });
}
