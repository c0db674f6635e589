import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../host';
import { app } from '../state/app.svelte';
import { followings } from '../state/followings.svelte';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { operation } from '../test/seed';
import Follow from './Follow.svelte';
import { thresholdsOf } from './thresholds';

let host: FakeHost;
let stop: () => void;

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
  stop = until(followings.listen());
  render(Follow);
  await screen.findByRole('checkbox', { name: 'Seguir Montelar' });
});
afterEach(() => {
  stop();
  cleanup();
  host.stop();
});

const called = () => host.calls.filter(({ command }) => command === 'follow').map(({ args }) => args);
const box = () => screen.getByRole('checkbox', { name: 'Seguir Montelar' });
const scores = () => screen.getByRole('combobox', { name: 'Avisar de encuestas de Montelar' });

test('following is switched on for an operation, and its score set', async () => {
  await fireEvent.click(box());
  await waitFor(() => {
    expect(called()).toEqual([{ operation: operation.id, following: { on: true, notify_at: null } }]);
  });
  await fireEvent.change(scores(), { target: { value: '2' } });
  await waitFor(() => {
    expect(called().at(-1)).toEqual({ operation: operation.id, following: { on: true, notify_at: 2 } });
  });
});

test('a change that is told by the program is shown', async () => {
  await host.send('follow-changed', {
    operation: operation.id,
    following: { on: true, notify_at: 1 },
    state: { kind: 'waiting' },
    last: null,
    next: null,
  });
  await waitFor(() => {
    expect([(box() as HTMLInputElement).checked, (scores() as HTMLSelectElement).value]).toEqual([true, '1']);
  });
});

test('what cannot be learnt says why', async () => {
  host.answer('following', () => fail({ code: 'operation_unknown', params: { name: 'Montelar' } }));
  await followings.learn(operation.id);
  await screen.findByText(/Ya no está la operación/);
});

test('scores below satisfied are offered, few of a long scale, and the one that is kept', () => {
  expect(thresholdsOf({ lowest: 1, highest: 5, satisfied_from: 4 }, null)).toEqual([1, 2, 3]);
  expect(thresholdsOf({ lowest: 1, highest: 5, satisfied_from: 4 }, 2.5)).toEqual([1, 2, 2.5, 3]);
  expect(thresholdsOf({ lowest: 0, highest: 100, satisfied_from: 80 }, null).length).toBeLessThan(12);
});
