import { expect, test } from 'vitest';
import { Formats } from '../../words/format';
import { axisLabel, barName } from './labels';

const formats = new Formats('es-CO', 'es-CO', { today: 'hoy', yesterday: 'ayer' });
const bar = (from: string, to = from) => ({ from, to, total: 1, low: 0 });

test('a bar is a day of the week, some days, or a month', () => {
  expect(barName(bar('2026-11-09'), 'day', formats)).toBe('lunes 09/11/2026');
  expect(barName(bar('2026-11-09', '2026-11-15'), 'week', formats)).toBe('09/11/2026 – 15/11/2026');
  expect(barName(bar('2026-11-01', '2026-11-30'), 'month', formats)).toBe('noviembre de 2026');
});

test('the axis says the month where it begins, and the year where that begins', () => {
  expect(axisLabel(bar('2026-11-01'), undefined, 'day', formats)).toBe('01 nov');
  expect(axisLabel(bar('2026-11-04'), bar('2026-11-01'), 'day', formats)).toBe('04');
  expect(axisLabel(bar('2026-12-02'), bar('2026-11-29'), 'day', formats)).toBe('02 dic');
  expect(axisLabel(bar('2026-12-01'), bar('2026-11-01'), 'month', formats)).toBe('dic');
  expect(axisLabel(bar('2027-01-01'), bar('2026-12-01'), 'month', formats)).toBe('ene 2027');
});
