import { expect, test } from 'vitest';
import { ALL_COLUMNS, asInTable, chosenOf, everyColumn, moved, toggled, usualColumns } from './columns';

test('takes the columns of the table in its order, and the others behind', () => {
  const choices = asInTable(['subject', 'created', 'skill']);
  expect(chosenOf(choices)).toEqual(['subject', 'created', 'skill_name', 'skill_id']);
  expect(choices.map((choice) => choice.column).toSorted()).toEqual([...ALL_COLUMNS].toSorted());
});

test('a column that is moved keeps whether it is chosen, and stays within the ends', () => {
  const choices = toggled(usualColumns(), 'closed');
  const there = moved(choices, 'closed', 3).map((choice) => choice.column);
  expect(there.slice(0, 5)).toEqual(['created', 'time_to_close', 'channel', 'closed', 'agent']);
  expect(moved(choices, 'closed', 3)[3]?.chosen).toBe(false);
  expect(moved(choices, 'closed', -4)[0]?.column).toBe('closed');
  expect(moved(choices, 'closed', 99).at(-1)?.column).toBe('closed');
});

test('choosing all keeps the order that was made', () => {
  const choices = moved(usualColumns(), 'score', 0);
  expect(chosenOf(everyColumn(choices))[0]).toBe('score');
  expect(chosenOf(everyColumn(choices))).toHaveLength(ALL_COLUMNS.length);
});
