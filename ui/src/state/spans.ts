/**
 * The periods to choose from, and the days that each means on a given day. Weeks begin on Monday. The program resolves
 * what is asked for; the page says beforehand what it will mean, so `crates/app/src/span.rs` and this say the same.
 */
import type { Days, Span } from '../host';

/** The span of a fresh installation, as the program has it. */
export const FIRST_SPAN: Span = { kind: 'last30_days' };

/** The periods by name, in the order in which they are offered. */
export const PRESETS = [
  'today',
  'yesterday',
  'this_week',
  'last_week',
  'last7_days',
  'last30_days',
  'this_month',
  'last_month',
  'last3_months',
  'this_year',
] as const satisfies readonly Span['kind'][];

/** A period by name. */
export type Preset = (typeof PRESETS)[number];

const DAY_MS = 86_400_000;

/** The days of a preset, seen from a day; `null` for all there is. */
export function daysOf(preset: Preset | 'all', today: string): Days | null {
  const now = new Date(`${today.slice(0, 10)}T00:00:00Z`);
  const sinceMonday = (now.getUTCDay() + 6) % 7;
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const ago = (days: number) => day(new Date(now.getTime() - days * DAY_MS));
  switch (preset) {
    case 'today':
      return { from: ago(0), to: ago(0) };
    case 'yesterday':
      return { from: ago(1), to: ago(1) };
    case 'this_week':
      return { from: ago(sinceMonday), to: ago(0) };
    case 'last_week':
      return { from: ago(sinceMonday + 7), to: ago(sinceMonday + 1) };
    case 'last7_days':
      return { from: ago(6), to: ago(0) };
    case 'last30_days':
      return { from: ago(29), to: ago(0) };
    case 'this_month':
      return { from: utc(year, month, 1), to: ago(0) };
    case 'last_month':
      return { from: utc(year, month - 1, 1), to: utc(year, month, 0) };
    case 'last3_months':
      return { from: utc(year, month - 2, 1), to: ago(0) };
    case 'this_year':
      return { from: utc(year, 0, 1), to: ago(0) };
    case 'all':
      return null;
  }
}

function utc(year: number, month: number, date: number): string {
  return day(new Date(Date.UTC(year, month, date)));
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
