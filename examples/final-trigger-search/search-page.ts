import type { SpacePoint } from '@quantblocks/final-trigger/search';
import { importances, type Study } from '@quantblocks/optimizer';
import { renderSearch, type SearchView } from '@quantblocks/report';

/** A page about both searches, as HTML. */
export function searchPage<Exits extends SpacePoint, Lengths extends SpacePoint>(
  symbol: string,
  exits: Study<Exits>,
  lengths: Study<Lengths>,
): string {
  const views = [viewOf('Exits', exits), viewOf('Ichimoku lengths', lengths)];
  return renderSearch(views, { title: `FINAL TRIGGER searched on ${symbol}` });
}

function viewOf<Point extends SpacePoint>(name: string, study: Study<Point>): SearchView {
  const { parameters, status } = importances(study);
  return {
    name,
    direction: 'maximize',
    objective: 'in-sample Sharpe ratio',
    parameters: Object.entries(study.space.toJSON().parameters).map(([name, range]) => ({ name, ...range })),
    trials: study.trials.map((trial) => ({ ...trial, proposedBy: trial.by })),
    ...(status === 'ok' && { importances: parameters }),
  };
}
