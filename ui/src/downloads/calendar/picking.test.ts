import { expect, test } from 'vitest';
import { daysOf, holds, pickOne, stretchTo } from './picking';

test('stretches to either side of where picking began', () => {
  const picked = pickOne('2026-09-10');
  expect(daysOf(stretchTo(picked, '2026-09-14'))).toEqual({ from: '2026-09-10', to: '2026-09-14' });
  expect(daysOf(stretchTo(stretchTo(picked, '2026-09-14'), '2026-09-02'))).toEqual({
    from: '2026-09-02',
    to: '2026-09-10',
  });
});

test('without a beginning the day itself is one', () => {
  expect(daysOf(stretchTo(null, '2026-09-14'))).toEqual({ from: '2026-09-14', to: '2026-09-14' });
});

test('holds its ends and what lies between', () => {
  const picked = stretchTo(pickOne('2026-09-28'), '2026-10-02');
  expect(
    ['2026-09-27', '2026-09-28', '2026-09-30', '2026-10-02', '2026-10-03'].map((day) => holds(picked, day)),
  ).toEqual([false, true, true, true, false]);
  expect(holds(null, '2026-09-28')).toBe(false);
});
