/** Invented coverage for tests and for looking at the calendar: a day of every state, the same ones every time. */
import type { CoverageShown, DayShown, Month } from '../host';
import { present } from './seed';

/** What is known of an operation of which nothing was ever downloaded. */
export const nothingCovered: CoverageShown = {
  selects_by: 'unknown',
  months: [],
  records: 0,
  bytes: 0,
  last_download: null,
  present,
  pending: null,
};

/** Four months: the oldest from the 24th on, September until the 19th, a failed day, two cut off, today changing. */
export function coverage(): CoverageShown {
  const months = [
    month('2026-11', 18, (date) => (date === 18 ? 'changing' : 'complete')),
    month('2026-10', 31, (date) => (date === 22 || date === 23 ? 'partial' : 'complete')),
    month('2026-09', 30, (date) => (date === 6 ? 'empty' : date === 7 ? 'failed' : date < 20 ? 'complete' : 'missing')),
    month('2026-08', 31, (date) => (date < 24 ? 'missing' : 'complete')),
  ];
  return {
    selects_by: 'creation',
    months,
    records: months.reduce((sum, one) => sum + one.records, 0),
    bytes: 212_345_678,
    last_download: present,
    present,
    pending: null,
  };
}

function month(name: string, days: number, stateOf: (date: number) => DayShown['state']): Month {
  const list = Array.from({ length: days }, (_, index) => dayOf(name, index + 1, stateOf(index + 1)));
  return {
    month: name,
    complete: list.filter((day) => day.state === 'complete' || day.state === 'empty').length,
    days,
    records: list.reduce((sum, day) => sum + day.records, 0),
    list,
  };
}

function dayOf(month: string, date: number, state: DayShown['state']): DayShown {
  const day = `${month}-${String(date).padStart(2, '0')}`;
  const records = ['complete', 'partial', 'changing'].includes(state) ? 380 + ((date * 37) % 90) : 0;
  const common = { day, state, records, reason: null, gaps: [], changing: 0, failed_at: null, next: null };
  switch (state) {
    case 'missing':
      return { ...common, fetched_at: null };
    case 'failed':
      return {
        ...common,
        fetched_at: null,
        reason: 'cut_off',
        gaps: [{ from: '00:00', to: '24:00' }],
        failed_at: '2026-11-17 18:31:00',
      };
    case 'partial':
      return {
        ...common,
        records: Math.round(records / 2),
        fetched_at: '2026-11-17 18:30:00',
        gaps: [{ from: '09:30', to: '21:00' }],
      };
    case 'changing':
      return { ...common, fetched_at: present, changing: 12, next: '2026-11-18 14:10:00' };
    case 'empty':
    case 'complete':
      return { ...common, fetched_at: '2026-11-17 18:30:00' };
  }
}
