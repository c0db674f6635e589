import { describe, expect, test } from 'vitest';
import { Formats } from './format';

const es = new Formats('es-CO', 'es-CO', { today: 'hoy', yesterday: 'ayer' });
const en = new Formats('en-US', 'en-US', { today: 'today', yesterday: 'yesterday' });
/** WebKit and Node part digits and sign by different blanks that do not break. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('in Spanish of Colombia', () => {
  test('thousands have a point, decimals a comma, and a blank stands before %', () => {
    expect(es.number(7122)).toBe('7.122');
    expect(es.mean(2.784)).toBe('2,78');
    expect(plain(es.share(87, 313))).toBe('27,8 %');
  });

  test('large numbers are short where there is no room', () => {
    const shorts = [9_999, 10_000, 122_188, 999_499, 999_500, 1_234_567];
    expect(shorts.map((value) => plain(es.short(value)))).toEqual(['9.999', '10 k', '122 k', '999 k', '1 M', '1,2 M']);
  });

  test('what is not there is a dash and never 0', () => {
    expect([es.mean(null), es.share(0, 0), es.duration(null), es.moment('')]).toEqual(['—', '—', '—', '—']);
  });

  test('dates are written day first, with 24 hours', () => {
    expect(es.moment('2026-08-12 08:02:59')).toBe('12/08/2026 08:02');
    expect(es.momentShort('2026-11-17 18:58:00')).toBe('17/11 18:58');
    expect(es.daysNamed('2026-11-01', '2026-11-18')).toBe('01–18 nov');
    expect(es.month('2026-11')).toBe('noviembre de 2026');
    expect(['2026-09-07', '2026-09-08', '2026-09-09'].map((day) => es.weekdayLetter(day))).toEqual(['L', 'M', 'X']);
    expect(es.dayLong('2026-09-07')).toBe('lunes, 7 de septiembre de 2026');
  });

  test('a moment is named from the present of the operation', () => {
    expect(es.momentNear('2026-03-01 14:05:00', '2026-03-01 15:00:00')).toBe('hoy 14:05');
    expect(es.momentNear('2026-02-28 14:05:00', '2026-03-01 15:00:00')).toBe('ayer 14:05');
    expect(es.momentNear('2026-02-27 14:05:00', '2026-03-01 15:00:00')).toBe('27/02/2026 14:05');
  });
});

test('English of the United States writes the month first, English on a Colombian computer the day', () => {
  expect(en.moment('2026-08-12 08:02:59')).toBe('08/12/2026 08:02');
  expect(new Formats('en-US', 'es-CO', en.near).moment('2026-08-12 08:02:59')).toBe('12/08/2026 08:02');
  expect(en.number(7122)).toBe('7,122');
  expect(en.share(87, 313)).toBe('27.8%');
});

test.each([
  [40, '40 s'],
  [50 * 60, '50 min'],
  [7 * 3600 + 45 * 60 + 59, '7 h 45'],
  [3600, '1 h 00'],
  [47 * 3600, '47 h 00'],
  [53 * 3600, '2 d 5 h'],
])('%d seconds last %s', (seconds, shown) => {
  expect(es.duration(seconds)).toBe(shown);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1300, '1,3 KB'],
  [420_000, '420 KB'],
  [212_345_678, '212 MB'],
  [1_300_000_000, '1,3 GB'],
])('%d bytes are %s', (bytes, shown) => {
  expect(es.bytes(bytes)).toBe(shown);
});
