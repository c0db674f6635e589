import { expect, test } from 'vitest';
import { Formats } from '../words/format';
import { countDays, daysOfMonth, eachDay, faultOf, periodWords } from './period';

const spanish = new Formats('es-CO', 'es-CO', { today: 'hoy', yesterday: 'ayer' });
const words = (from: string, to: string) => periodWords({ from, to }, '2026-11-18 14:05:00', spanish);

test('knows where months end', () => {
  expect(daysOfMonth('2028-02')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(daysOfMonth('2026-12')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
});

test('calls a month by its name, also the one that is not over', () => {
  expect(words('2026-09-01', '2026-09-30')).toBe('septiembre de 2026');
  expect(words('2026-11-01', '2026-11-18')).toBe('noviembre de 2026');
  expect(words('2026-11-01', '2026-11-17')).toBe('01/11/2026 – 17/11/2026');
  expect(words('2026-09-01', '2026-10-31')).toBe('01/09/2026 – 31/10/2026');
  expect(words('2026-11-18', '2026-11-18')).toBe('18/11/2026');
});

test('counts and lists days over the ends of months and years', () => {
  expect(countDays({ from: '2026-12-30', to: '2027-01-02' })).toBe(4);
  expect(eachDay({ from: '2026-12-30', to: '2027-01-01' })).toEqual(['2026-12-30', '2026-12-31', '2027-01-01']);
});

test('finds what is wrong with typed days', () => {
  expect(faultOf({ from: '', to: '2026-01-01' })).toBe('missing');
  expect(faultOf({ from: '2026-01-02', to: '2026-01-01' })).toBe('turned');
  expect(faultOf({ from: '2026-01-01', to: '2026-01-01' })).toBeNull();
});
