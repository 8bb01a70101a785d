// Runs the search of search.ts, and kills itself after so many saves.
import { openRobustRunner } from '../../src/index.ts';
import { search } from './search.ts';

const [folder, saves] = process.argv.slice(2);
let count = 0;
const runner = await openRobustRunner(folder, { strategy: 'ichimoku', asset: 'BTC', config: {}, sync: 'none' });
await search(runner, () => {
  if (++count === Number(saves)) process.kill(process.pid, 'SIGKILL');
  return false;
});
await runner.shutdown();
