import { expect, test } from 'vitest';
import { dayAfter } from './keys';

const reach = { from: '2026-08-24', to: '2026-11-18' };
const after = (key: string, day: string, isMod = false) => dayAfter({ key, isMod }, day, reach);

test('arrows go by day and by week, over the ends of months', () => {
  expect(after('ArrowRight', '2026-09-30')).toBe('2026-10-01');
  expect(after('ArrowLeft', '2026-10-01')).toBe('2026-09-30');
  expect(after('ArrowDown', '2026-10-28')).toBe('2026-11-04');
  expect(after('ArrowUp', '2026-10-03')).toBe('2026-09-26');
});

test('pages go by month, Home and End to the ends of the week', () => {
  expect(after('PageUp', '2026-10-31')).toBe('2026-09-30');
  expect(after('PageDown', '2026-09-07')).toBe('2026-10-07');
  expect(after('Home', '2026-10-07')).toBe('2026-10-05');
  expect(after('End', '2026-10-07')).toBe('2026-10-11');
});

test('with the main modifier Home and End go to the ends of all days', () => {
  expect(after('Home', '2026-10-07', true)).toBe('2026-08-24');
  expect(after('End', '2026-10-07', true)).toBe('2026-11-18');
});

test('no key leads before the first day or past today', () => {
  expect(after('PageDown', '2026-11-01')).toBe('2026-11-18');
  expect(after('ArrowRight', '2026-11-18')).toBe('2026-11-18');
  expect(after('PageUp', '2026-08-30')).toBe('2026-08-24');
});

test('other keys are left to the page', () => {
  expect(after('j', '2026-11-01')).toBeNull();
  expect(after('Enter', '2026-11-01')).toBeNull();
});
