import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  monthsBetween,
  monthsUpTo,
  sameDate,
  SOME_WEEK,
  weekdayOf,
  weeksOf,
  within,
} from './months';

test('goes over the ends of months and years, and over the days that clocks are changed', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
  expect(addDays('2026-03-29', 1)).toBe('2026-03-30');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(addMonths('2026-11', 14)).toBe('2028-01');
  expect(monthsBetween('2025-11', '2026-02')).toBe(3);
  expect(monthsBetween('2026-02', '2025-11')).toBe(-3);
});

test('the same date of a shorter month is its last day', () => {
  expect(sameDate('2026-10-31', 1)).toBe('2026-11-30');
  expect(sameDate('2026-03-30', -1)).toBe('2026-02-28');
  expect(sameDate('2026-11-18', -1)).toBe('2026-10-18');
});

test('weeks begin on Monday and belong to one month alone', () => {
  const weeks = weeksOf('2026-09');
  expect(weeks).toHaveLength(5);
  expect(weeks[0]).toEqual([null, '2026-09-01', '2026-09-02', '2026-09-03', '2026-09-04', '2026-09-05', '2026-09-06']);
  expect(weeks[4]?.slice(0, 4)).toEqual(['2026-09-28', '2026-09-29', '2026-09-30', null]);
  expect(weeksOf('2026-11')).toHaveLength(6);
  expect(weeksOf('2027-02')).toHaveLength(4);
  expect(SOME_WEEK.map(weekdayOf)).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test('every day of a month is in its weeks exactly once, whatever the month', () => {
  for (const month of monthsUpTo('2028-12', 36)) {
    const days = weeksOf(month)
      .flat()
      .filter((day) => day !== null);
    expect(days).toEqual([...new Set(days)].sort());
    for (const [weekday, day] of weeksOf(month).flatMap((week) => [...week.entries()])) {
      if (day !== null) expect(weekdayOf(day)).toBe(weekday);
    }
  }
});

test('shows the months up to one, oldest first', () => {
  expect(monthsUpTo('2026-02', 4)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
});

test('keeps a day between two', () => {
  const days = { from: '2026-01-10', to: '2026-01-20' };
  expect(within('2026-01-01', days)).toBe('2026-01-10');
  expect(within('2026-02-01', days)).toBe('2026-01-20');
  expect(within('2026-01-15', days)).toBe('2026-01-15');
});
