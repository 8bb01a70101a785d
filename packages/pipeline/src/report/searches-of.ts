import type { SearchParameter, SearchTrial, SearchView } from '@quantblocks/report';
import Papa from 'papaparse';
import type { ValidateResult } from '../phases/validate-asset.ts';
import type { PipelineStrategy, SearchStage } from '../strategy/pipeline-strategy.ts';

type Row = Readonly<Record<string, string>>;

/** The searches that led to the last choice, one per stage of its variant, read back from the ledger. */
export function searchesOf(
  { ledger, variant }: Pick<ValidateResult, 'ledger' | 'variant'>,
  strategy: PipelineStrategy<unknown>,
): SearchView[] {
  const { data } = Papa.parse<Row>(ledger, { header: true, skipEmptyLines: true });
  const stages = strategy.rescues.find(({ name }) => name === variant)?.stages ?? strategy.stages;
  return stages.flatMap((stage) => {
    const study = variant === '' ? stage.name : `${variant}, ${stage.name}`;
    const rows = data.filter((row) => row.study === study);
    return rows.length === 0 ? [] : [viewOf(stage, rows)];
  });
}

function viewOf({ name, space }: SearchStage<unknown>, rows: readonly Row[]): SearchView {
  const parameters = Object.entries(space.toJSON().parameters).map(
    ([parameter, range]): SearchParameter => ({ name: parameter, ...range }),
  );
  return {
    name,
    direction: 'maximize',
    objective: 'score in sample',
    parameters,
    trials: rows.map(
      (row): SearchTrial => ({
        number: Number(row.trial),
        state: row.state as SearchTrial['state'],
        values: row.value === '' ? null : [Number(row.value)],
        violation: Number(row.violation),
        params: Object.fromEntries(
          parameters.map((parameter) => [parameter.name, readValue(parameter, row[`params_${parameter.name}`])]),
        ),
      }),
    ),
  };
}

/** A cell as the value it was written from. */
function readValue({ choices }: SearchParameter, cell: string | undefined): string | number | boolean | undefined {
  if (cell === undefined || cell === '') return undefined;
  return choices === undefined ? Number(cell) : choices.find((choice) => String(choice) === cell);
}
