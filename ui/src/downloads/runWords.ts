/** A download that was, in words: what it covered, what it brought and changed, how it ended. */
import type { ChangeCounts, Ended, RunShown } from '../host';
import type { Formats } from '../words/format';
import type { Catalogue } from '../words/index.svelte';
import { addDays } from './calendar/months';
import { periodWords } from './period';
import { reasonWords } from './reasons';

type Words = Catalogue['downloads'];

/** `Hoy`, `octubre 2026`, `24–31 ago`: as short as it can be said, seen from the present. */
export function runPeriod({ from, to }: RunShown, present: string, words: Words, formats: Formats): string {
  const today = present.slice(0, 10);
  if (from === to && from === today) return words.runs.today;
  if (from === to && from === addDays(today, -1)) return words.runs.yesterday;
  const isMonth = periodWords({ from, to }, present, formats) === formats.month(from);
  return isMonth ? `${formats.monthName(from)} ${from.slice(0, 4)}` : namedDays(from, to, today, formats);
}

/** The year is said only where it is not the present one. */
function namedDays(from: string, to: string, today: string, formats: Formats): string {
  const isNear = from.slice(0, 4) === today.slice(0, 4) && to.slice(0, 4) === today.slice(0, 4);
  return isNear ? formats.daysNamed(from, to) : formats.days(from, to);
}

/** How many interactions it changed, new ones apart. */
export function changed({ closed, reopened, rescored, recoded, edited, gone }: Omit<ChangeCounts, 'new'>): number {
  return closed + reopened + rescored + recoded + edited + gone;
}

/** What it changed: `14 cambios`; what nothing was changed by says so. */
export function changeWords({ changes }: RunShown, words: Words, formats: Formats): string {
  const count = changed(changes);
  if (count > 0) return words.runs.changes(count, formats.number(count));
  return changes.new === 0 ? words.runs.noChanges : '';
}

/** Those that are over: what the newest one still does is told where it runs. */
export function earlierRuns(list: readonly RunShown[], isRunning: boolean): RunShown[] {
  return list.filter((run, place) => run.ended || place > 0 || !isRunning);
}

/** The run that a download was, once it is among them: what it changed is told with its end. */
export function runOf(ended: Ended, list: readonly RunShown[]): RunShown | undefined {
  const newest = list[0];
  const isSame = (['from', 'to', 'requests', 'records'] as const).every((field) => newest?.[field] === ended[field]);
  return newest?.ended === true && isSame ? newest : undefined;
}

/** How it ended, where it is not simply done. */
export function troubleWords(run: RunShown, words: Words): string | null {
  if (run.reason === 'cancelled') return words.runs.cancelled;
  if (run.reason !== null) return words.runs.unfinished(reasonWords(run.reason, words));
  return run.ended ? null : words.runs.cut;
}
