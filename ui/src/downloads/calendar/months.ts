/** Days and months as text, `YYYY-MM-DD` and `YYYY-MM`: the arithmetic of a calendar whose weeks begin on Monday. */
import type { Days } from '../../host';

/** Nothing is older: wolkvox was not there. The calendar has to end somewhere. */
export const EARLIEST = '2000-01-01';

const DAY_MS = 86_400_000;

/** The day some days later, or earlier. */
export function addDays(day: string, by: number): string {
  return text(new Date(Date.parse(day) + by * DAY_MS));
}

/** The month of a day, a moment or a month. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The month some months later, or earlier. */
export function addMonths(month: string, by: number): string {
  return monthOf(text(new Date(Date.UTC(yearOf(month), numberOf(month) - 1 + by, 1))));
}

/** How many months lie from one to another: 0 for the same one. */
export function monthsBetween(from: string, to: string): number {
  return 12 * (yearOf(to) - yearOf(from)) + numberOf(to) - numberOf(from);
}

/** The same date some months later; the month's last day where it has none of that number. */
export function sameDate(day: string, by: number): string {
  const month = addMonths(monthOf(day), by);
  const date = Math.min(Number(day.slice(8, 10)), lengthOf(month));
  return `${month}-${String(date).padStart(2, '0')}`;
}

/** How many days a month has. */
export function lengthOf(month: string): number {
  return new Date(Date.UTC(yearOf(month), numberOf(month), 0)).getUTCDate();
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
}

/** The weeks of a month, Monday first; `null` where a week reaches into another month. */
export function weeksOf(month: string): (string | null)[][] {
  const before = weekdayOf(`${month}-01`);
  const days = lengthOf(month);
  return Array.from({ length: Math.ceil((before + days) / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_day, weekday) => {
      const date = 7 * week + weekday - before + 1;
      return date < 1 || date > days ? null : `${month}-${String(date).padStart(2, '0')}`;
    }),
  );
}

/** The months up to `last`, oldest first. */
export function monthsUpTo(last: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addMonths(last, index + 1 - count));
}

/** A day kept between two. */
export function within(day: string, { from, to }: Days): string {
  return day < from ? from : day > to ? to : day;
}

/** Any one week, for the names of its days: Monday first. */
export const SOME_WEEK: readonly string[] = Array.from({ length: 7 }, (_, index) => addDays('2024-01-01', index));

function yearOf(month: string): number {
  return Number(month.slice(0, 4));
}

function numberOf(month: string): number {
  return Number(month.slice(5, 7));
}

function text(date: Date): string {
  return date.toISOString().slice(0, 10);
}
