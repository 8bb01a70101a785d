import { parsePipelineConfig } from '@quantblocks/pipeline';
import { expect, it } from 'vitest';
import { PhaseView } from '../src/phase-progress.ts';

const config = parsePipelineConfig({
  screen: { trials: 100 },
  validate: { trials: 100, folds: 3 },
  rescue: { enabled: false },
});
const plan = { assets: ['ALFA', 'B'], phases: ['screen', 'validate', 'rescue'], config } as const;

function watch(isTerminal: boolean): { view: PhaseView; text: () => string; clock: { now: number } } {
  let text = '';
  const clock = { now: 0 };
  const io = {
    out: () => {},
    err: (more: string) => {
      text += more;
    },
    isTerminal,
    width: 60,
  };
  return { view: new PhaseView(io, plan, () => clock.now), text: () => text, clock };
}

it('bounds the time that is left by what each asset may still go through', () => {
  const { view, clock } = watch(false);
  expect(view.timeLeft()).toBeNaN();
  clock.now = 1000;
  view.update({ asset: 'ALFA', phase: 'screen', event: 'started' });
  view.update({ asset: 'ALFA', phase: 'screen', event: 'ended', status: 'PASS', durationMs: 1000 });
  // Screening has 100 trials, validation 300: 300 + 100 + 300 are left.
  expect(view.timeLeft()).toBe(7000);
  view.update({ asset: 'B', phase: 'screen', event: 'ended', status: 'FAIL', durationMs: 1000 });
  clock.now = 2000;
  expect(view.timeLeft()).toBe(3000);
  view.update({ asset: 'ALFA', phase: 'validate', event: 'ended', status: 'PASS', durationMs: 1000 });
  expect(view.timeLeft()).toBe(0);
  view[Symbol.dispose]();
});

it('does not take what was kept for work', () => {
  const { view, clock } = watch(false);
  clock.now = 1000;
  view.update({ asset: 'ALFA', phase: 'screen', event: 'kept', status: 'PASS', durationMs: 0 });
  expect(view.timeLeft()).toBeNaN();
});

it('writes plain lines where nothing can be redrawn', () => {
  const { view, text } = watch(false);
  view.update({ asset: 'B', phase: 'screen', event: 'started' });
  view.update({ asset: 'B', phase: 'screen', event: 'ended', status: 'FAIL', durationMs: 1500 });
  expect(text()).toBe('screen    B     FAIL  1.5 s\n');
});

it('redraws one line in a terminal, no longer than it is wide, and leaves none', () => {
  const { view, text, clock } = watch(true);
  clock.now = 1000;
  view.update({ asset: 'ALFA', phase: 'screen', event: 'started' });
  expect(text()).toBe('0/2 assets, 1.0 s: ALFA screen');
  view.update({ asset: 'ALFA', phase: 'screen', event: 'ended', status: 'PASS', durationMs: 900 });
  expect(text()).toContain('\r\u001b[Kscreen    ALFA  PASS  0.9 s\n0/2 assets, 1.0 s, at most 7.0 s left');
  view[Symbol.dispose]();
  expect(text().endsWith('\r\u001b[K')).toBe(true);
});
