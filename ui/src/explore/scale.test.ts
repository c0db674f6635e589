import { expect, test } from 'vitest';
import { lowUpTo, toneOf } from './scale';

const tones = (lowest: number, highest: number, satisfied_from: number) =>
  Array.from({ length: highest - lowest + 1 }, (_, step) =>
    toneOf(lowest + step, { lowest, highest, satisfied_from }),
  ).join(' ');

test('low is the mirror image of satisfied, but below it', () => {
  expect(tones(1, 5, 4)).toBe('s1 s2 s3 s4 s5');
  expect(tones(1, 10, 9)).toBe('s1 s2 s3 s3 s3 s3 s3 s3 s4 s5');
  expect(tones(1, 5, 2)).toBe('s1 s4 s4 s4 s5');
  expect(lowUpTo({ lowest: 1, highest: 5, satisfied_from: 4 })).toBe(2);
});
