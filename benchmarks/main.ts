import { readdirSync } from 'node:fs';
import { printMachine } from './harness.ts';

const available = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''))
  .sort();
// Flags are the benchmarks' own business.
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !available.includes(name));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(', ')}; there are: ${available.join(', ')}`);
  process.exit(1);
}
printMachine();
for (const name of wanted.length > 0 ? wanted : available) {
  console.log(`\n# ${name}`);
  await import(`./${name}.bench.ts`);
}
