/** How each day of the calendar looks: its state, how much of it is there, and what a download does to it now. */
import type { CoverageShown, DayShown, DayState, FailedWindow, Progress } from '../../host';

/** The look of a day: a state of what is kept, on its way, or not there yet. */
export type Look = DayState | 'downloading' | 'future';

/** All that is drawn of a day. */
export interface Day {
  readonly day: string;
  readonly look: Look;
  /** How much of it is covered, from 0 to 1. */
  readonly share: number;
  /** What is kept of it; `null` where nothing is known. */
  readonly known: DayShown | null;
}

const DAY_MINUTES = 24 * 60;

/** Where the looks of days come from. */
export interface Seen {
  readonly coverage: CoverageShown;
  /** The download that runs. */
  readonly progress: Progress | null;
}

/** The looks of any day, by what is kept and what runs. */
export function looksOf({ coverage, progress }: Seen): (day: string) => Day {
  const known = new Map(coverage.months.flatMap((month) => month.list.map((day) => [day.day, day])));
  const { present } = coverage;
  return (day) => {
    const kept = known.get(day) ?? null;
    return { day, look: lookOf(day, kept, { present, progress }), share: shareOf(day, kept, present), known: kept };
  };
}

function lookOf(
  day: string,
  kept: DayShown | null,
  { present, progress }: { present: string; progress: Progress | null },
): Look {
  if (day > present.slice(0, 10)) return 'future';
  if (progress && progress.failed.some((window) => touches(day, window))) return 'failed';
  if (progress && isAsked(day, progress)) return 'downloading';
  return kept?.state ?? 'missing';
}

/** Whether the request that is under way covers the day. */
function isAsked(day: string, progress: Progress): boolean {
  const { asking } = progress;
  return asking !== null && asking.from <= day && day <= asking.to;
}

function touches(day: string, { from, to }: FailedWindow): boolean {
  return from.slice(0, 10) <= day && day <= to.slice(0, 10);
}

/** How much of a day is covered, by the hours that are not: 0 for none, 1 for all that has passed of it. */
export function shareOf(day: string, kept: DayShown | null, present: string): number {
  if (kept === null || kept.state === 'missing') return 0;
  const passed = day === present.slice(0, 10) ? Math.max(1, minutesOf(present.slice(11, 16))) : DAY_MINUTES;
  const lacking = kept.gaps.reduce((sum, { from, to }) => sum + minutesOf(to) - minutesOf(from), 0);
  return Math.min(1, Math.max(0, 1 - lacking / passed));
}

function minutesOf(time: string): number {
  return 60 * Number(time.slice(0, 2)) + Number(time.slice(3, 5));
}
