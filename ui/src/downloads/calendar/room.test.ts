import { expect, test } from 'vitest';
import { columnsIn } from './room';

test('as many months stand side by side as have room for days that can be pressed', () => {
  expect(columnsIn(300)).toBe(1);
  expect(columnsIn(516)).toBe(2);
  expect(columnsIn(782)).toBe(2);
  expect(columnsIn(1272)).toBe(3);
  expect(columnsIn(3000)).toBe(3);
});

test('before the width is known two do', () => {
  expect(columnsIn(0)).toBe(2);
});
