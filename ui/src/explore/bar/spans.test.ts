import { expect, test } from 'vitest';
import { daysOf, PRESETS } from './spans';

test('each period means days, seen from a Wednesday', () => {
  const days = (preset: (typeof PRESETS)[number]) => {
    const found = daysOf(preset, '2026-11-18 14:05:00');
    return found ? `${found.from}..${found.to}` : null;
  };
  expect(days('today')).toBe('2026-11-18..2026-11-18');
  expect(days('yesterday')).toBe('2026-11-17..2026-11-17');
  expect(days('this_week')).toBe('2026-11-16..2026-11-18');
  expect(days('last_week')).toBe('2026-11-09..2026-11-15');
  expect(days('last7_days')).toBe('2026-11-12..2026-11-18');
  expect(days('last30_days')).toBe('2026-10-20..2026-11-18');
  expect(days('this_month')).toBe('2026-11-01..2026-11-18');
  expect(days('last_month')).toBe('2026-10-01..2026-10-31');
  expect(days('this_year')).toBe('2026-01-01..2026-11-18');
  expect(days('all')).toBeNull();
});

test('weeks begin on Monday, and January looks back into the year before', () => {
  expect(daysOf('this_week', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  expect(daysOf('last_month', '2026-01-31')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
});
