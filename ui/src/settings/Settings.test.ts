import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { app } from '../state/app.svelte';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { byTest, paste, type } from '../test/press';
import { operation, otherOperation } from '../test/seed';
import Settings from './Settings.svelte';

let host: FakeHost;

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
  app.section = 'settings';
  render(Settings);
});

afterEach(() => {
  cleanup();
  host.stop();
});

const called = (command: string) => host.calls.filter((call) => call.command === command).map((call) => call.args);
const press = (test: string) => fireEvent.click(byTest(test));

test('each operation says what it keeps', async () => {
  await waitFor(() => expect(screen.getAllByText('31.096 interacciones, 212 MB')).toHaveLength(2));
  screen.getByText('/home/ana/.local/share/traza');
});

test('the scale shows the badges that it gives before it is saved, and is saved only if it is one', async () => {
  await press('operation-edit');
  await type('Más alto', '3');
  screen.getByText(/«satisfecho desde» debe estar entre ambos/);
  await press('edit-save');
  expect(called('change_operation')).toEqual([]);
  await type('Satisfecho desde', '3');
  expect(byTest('scale-sample').textContent.match(/\d/g)).toEqual(['1', '2', '3']);
  await fireEvent.submit(document.querySelector('#edit-operation') ?? document.body);
  await waitFor(() =>
    expect(called('change_operation')).toMatchObject([
      { id: operation.id, change: { name: 'Montelar', scale: { lowest: 1, highest: 3, satisfied_from: 3 } } },
    ]),
  );
  await waitFor(() => expect(app.operation?.scale.highest).toBe(3));
});

test('a new token is tried before it takes the place of the old one', async () => {
  host.answer('try_connection', () => fail({ code: 'token_refused' }));
  await press('operation-token');
  await paste('Token', 'bad');
  await fireEvent.submit(document.querySelector('#replace-token') ?? document.body);
  await screen.findByText(/El token no sirve/);
  expect(called('replace_token')).toEqual([]);
  host.answer('try_connection', () => ({}));
  await paste('Token', 'good');
  await fireEvent.submit(document.querySelector('#replace-token') ?? document.body);
  await waitFor(() => expect(called('replace_token')).toEqual([{ id: operation.id, token: 'good' }]));
});

test('removing keeps the archive unless deleting is chosen and said twice', async () => {
  await press('operation-remove');
  await press('remove-delete');
  await press('remove-confirm');
  expect(called('remove_operation')).toEqual([]);
  await press('remove-confirm');
  await waitFor(() => expect(called('remove_operation')).toEqual([{ id: operation.id, fate: 'delete' }]));
  await waitFor(() => expect(app.operation?.id).toBe(otherOperation.id));
});

test('an operation that could not be removed is still there, and says why', async () => {
  host.answer('remove_operation', () => fail({ code: 'keychain_locked', params: { secret: 'token' } }));
  await press('operation-remove');
  await press('remove-confirm');
  await screen.findByText('El llavero está bloqueado');
  expect(app.operations).toHaveLength(2);
});

test('the theme is put on the page at once', async () => {
  await press('theme-dark');
  expect(document.documentElement.dataset.theme).toBe('dark');
  await press('theme-system');
  expect(document.documentElement.dataset.theme).toBeUndefined();
});
