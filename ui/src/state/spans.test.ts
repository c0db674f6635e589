import { expect, test } from 'vitest';
import { daysOf, PRESETS } from './spans';

type Named = Parameters<typeof daysOf>[0];

const shown = (preset: Named, today: string) => {
  const days = daysOf(preset, `${today} 14:05:00`);
  return days && `${days.from} ${days.to}`;
};

// The same dates as in the tests of crates/app/src/span.rs, which resolves what is asked for.
test.each<[Named, string, string | null]>([
  ['this_week', '2026-11-22', '2026-11-16 2026-11-22'],
  ['last_week', '2026-11-22', '2026-11-09 2026-11-15'],
  ['this_week', '2026-11-23', '2026-11-23 2026-11-23'],
  ['last_week', '2026-11-23', '2026-11-16 2026-11-22'],
  ['last_month', '2026-03-31', '2026-02-01 2026-02-28'],
  ['last_month', '2028-03-01', '2028-02-01 2028-02-29'],
  ['last_month', '2026-01-15', '2025-12-01 2025-12-31'],
  ['this_month', '2026-11-01', '2026-11-01 2026-11-01'],
  ['last3_months', '2026-05-31', '2026-03-01 2026-05-31'],
  ['last3_months', '2026-01-31', '2025-11-01 2026-01-31'],
  ['today', '2026-11-22', '2026-11-22 2026-11-22'],
  ['yesterday', '2026-01-01', '2025-12-31 2025-12-31'],
  ['last7_days', '2026-11-22', '2026-11-16 2026-11-22'],
  ['last30_days', '2026-11-22', '2026-10-24 2026-11-22'],
  ['this_year', '2026-11-22', '2026-01-01 2026-11-22'],
  ['all', '2026-11-22', null],
])('%s, seen from %s, means what the program makes of it', (preset, today, days) => {
  expect(shown(preset, today)).toBe(days);
});

test('every period by name means days', () => {
  for (const preset of PRESETS) expect(shown(preset, '2026-11-18')).toMatch(/^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
});
