import { expect, test } from 'vitest';
import type { Facets, FacetValue } from '../../host';
import { matching, shortened, survey, withEarlier } from './facets';

const value = (label: string, count = 1, more: Partial<FacetValue> = {}): FacetValue => ({
  value: label === '' ? 'none' : label,
  label,
  id: null,
  tone: null,
  count,
  chosen: false,
  ...more,
});
const scale = { lowest: 1, highest: 5, satisfied_from: 4 };

test('the survey has every step of the scale, words besides, and its absence', () => {
  const { columns, others, none } = survey([value('1', 20), value('3', 22), value('Bueno', 2), value('', 226)], scale);
  expect(columns.map(({ label, count }) => [label, count])).toEqual([
    ['1', 20],
    ['2', 0],
    ['3', 22],
    ['4', 0],
    ['5', 0],
  ]);
  expect(others.map(({ label }) => label)).toEqual(['Bueno']);
  expect(none.count).toBe(226);
});

test('a scale with many steps is a list', () => {
  const { columns, others } = survey([value('7', 3)], { lowest: 0, highest: 10, satisfied_from: 9 });
  expect(columns).toEqual([]);
  expect(others).toHaveLength(11);
});

test('a long facet shows its first values and the chosen ones', () => {
  const values = Array.from({ length: 12 }, (_, index) => value(`v${index}`, 1, { chosen: index === 10 }));
  expect(shortened(values, 5).map(({ label }) => label)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v10']);
});

test('values are found without regard to case and accents, a skill by its id too', () => {
  const values = [value('Óscar Barrera'), value('Natalia'), value('Retención', 1, { id: '252' })];
  const found = (text: string) => matching(values, text, ({ label }) => label).map(({ label }) => label);
  expect(found('osc')).toEqual(['Óscar Barrera']);
  expect(found('252')).toEqual(['Retención']);
  expect(found('')).toHaveLength(3);
});

test('values that an answer no longer has stay choosable, at 0 and last', () => {
  const list = (values: FacetValue[], more = 0) => ({ values, more, all: values.length });
  const facets = (agent: FacetValue[], more = 0): Facets => ({
    score: list([]),
    skill: list([]),
    agent: list(agent, more),
    channel: list([]),
    status: list([]),
    code: list([]),
  });
  const earlier = facets([value('Ana', 9), value('Luis', 4, { chosen: true })]);
  const now = facets([value('Eva', 2)]);
  expect(withEarlier(now, earlier).agent.values.map(({ label, count, chosen }) => [label, count, chosen])).toEqual([
    ['Eva', 2, false],
    ['Ana', 0, false],
    ['Luis', 0, false],
  ]);
  expect(withEarlier(now, null)).toBe(now);
  // Of a list that is cut nobody knows which values are gone.
  expect(withEarlier(facets([value('Eva', 2)], 9), earlier).agent.values).toHaveLength(1);
});
