import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism, cpus, freemem, loadavg, totalmem } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { colours as pc } from '../colours.ts';
import type { Answer, Invocation } from '../command.ts';
import type { STORE_FLAGS } from '../flags.ts';
import { table } from '../table.ts';

/** One thing that was looked at; a warning says what follows from it, and is empty where all is well. */
interface Finding {
  readonly name: string;
  readonly value: string;
  readonly warning: string;
}

const GIB = 2 ** 30;
const REDIS_MS = 500;
const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];

export async function doctor({ flags }: Invocation<typeof STORE_FLAGS>): Promise<Answer> {
  const findings = [node(), cores(), memory(), disk(flags.runs ?? 'runs'), await redis(), chromium()];
  const warnings = findings.filter(({ warning }) => warning !== '').length;
  const text = table([
    { head: 'what', cells: findings.map(({ name }) => name) },
    { head: 'found', cells: findings.map(({ value }) => value) },
    { head: 'warning', cells: findings.map(({ warning }) => warning), paint: pc.yellow },
  ]);
  return {
    text: `${text}\n\n${warnings === 0 ? 'all is well' : `${warnings} to look at`}`,
    json: { findings, warnings },
  };
}

function node(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  return { name: 'Node', value: process.version, warning: isOld ? 'older than 20.19, which is needed' : '' };
}

function cores(): Finding {
  const usable = availableParallelism();
  const [load] = loadavg();
  return {
    name: 'cores',
    value: `${usable} usable of ${cpus().length}, load ${load.toFixed(1)}`,
    warning:
      usable === 1 ? 'one core: phases run one after the other' : load > usable ? 'busy: expect longer runs' : '',
  };
}

function memory(): Finding {
  const total = process.constrainedMemory?.() ?? 0;
  const all = total > 0 && total < totalmem() ? total : totalmem();
  const perWorker = all / availableParallelism() / GIB;
  return {
    name: 'memory',
    value: `${gib(all)}, ${gib(freemem())} free`,
    warning: perWorker < 0.5 ? `${perWorker.toFixed(1)} GiB per core is little: use fewer --workers` : '',
  };
}

function disk(folder: string): Finding {
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const warning = !isWritable(place)
    ? `${place} is not writable: choose another with --runs`
    : free < GIB
      ? 'less than 1 GiB for runs'
      : '';
  return { name: 'disk', value: `${gib(free)} free for ${folder}`, warning };
}

function isWritable(place: string): boolean {
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Only whether somebody listens: a password is not needed for that, and is not shown. */
async function redis(): Promise<Finding> {
  const address = process.env.QUANTBLOCKS_REDIS;
  const text = address ?? 'redis://localhost:6379';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return { name: 'Redis', value: 'not known', warning: 'QUANTBLOCKS_REDIS is no address' };
  const port = Number(url.port || 6379);
  const answers = await new Promise<boolean>((answer) => {
    const socket = connect({ host: url.hostname, port, timeout: REDIS_MS });
    const end = (found: boolean) => () => {
      socket.destroy();
      answer(found);
    };
    socket.once('connect', end(true)).once('error', end(false)).once('timeout', end(false));
  });
  return {
    name: 'Redis',
    value: `${answers ? 'answers' : 'none'} at ${url.hostname}:${port}`,
    warning: !answers && address !== undefined ? 'QUANTBLOCKS_REDIS names it, but nobody listens' : '',
  };
}

function chromium(): Finding {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders
    .flatMap((folder) => CHROMIUM.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  return { name: 'Chromium', value: found ?? 'none on the PATH', warning: '' };
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
