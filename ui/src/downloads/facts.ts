/** What is known of picked days, summed up: for the panel that tells of them. */
import type { Again, Days, Hours } from '../host';
import type { Day, Look } from './calendar/looks';
import { eachDay } from './period';

/** What is known of a run of days. */
export interface Facts {
  /** How many days of each look, those that need most attention first. */
  readonly counts: readonly { look: Look; count: number }[];
  /** Interactions that are kept of them. */
  readonly records: number;
  /** Hours that are missing; only of a single day. */
  readonly gaps: readonly Hours[];
  /** Why some of them are not whole: codes, each once. */
  readonly reasons: readonly string[];
  /** Interactions that may still change. */
  readonly changing: number;
  /** When the oldest part of what is kept came: nothing is older than this. */
  readonly fetchedAt: string | null;
  /** When a request for them failed last. */
  readonly failedAt: string | null;
  /** When Traza asks for any of them by itself next. */
  readonly next: string | null;
}

const BY_ATTENTION: readonly Look[] = [
  'failed',
  'missing',
  'partial',
  'downloading',
  'changing',
  'complete',
  'empty',
  'future',
];

/** Sums up the days from one to another. */
export function factsOf(days: Days, look: (day: string) => Day): Facts {
  const all = eachDay(days).map(look);
  const known = all.flatMap((day) => (day.known ? [day.known] : []));
  const only = known.length === 1 && all.length === 1 ? known[0] : undefined;
  return {
    counts: BY_ATTENTION.map((one) => ({ look: one, count: all.filter((day) => day.look === one).length })).filter(
      ({ count }) => count > 0,
    ),
    records: known.reduce((sum, day) => sum + day.records, 0),
    gaps: only?.state === 'missing' ? [] : (only?.gaps ?? []),
    reasons: [...new Set(known.flatMap((day) => (day.reason === null ? [] : [day.reason])))],
    changing: known.reduce((sum, day) => sum + day.changing, 0),
    fetchedAt: least(known.map((day) => day.fetched_at)),
    failedAt: most(known.map((day) => day.failed_at)),
    next: least(known.map((day) => day.next)),
  };
}

/** What people mostly want of such days: what is missing; else what may change; else, of whole days, all of it anew. */
export function againFor({ counts }: Facts): Again {
  const has = (...looks: Look[]) => counts.some(({ look }) => looks.includes(look));
  if (has('failed', 'missing', 'partial', 'downloading')) return 'needed';
  return has('changing') ? 'changing' : 'everything';
}

function least(moments: readonly (string | null)[]): string | null {
  return sorted(moments)[0] ?? null;
}

function most(moments: readonly (string | null)[]): string | null {
  return sorted(moments).at(-1) ?? null;
}

function sorted(moments: readonly (string | null)[]): string[] {
  return moments.filter((moment) => moment !== null).sort();
}
