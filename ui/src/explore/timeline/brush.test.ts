import { expect, test } from 'vitest';
import { barAt, between, brushOf, daysOf, labelled, shifted } from './brush';

const bars = Array.from({ length: 10 }, (_, index) => {
  const day = `2026-11-${String(index + 1).padStart(2, '0')}`;
  return { from: day, to: day, total: index, low: 0 };
});

test('a brush is days, and days are a brush', () => {
  const days = { from: '2026-11-03', to: '2026-11-05' };
  expect(brushOf(bars, days)).toEqual({ first: 2, last: 4 });
  expect(daysOf(bars, between(4, 2))).toEqual(days);
  expect(brushOf(bars, null)).toBeNull();
  expect(brushOf(bars, { from: '2026-12-01', to: '2026-12-05' })).toBeNull();
});

test('days inside a week lie on that week', () => {
  const weeks = [
    { from: '2026-11-02', to: '2026-11-08', total: 1, low: 0 },
    { from: '2026-11-09', to: '2026-11-15', total: 1, low: 0 },
  ];
  expect(brushOf(weeks, { from: '2026-11-10', to: '2026-11-11' })).toEqual({ first: 1, last: 1 });
});

test('edges stop at each other and at the ends', () => {
  const brush = { first: 2, last: 4 };
  expect(shifted(brush, 'first', -1, 10)).toEqual({ first: 1, last: 4 });
  expect(shifted(brush, 'first', 9, 10)).toEqual({ first: 4, last: 4 });
  expect(shifted(brush, 'last', -9, 10)).toEqual({ first: 2, last: 2 });
  expect(shifted(brush, 'both', 9, 10)).toEqual({ first: 7, last: 9 });
  expect(shifted(brush, 'both', -9, 10)).toEqual({ first: 0, last: 2 });
});

test('a point outside belongs to the nearest bar', () => {
  expect(barAt(-5, 100, 10)).toBe(0);
  expect(barAt(55, 100, 10)).toBe(5);
  expect(barAt(100, 100, 10)).toBe(9);
});

test('labels find room, and the last bar has one', () => {
  expect(labelled(18, 330, 54)).toEqual([0, 3, 6, 9, 12, 17]);
  expect(labelled(5, 400, 56)).toEqual([0, 1, 2, 3, 4]);
  expect(labelled(1, 400, 56)).toEqual([0]);
  expect(labelled(0, 400, 56)).toEqual([]);
});
