import { expect, test } from 'vitest';
import type { Piece } from '../../host';
import { excerpt } from './excerpt';

const measure = (text: string) => text.length * 6;
const pieces = (text: string): Piece[] =>
  text
    .split(/(\[.*?\])/)
    .filter(Boolean)
    .map((part) => (part.startsWith('[') ? { text: part.slice(1, -1), hit: true } : { text: part, hit: false }));
const shown = (subject: string, snippet: string | null, width: number) => {
  const found = excerpt(pieces(subject), snippet === null ? null : pieces(snippet), width, measure);
  const write = (all: Piece[]) => all.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');
  return found.snippet ? `${write(found.subject)}|${write(found.snippet)}` : write(found.subject);
};

test('a hit that is in sight leaves the subject as it is', () => {
  expect(shown('[Reembolso] por servicio no prestado en octubre', null, 160)).toBe(
    '[Reembolso] por servicio no prestado en octubre',
  );
  expect(shown('Segunda solicitud de [reembolso]', null, 240)).toBe('Segunda solicitud de [reembolso]');
});

test('a late hit drops the words before it', () => {
  expect(shown('Segunda solicitud de [reembolso]', null, 168)).toBe('…solicitud de [reembolso]');
  expect(shown('Cancelación del plan y [reembolso]', null, 100)).toBe('…y [reembolso]');
  expect(shown(`${'palabra '.repeat(200)}[reembolso] y más`, null, 168)).toBe('…palabra [reembolso] y más');
});

test('a hit elsewhere follows the shortened subject', () => {
  expect(shown('Mónica Saldarriaga', '[reembolso] desde hace días', 168)).toBe('Mónica |…[reembolso] desde hace días');
  expect(shown('Cobro después de la cancelación', '[reembolso] va', 168)).toBe('Cobro después |…[reembolso] va');
  expect(shown('', '[reembolso]', 168)).toBe('|…[reembolso]');
});

test('a word too long to fit gives way to the hit', () => {
  expect(shown('x'.repeat(40_000), '[reembolso] y más palabras largas', 168)).toBe(
    '|…[reembolso] y más palabras largas',
  );
  expect(shown(`${'x'.repeat(40_000)}[reembolso]`, null, 168)).toBe('…[reembolso]');
});
