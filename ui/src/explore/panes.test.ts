import { expect, test } from 'vitest';
import { panes, USUAL } from './panes';

const nothing = { filters: null, reader: null };

test('the widths of the design, until others are remembered', () => {
  expect(panes(nothing, USUAL.narrow, 1286, false)).toMatchObject({ filters: 200, reader: 356 });
  expect(panes({ filters: 260, reader: 400 }, USUAL.narrow, 1286, false)).toMatchObject({ filters: 260, reader: 400 });
});

test('what was remembered on a larger window leaves the table its least width', () => {
  expect(panes({ filters: 200, reader: 900 }, USUAL.narrow, 1286, false).reader).toBe(606);
  expect(panes({ filters: 10, reader: 10 }, USUAL.narrow, 1286, false)).toMatchObject({ filters: 184, reader: 320 });
});
