/** Periods in words and in days. Days are `YYYY-MM-DD`, months `YYYY-MM`; neither has a zone. */
import type { Days, Span } from '../host';
import { PRESETS } from '../state/spans';
import type { Formats } from '../words/format';

/** What is offered: the periods by name, and days of one's own. */
export const OFFERED = [...PRESETS, 'custom'] as const satisfies readonly Span['kind'][];

/** A period that can be chosen. */
export type Offered = (typeof OFFERED)[number];

/** The first and the last day of a month. */
export function daysOfMonth(month: string): Days {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month.slice(0, 7)}-01`, to: `${month.slice(0, 7)}-${String(last).padStart(2, '0')}` };
}

/** A span of these days. */
export function spanOf({ from, to }: Days): Span {
  return { kind: 'custom', from, to };
}

/** `septiembre de 2026` where the days are a whole month, or as much of it as has passed; else the days. */
export function periodWords({ from, to }: Days, present: string | null, formats: Formats): string {
  const month = daysOfMonth(from);
  const isWhole = from === month.from && (to === month.to || (to === present?.slice(0, 10) && to > from));
  if (isWhole && to <= month.to) return formats.month(from);
  return formats.days(from, to);
}

/** What is wrong with two days that were typed. */
export type DaysFault = 'missing' | 'turned' | null;

/** Checks two days that were typed. */
export function faultOf({ from, to }: Days): DaysFault {
  if (!isDay(from) || !isDay(to)) return 'missing';
  return from > to ? 'turned' : null;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

/** How many days lie between two, both included. */
export function countDays({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** The days from one to another, both included. */
export function eachDay({ from, to }: Days): string[] {
  const start = Date.parse(from);
  return Array.from({ length: Math.max(0, countDays({ from, to })) }, (_, index) =>
    new Date(start + index * 86_400_000).toISOString().slice(0, 10),
  );
}
