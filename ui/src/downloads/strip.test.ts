import { expect, test } from 'vitest';
import type { CoverageShown, DayShown } from '../host';
import { stripOf, type Coming } from './strip';

const day = (day: string, state: DayShown['state'], records: number): DayShown => ({
  day,
  state,
  records,
  reason: null,
  fetched_at: null,
  gaps: [],
  changing: 0,
  failed_at: null,
  next: null,
});

const covered = (list: DayShown[]): CoverageShown => ({
  selects_by: 'unknown',
  months: [{ month: '2026-09', complete: 0, days: 30, records: 0, list }],
  records: 0,
  bytes: 0,
  last_download: null,
  present: '2026-11-18 14:05:00',
  pending: null,
});

const coming = (from: string, to: string): Coming => ({ from, to, failed: [], asking: null });

test('the days that are asked for now are seen as such', () => {
  const asking = { from: '2026-09-02', to: '2026-09-03' };
  const bars = stripOf({ ...coming('2026-09-01', '2026-09-04'), asking }, null);
  expect(bars.map((bar) => bar.state)).toEqual(['missing', 'downloading', 'downloading', 'missing']);
});

test('a day is as high as its interactions, one that is not there yet is missing', () => {
  const coverage = covered([day('2026-09-01', 'complete', 200), day('2026-09-02', 'complete', 100)]);
  const bars = stripOf(coming('2026-09-01', '2026-09-03'), coverage);
  expect(bars.map((bar) => [bar.state, bar.height])).toEqual([
    ['complete', 1],
    ['complete', 0.5],
    ['missing', 0],
  ]);
});

test('a window that failed marks every day it touches', () => {
  const failed = [{ from: '2026-09-02 00:00:00', to: '2026-09-03 11:59:59', reason: 'cut_off' }];
  const bars = stripOf({ ...coming('2026-09-01', '2026-09-04'), failed }, null);
  expect(bars.map((bar) => bar.state)).toEqual(['missing', 'failed', 'failed', 'missing']);
});

test('a long period is drawn with several days to a bar, and the worst of them shows', () => {
  const failed = [{ from: '2026-01-03 00:00:00', to: '2026-01-03 23:59:59', reason: 'cut_off' }];
  const bars = stripOf({ ...coming('2026-01-01', '2026-12-31'), failed }, null);
  expect(bars.length).toBeLessThanOrEqual(62);
  expect(bars[0]?.state).toBe('failed');
  expect(bars.at(-1)?.to).toBe('2026-12-31');
});
