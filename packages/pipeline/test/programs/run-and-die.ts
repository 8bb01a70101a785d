// Runs the small pipeline in a folder, and kills itself after so many phases.
import { openRunStore, runPipeline } from '../../src/index.ts';
import { market, SMALL } from './market.ts';

const [folder, phases] = process.argv.slice(2);
let ended = 0;
await runPipeline(market(), {
  store: openRunStore(folder),
  config: SMALL,
  onProgress: ({ event }) => {
    if (event === 'ended' && ++ended === Number(phases)) process.kill(process.pid, 'SIGKILL');
  },
});
