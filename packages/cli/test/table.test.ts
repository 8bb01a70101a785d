import { expect, it } from 'vitest';
import { figure, percent, table } from '../src/table.ts';

const columns = [
  { head: 'asset', cells: ['ALFA', 'B'] },
  { head: 'truth', cells: ['', ''] },
  { head: 'hold', cells: ['-35.2%', ''], align: 'right', spare: 1 },
  { head: 'trials', cells: ['9', '1780'], align: 'right', spare: 2 },
] as const;

it('puts figures to the right and leaves out what nobody knows', () => {
  expect(table(columns)).toBe('asset    hold  trials\nALFA   -35.2%       9\nB                1780');
});

it('gives up what can be spared where there is no room, and no more than that', () => {
  expect(table(columns, 21)).toBe(table(columns));
  expect(table(columns, 20)).toBe('asset    hold\nALFA   -35.2%\nB');
  expect(table(columns, 12)).toBe('asset\nALFA\nB');
  expect(table(columns, 2)).toBe('asset\nALFA\nB');
});

it('shows nothing for a figure that does not exist', () => {
  expect([figure(Number.NaN), figure(1.005, 1), percent(Number.NaN), percent(-0.352)]).toEqual([
    '',
    '1.0',
    '',
    '-35.2%',
  ]);
});
