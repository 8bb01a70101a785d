import { expect, it } from 'vitest';
import { COMMANDS } from '../src/commands.ts';
import { inProcess, quantblocks } from './program.ts';

it('lists every command, and ends with 0', async () => {
  const { code, out, err } = await quantblocks('/', []);
  expect([code, err]).toEqual([0, '']);
  for (const { name, summary } of COMMANDS) {
    expect(out).toContain(`  ${name}`);
    expect(out).toContain(summary);
  }
});

it('explains every command with all its options, and both ways to ask are the same', async () => {
  for (const { name, flags } of COMMANDS) {
    const { code, out } = await inProcess(...name.split(' '), '--help');
    expect(code).toBe(0);
    for (const flag of [...Object.keys(flags), 'json', 'trace', 'help']) expect(out).toContain(`--${flag}`);
    expect(out).toContain('Exit codes');
    expect((await inProcess('help', ...name.split(' '))).out).toBe(out);
  }
});

it('says in a line what cannot be meant, suggests what was meant, and ends with 1', async () => {
  const cases = [
    ['vaildate', 'unknown command vaildate, did you mean validate?'],
    ['frobnicate', 'unknown command frobnicate'],
    ['runs', 'runs needs one of list, show, compare, note'],
    ['runs shwo latest', 'unknown command runs shwo, did you mean runs show?'],
    ['run --asets 3', 'run has no option --asets, did you mean --assets?'],
    ['doctor --frobnicate', 'doctor has no option --frobnicate'],
    ['run --synthetic --seed', '--seed needs a value, --seed 1'],
    ['run --synthetic=3', '--synthetic takes no value'],
    ['runs show', 'runs show needs ID'],
    ['guards latest', 'guards needs ASSET'],
    ['doctor here', 'doctor does not take "here"'],
    ['run', 'candles are needed: --data DIR, or --synthetic'],
    ['run --synthetic --workers none', '--workers: expected a whole number >= 1, got "none"'],
    ['run --synthetic --set screen', '--set: expected KEY=VALUE, such as validate.folds=4, got "screen"'],
  ];
  for (const [line, message] of cases) {
    const { code, out, err } = await inProcess(...line.split(' '));
    expect([line, code, out, err.split('\n')[0]]).toEqual([line, 1, '', message]);
    expect(err).not.toContain('    at ');
  }
});

it('names the setting that is wrong before any search begins', async () => {
  for (const [setting, message] of [
    ['screen.trails=3', /^screen\.trails/],
    ['screen.trials=none', /^screen\.trials.*"none"/],
    ['screen.criteria=sharp > 1', /did you mean sharpe/],
    ['__proto__.seed=3', /__proto__/],
  ] as const) {
    const { code, err } = await inProcess('config', 'show', '--set', setting);
    expect([setting, code]).toEqual([setting, 1]);
    expect(err).toMatch(message);
  }
});

it('has a program that ends with the same code, without a stack unless it is asked for', async () => {
  const plain = await quantblocks('/', ['quality', 'no-such-file.csv']);
  expect([plain.code, plain.out]).toEqual([1, '']);
  expect(plain.err).toMatch(/no-such-file\.csv/);
  expect(plain.err).not.toContain('    at ');
  const traced = await inProcess('quality', '/no-such-file.csv', '--trace');
  expect(traced.err).toContain('    at ');
});
