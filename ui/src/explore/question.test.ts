import { expect, test } from 'vitest';
import {
  byBeginning,
  everythingOf,
  filtersOf,
  sameRows,
  toggled,
  unfiltered,
  unfinished,
  withSpan,
  without,
  withoutFilters,
} from './question';

const all = everythingOf({ kind: 'this_month' });

test('a value is chosen and let go, and the question before stays as it was', () => {
  const one = toggled(all, 'skill', '214');
  const two = toggled(one, 'skill', '208');
  expect(two.choices.skill).toEqual(['214', '208']);
  expect(toggled(two, 'skill', '214').choices.skill).toEqual(['208']);
  expect(all.choices.skill).toEqual([]);
});

test('filters are listed in the order of their chips, the search is none of them', () => {
  const question = {
    ...toggled(toggled(all, 'agent', 'Ana'), 'score', '1'),
    days: { from: '2026-11-09', to: '2026-11-17' },
    case_id: '48',
    text: 'reembolso',
  };
  expect(filtersOf(question)).toEqual(['score', 'agent', 'days', 'case']);
  expect(filtersOf(without(question, 'agent'))).toEqual(['score', 'days', 'case']);
  expect(filtersOf(without(question, 'days'))).toEqual(['score', 'agent', 'case']);
  expect(withoutFilters(question)).toEqual({ ...all, text: 'reembolso' });
  expect(unfiltered(question)).toEqual(all);
});

test('another span takes the brush away, since its bars are gone', () => {
  const brushed = { ...all, days: { from: '2026-11-09', to: '2026-11-17' } };
  expect(withSpan(brushed, { kind: 'today' })).toEqual(everythingOf({ kind: 'today' }));
});

test('questions that differ in their order only ask for the same rows', () => {
  expect(sameRows(all, { ...all, sort: { column: 'agent', descending: false } })).toBe(true);
  expect(sameRows(all, { ...all, text: 'x' })).toBe(false);
});

test('the last word of a search may be the beginning of one, unless it says otherwise or was taken as one', () => {
  expect(unfinished('pago doble fa')).toBe('fa');
  expect(unfinished('garantí ')).toBe('garantí');
  for (const text of ['', 'fact', 'fact*', '-fact', '"no lleg', '“a b”', 'x', 'a.b'])
    expect(unfinished(text)).toBeNull();
  expect(byBeginning({ ...all, text: 'pago fact ' }).text).toBe('pago fact*');
});
