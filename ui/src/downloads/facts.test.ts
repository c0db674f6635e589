import { expect, test } from 'vitest';
import { coverage } from '../test/covered';
import { looksOf } from './calendar/looks';
import { againFor, factsOf } from './facts';

const look = looksOf({ coverage: coverage(), progress: null });
const facts = (from: string, to = from) => factsOf({ from, to }, look);

test('counts the days of each state, those that need attention first', () => {
  expect(facts('2026-09-05', '2026-09-22').counts).toEqual([
    { look: 'failed', count: 1 },
    { look: 'missing', count: 3 },
    { look: 'complete', count: 13 },
    { look: 'empty', count: 1 },
  ]);
});

test('a single day tells its missing hours, several tell when the oldest of them came', () => {
  expect(facts('2026-10-22').gaps).toEqual([{ from: '09:30', to: '21:00' }]);
  expect(facts('2026-10-22', '2026-10-23').gaps).toEqual([]);
  expect(facts('2026-11-17', '2026-11-18').fetchedAt).toBe('2026-11-17 18:30:00');
  expect(facts('2026-09-22')).toMatchObject({ records: 0, gaps: [], fetchedAt: null, next: null });
});

test('wants what is missing first, then what may change, and all of it only where all is there', () => {
  expect(againFor(facts('2026-09-05', '2026-09-22'))).toBe('needed');
  expect(againFor(facts('2026-10-22'))).toBe('needed');
  expect(againFor(facts('2026-11-10', '2026-11-18'))).toBe('changing');
  expect(againFor(facts('2026-10-01', '2026-10-05'))).toBe('everything');
  expect(againFor(facts('2026-09-06'))).toBe('everything');
});
