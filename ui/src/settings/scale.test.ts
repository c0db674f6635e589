import { expect, test } from 'vitest';
import { isScale, sampleOf, toneOf } from './scale';

const tones = (lowest: number, highest: number, satisfied_from: number) => {
  const scale = { lowest, highest, satisfied_from };
  return sampleOf(scale).map((score) => toneOf(score, scale));
};

test('the usual scale has two low, one middle, two high', () => {
  expect(tones(1, 5, 4)).toEqual(['s1', 's2', 's3', 's4', 's5']);
});

test('the low zone mirrors the high one and never reaches it', () => {
  expect(tones(0, 10, 9)).toEqual(['s1', 's2', 's3', 's3', 's3', 's3', 's3', 's3', 's3', 's4', 's5']);
  expect(tones(1, 5, 2)).toEqual(['s1', 's4', 's4', 's4', 's5']);
  expect(tones(0, 1, 1)).toEqual(['s1', 's5']);
});

test('a long scale shows its ends and some between', () => {
  expect(sampleOf({ lowest: 0, highest: 100, satisfied_from: 80 })).toEqual([
    0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100,
  ]);
});

test.each([
  [5, 1, 3],
  [1, 5, 1],
  [1, 5, 6],
  [1, 5, Number.NaN],
])('%d to %d, satisfied from %d, is no scale', (lowest, highest, satisfied_from) => {
  expect(isScale({ lowest, highest, satisfied_from })).toBe(false);
});
