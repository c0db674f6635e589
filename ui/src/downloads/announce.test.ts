import { expect, test } from 'vitest';
import type { Progress } from '../host';
import { Milestones } from './announce';

const progress = (days_done: number, operation = 'a'): Progress => ({
  operation,
  from: '2026-09-01',
  to: '2026-09-30',
  state: { kind: 'asking' },
  requests: days_done,
  planned: 40,
  days_done,
  days: 40,
  records: 0,
  seconds_left: null,
  failed: [],
  asking: null,
});

test('says the start and each quarter once, and leaves the end to the end', () => {
  const milestones = new Milestones();
  const said = Array.from({ length: 41 }, (_, day) => milestones.after(progress(day)));
  expect(said.flatMap((one, day) => (one ? [[day, one.kind]] : []))).toEqual([
    [0, 'start'],
    [10, 'quarter'],
    [20, 'quarter'],
    [30, 'quarter'],
  ]);
});

test('two operations do not speak for each other, and the next download starts anew', () => {
  const milestones = new Milestones();
  expect(milestones.after(progress(0))?.kind).toBe('start');
  expect(milestones.after(progress(20, 'b'))?.kind).toBe('start');
  milestones.ended('a');
  expect(milestones.after(progress(0))?.kind).toBe('start');
});
