import { expect, test } from 'vitest';
import { personOf, textOf } from './person';

const plain = (text: string) => [{ text, hit: false }];
const shown = (text: string) => {
  const { name, address } = personOf(plain(text));
  return [textOf(name), textOf(address)];
};

test('tells a name from its address', () => {
  expect(shown('Marcela Ospina <marcela@correo.example>')).toEqual(['Marcela Ospina', 'marcela@correo.example']);
  expect(shown('  "Ospina, Marcela" < marcela@correo.example > ')).toEqual([
    'Ospina, Marcela',
    'marcela@correo.example',
  ]);
});

test('shows what is no name with an address as it stands', () => {
  expect(shown('marcela@correo.example')).toEqual(['marcela@correo.example', '']);
  expect(shown('<marcela@correo.example>')).toEqual(['marcela@correo.example', '']);
  expect(shown('"" <marcela@correo.example>')).toEqual(['marcela@correo.example', '']);
  expect(shown(' @marcela.o ')).toEqual(['@marcela.o', '']);
  expect(shown('Marcela <>')).toEqual(['Marcela <>', '']);
  expect(shown('')).toEqual(['', '']);
});

test('keeps hits on either side, also where a hit crosses the border', () => {
  const pieces = [
    { text: 'Marcela ', hit: false },
    { text: 'Ospina <osp', hit: true },
    { text: 'ina@correo.example>', hit: false },
  ];
  expect(personOf(pieces)).toEqual({
    name: [
      { text: 'Marcela ', hit: false },
      { text: 'Ospina', hit: true },
    ],
    address: [
      { text: 'osp', hit: true },
      { text: 'ina@correo.example', hit: false },
    ],
  });
});

test('a name that is part of its own address is found at its own place', () => {
  expect(shown('ana <ana@ana.example>')).toEqual(['ana', 'ana@ana.example']);
});
