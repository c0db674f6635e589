import { beforeEach, expect, test } from 'vitest';
import { Calendar } from './calendar.svelte';

let calendar: Calendar;

beforeEach(() => {
  calendar = new Calendar();
  calendar.today = '2026-11-18';
});

const press = (key: string, isStretching = false) => calendar.move({ key, isMod: false }, isStretching);

test('begins with the present month as the last one, the focus on today', () => {
  expect(calendar.months).toEqual(['2026-08', '2026-09', '2026-10', '2026-11']);
  expect(calendar.active).toBe('2026-11-18');
  expect(calendar.picked).toBeNull();
  expect(calendar.isAtEnd).toBe(true);
});

test('the month that begins is shown by itself, unless earlier ones are looked at', () => {
  calendar.today = '2026-12-01';
  expect(calendar.lastMonth).toBe('2026-12');
  calendar.turn(-2);
  calendar.today = '2027-01-01';
  expect(calendar.lastMonth).toBe('2026-10');
});

test('turns no further than the present and than the beginning of all days', () => {
  calendar.turn(5);
  expect(calendar.lastMonth).toBe('2026-11');
  calendar.turn(-2);
  expect(calendar.months).toEqual(['2026-06', '2026-07', '2026-08', '2026-09']);
  expect(calendar.isAtEnd).toBe(false);
  calendar.showUpTo('1990-01');
  expect(calendar.months[0]).toBe('2000-01');
  expect(calendar.isAtBeginning).toBe(true);
  calendar.showPresent();
  expect(calendar.lastMonth).toBe('2026-11');
});

test('the day that the tabulator finds is among the shown ones', () => {
  calendar.turn(-6);
  expect(calendar.active).toBe('2026-05-31');
  calendar.turn(6);
  expect(calendar.active).toBe('2026-11-18');
});

test('keys that leave the shown months turn them just far enough', () => {
  calendar.pick('2026-08-01');
  expect(press('ArrowLeft')).toBe(true);
  expect(calendar.months).toEqual(['2026-07', '2026-08', '2026-09', '2026-10']);
  expect(calendar.active).toBe('2026-07-31');
  for (let month = 0; month < 4; month += 1) press('PageDown');
  expect(calendar.lastMonth).toBe('2026-11');
  expect(calendar.active).toBe('2026-11-18');
});

test('Shift stretches what is picked along with the focus, from where it stands', () => {
  calendar.pick('2026-09-10');
  press('ArrowRight', true);
  press('ArrowDown', true);
  expect(calendar.picked).toEqual({ from: '2026-09-10', to: '2026-09-18' });
  press('PageUp', true);
  expect(calendar.picked).toEqual({ from: '2026-08-18', to: '2026-09-10' });
  press('ArrowRight');
  expect(calendar.picked).toEqual({ from: '2026-08-18', to: '2026-09-10' });
  press('ArrowRight', true);
  expect(calendar.picked).toEqual({ from: '2026-08-19', to: '2026-08-20' });
});

test('a drag picks what it passes, backwards too, and never the future', () => {
  calendar.beginDrag('2026-11-10', false);
  calendar.drag('2026-11-25');
  expect(calendar.picked).toEqual({ from: '2026-11-10', to: '2026-11-18' });
  calendar.drag('2026-11-05');
  expect(calendar.picked).toEqual({ from: '2026-11-05', to: '2026-11-10' });
  expect(calendar.endDrag()).toBe(true);
  calendar.drag('2026-11-01');
  expect(calendar.picked).toEqual({ from: '2026-11-05', to: '2026-11-10' });
  expect(calendar.endDrag()).toBe(false);
});

test('the future can be neither picked nor reached', () => {
  calendar.pick('2026-11-19');
  expect(calendar.picked).toBeNull();
  calendar.pickDays({ from: '2026-11-01', to: '2026-11-30' });
  expect(calendar.picked).toEqual({ from: '2026-11-01', to: '2026-11-18' });
  press('ArrowRight');
  expect(calendar.active).toBe('2026-11-18');
});

test('days that have come are released, others stay picked', () => {
  calendar.pickDays({ from: '2026-09-01', to: '2026-09-30' });
  calendar.release({ from: '2026-09-01', to: '2026-09-29' });
  expect(calendar.picked).not.toBeNull();
  calendar.release({ from: '2026-09-01', to: '2026-09-30' });
  expect(calendar.picked).toBeNull();
});

test('what the calendar has no use for is left to the page', () => {
  expect(press('Escape')).toBe(false);
  calendar.pick('2026-11-18');
  calendar.clear();
  expect(calendar.picked).toBeNull();
});
