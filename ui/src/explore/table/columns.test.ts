import { expect, test } from 'vitest';
import { arranged, moved, placed, resized, rowWidth, sorted, switched } from './columns';

const usual = arranged([]);
const names = (isWide: boolean, width: number, layouts = usual) =>
  placed(layouts, isWide, width).map(({ column, width }) => [column, width]);

test('the columns of the design, with the subject taking the rest', () => {
  expect(names(false, 730)).toEqual([
    ['created', 78],
    ['channel', 16],
    ['agent', 92],
    ['skill', 70],
    ['subject', 168],
    ['score', 28],
    ['code', 100],
    ['status', 16],
    ['time_to_close', 54],
    ['attachments', 14],
  ]);
  expect(rowWidth(placed(usual, true, 1100))).toBe(1100);
  expect(placed(usual, true, 1100).find(({ column }) => column === 'status')?.width).toBe(84);
});

test('a narrow pane scrolls sideways before the subject is lost', () => {
  const columns = placed(usual, false, 480);
  expect(columns.find(({ column }) => column === 'subject')?.width).toBe(120);
  expect(rowWidth(columns)).toBeGreaterThan(480);
});

test('what was saved leads, and columns that came later are offered hidden', () => {
  const saved = [
    { column: 'subject', width: 300, shown: true },
    { column: 'created', width: null, shown: true },
    { column: 'subject', width: 100, shown: true },
  ] as const;
  expect(names(false, 730, arranged(saved))).toEqual([
    ['subject', 300],
    ['created', 78],
  ]);
  expect(arranged(saved)).toHaveLength(usual.length);
});

test('widths are kept in bounds and given back', () => {
  const narrow = resized(usual, 'agent', 3);
  expect(narrow.find(({ column }) => column === 'agent')?.width).toBe(40);
  expect(resized(narrow, 'agent', null)).toEqual(usual);
});

test('columns are moved and hidden, but never the last one', () => {
  expect(moved(usual, 'subject', 0)[0]?.column).toBe('subject');
  expect(moved(usual, 'created', 99).at(-1)?.column).toBe('created');
  const only = usual.map((layout) => ({ ...layout, shown: layout.column === 'agent' }));
  expect(switched(only, 'agent').filter(({ shown }) => shown)).toHaveLength(1);
  expect(switched(usual, 'agent').find(({ column }) => column === 'agent')?.shown).toBe(false);
});

test('a click sorts by what makes sense first, a second turns it round', () => {
  expect(sorted(null, 'time_to_close')).toEqual({ column: 'time_to_close', descending: true });
  expect(sorted(null, 'score')).toEqual({ column: 'score', descending: false });
  expect(sorted(null, 'created')).toEqual({ column: 'created', descending: false });
  expect(sorted({ column: 'agent', descending: false }, 'agent')).toEqual({ column: 'agent', descending: true });
  expect(sorted(null, 'attachments')).toEqual({ column: 'attachments', descending: true });
});
