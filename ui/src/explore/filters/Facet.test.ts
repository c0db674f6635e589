import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { byTest } from '../../test/press';
import Facet from './Facet.svelte';

afterEach(cleanup);

test('an opened list of thousands shows some hundreds and the chosen ones, and its search finds the others', async () => {
  const values = Array.from({ length: 3000 }, (_, index) => {
    const value = `agente ${String(index).padStart(4, '0')}`;
    return { value, label: value, id: null, tone: null, count: 3000 - index, chosen: false };
  });
  const rest = { chosen: ['agente 2500'], isWide: false, ontoggle: () => undefined, onclear: () => undefined };
  render(Facet, { dimension: 'agent', values, ...rest });
  expect(screen.getAllByRole('checkbox')).toHaveLength(6);
  await fireEvent.click(byTest('more-agent'));
  expect(screen.getAllByRole('checkbox')).toHaveLength(201);
  expect(byTest('beyond-agent').textContent).toMatch(/2\D?799/);
  await fireEvent.click(byTest('find-agent'));
  const field = document.querySelector('input[type="text"]');
  if (field) await fireEvent.input(field, { target: { value: '2999' } });
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
  expect(document.querySelector('[data-test="beyond-agent"]')).toBeNull();
});
