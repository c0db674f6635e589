/** The strip of days above a running download: what is there, what is coming, what failed. */
import type { CoverageShown, Progress } from '../host';
import type { Look } from './calendar/looks';
import { eachDay } from './period';

/** More days than this do not fit side by side: then a bar stands for several. */
const MOST_BARS = 62;

/** A bar: a day, or several in a row. */
export interface StripBar {
  readonly from: string;
  readonly to: string;
  /** The state that needs most attention of those it stands for. */
  readonly state: Look;
  /** How high it stands, from 0 to 1, by its interactions. */
  readonly height: number;
  readonly records: number;
}

/** What of a download its strip shows. */
export type Coming = Pick<Progress, 'from' | 'to' | 'failed' | 'asking'>;

/** From what needs most attention to what needs least. */
const BY_ATTENTION: readonly Look[] = ['failed', 'downloading', 'missing', 'partial', 'changing', 'complete', 'empty'];

/** The bars of a period that is being downloaded. */
export function stripOf(progress: Coming, coverage: CoverageShown | null): StripBar[] {
  const { failed, asking } = progress;
  const known = new Map(coverage?.months.flatMap((month) => month.list.map((day) => [day.day, day])));
  const each = eachDay(progress).map((day) => {
    const shown = known.get(day);
    const hasFailed = failed.some((window) => window.from.slice(0, 10) <= day && day <= window.to.slice(0, 10));
    const isAsked = asking !== null && asking.from <= day && day <= asking.to;
    const state: Look = hasFailed ? 'failed' : isAsked ? 'downloading' : (shown?.state ?? 'missing');
    return { day, state, records: shown?.records ?? 0 };
  });
  const size = Math.ceil(each.length / MOST_BARS);
  const bars: Omit<StripBar, 'height'>[] = [];
  for (let start = 0; start < each.length; start += size) {
    const group = each.slice(start, start + size);
    const [first, last] = [group[0], group.at(-1)];
    if (!first || !last) break;
    const records = group.reduce((sum, day) => sum + day.records, 0);
    const state = BY_ATTENTION.find((one) => group.some((day) => day.state === one)) ?? 'missing';
    bars.push({ from: first.day, to: last.day, state, records });
  }
  const highest = Math.max(1, ...bars.map((bar) => bar.records));
  return bars.map((bar) => ({ ...bar, height: bar.records / highest }));
}
