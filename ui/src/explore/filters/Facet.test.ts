import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { fakeHost } from '../../test/host';
import { byTest } from '../../test/press';
import Facet from './Facet.svelte';

afterEach(cleanup);

const agent = (index: number) => {
  const value = `agente ${String(index).padStart(4, '0')}`;
  return { value, label: value, id: null, tone: null, count: 3000 - index, chosen: false };
};
const rest = { view: 1, isWide: false, ontoggle: () => undefined, onclear: () => undefined };
const boxes = () =>
  screen.getAllByRole('checkbox').map(({ ariaLabel, parentElement }) => ariaLabel ?? parentElement?.textContent);

async function search(text: string): Promise<void> {
  const field = document.querySelector('input[type="text"]');
  if (field) await fireEvent.input(field, { target: { value: text } });
}

test('a list of thousands shows what came of it, and the program finds the others', async () => {
  const host = fakeHost();
  const values = [...Array.from({ length: 200 }, (_, index) => agent(index)), agent(2500)];
  const list = { values, more: 2799, all: 9000 };
  host.answer('facet', ({ text }: { text: string }) => ({
    values: text === '29' ? [agent(2900), agent(2901)] : [],
    more: 5,
    all: 9,
  }));
  render(Facet, { dimension: 'agent', list, chosen: ['agente 2500'], ...rest });
  expect(boxes()).toHaveLength(6);
  expect(byTest('more-agent').textContent).toMatch(/2\D?994/);
  await fireEvent.click(byTest('more-agent'));
  expect(boxes()).toHaveLength(201);
  expect(byTest('beyond-agent').textContent).toMatch(/2\D?799/);
  await fireEvent.click(byTest('find-agent'));
  await search('29');
  await waitFor(() => {
    expect(boxes()).toHaveLength(2);
  });
  expect(byTest('beyond-agent').textContent).toContain('5');
  expect(host.calls.filter(({ command }) => command === 'facet').at(-1)?.args).toEqual({
    view: 1,
    dimension: 'agent',
    text: '29',
  });
  host.stop();
});

test('a list that is whole is searched where it is', async () => {
  const values = Array.from({ length: 12 }, (_, index) => agent(index));
  render(Facet, { dimension: 'agent', list: { values, more: 0, all: 9 }, chosen: [], ...rest });
  const find = document.querySelector('[data-test="find-agent"]');
  if (find) await fireEvent.click(find);
  await search('0011');
  expect(boxes()).toHaveLength(1);
});
