import { expect, test } from 'vitest';
import { coverage } from '../../test/covered';
import { failedPart, progress } from '../../test/states';
import { en } from '../../words/en';
import { Formats } from '../../words/format';
import { dayWords } from './dayWords';
import { looksOf } from './looks';
import { yearsOf } from './years';

const at = (day: string, running: typeof progress | null = null) =>
  looksOf({ coverage: coverage(), progress: running })(day);

test('a day looks as it is kept; what is before all that is known is missing, what is after today is to come', () => {
  expect(
    ['2026-11-18', '2026-10-22', '2026-09-06', '2026-09-07', '2026-09-30', '2019-01-01', '2026-11-19'].map(
      (day) => at(day).look,
    ),
  ).toEqual(['changing', 'partial', 'empty', 'failed', 'missing', 'missing', 'future']);
});

test('the share of a day is what has passed of it less the hours that are missing', () => {
  expect(at('2026-10-22').share).toBeCloseTo(12.5 / 24);
  expect(at('2026-10-21').share).toBe(1);
  expect(at('2026-09-30').share).toBe(0);
  expect(at('2026-11-18').share).toBe(1);
});

test('while a download runs, what it asks for is downloading and what it could not get has failed', () => {
  const running = { ...progress, failed: [failedPart], asking: { from: '2026-09-07', to: '2026-09-21' } };
  expect(
    ['2026-09-06', '2026-09-07', '2026-09-08', '2026-09-21', '2026-09-22'].map((day) => at(day, running).look),
  ).toEqual(['empty', 'failed', 'downloading', 'downloading', 'missing']);
});

test('a day is told in one sentence, with what is kept of it and why it is not whole', () => {
  const formats = new Formats('en-US', 'en-US', { today: 'today', yesterday: 'yesterday' });
  const words = (day: string) => dayWords(at(day), en.downloads, formats);
  expect(words('2026-10-05')).toBe('Monday, October 5, 2026: Complete, 385 interactions');
  expect(words('2026-09-07')).toBe('Monday, September 7, 2026: Failed. The answer came incomplete.');
  expect(words('2026-11-19')).toBe('Thursday, November 19, 2026: Yet to come');
});

test('years reach back to the oldest day that is known, and some years at least', () => {
  expect(yearsOf(coverage()).map(({ year, days }) => [year, days])).toEqual([
    ['2026', 110],
    ['2025', 0],
    ['2024', 0],
  ]);
  const [month] = coverage().months;
  const old = { ...coverage(), months: month ? [month, { ...month, month: '2021-05' }] : [] };
  expect(yearsOf(old).map(({ year }) => year)).toEqual(['2026', '2025', '2024', '2023', '2022', '2021']);
});
