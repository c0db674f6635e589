import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import App from './App.svelte';
import { app } from './state/app.svelte';
import { fail, fakeHost, type FakeHost } from './test/host';
import { settings, start } from './test/seed';

let host: FakeHost;

beforeEach(() => {
  app.connecting = false;
  app.section = 'settings';
});

afterEach(() => {
  cleanup();
  host.stop();
});

test('the first start shows how to connect, and speaks the language of the system', async () => {
  host = fakeHost({ start: { ...start, operations: [], settings: { ...settings, language: null }, locale: 'en-GB' } });
  render(App);
  expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Connect your operation');
  expect(document.documentElement.lang).toBe('en-GB');
});

test('with an operation connected it shows the sections', async () => {
  host = fakeHost();
  render(App);
  const nav = await screen.findByRole('navigation', { name: 'Secciones' });
  expect([...nav.querySelectorAll('button')].map((button) => button.textContent.trim())).toEqual([
    'Interacciones',
    'Descargas',
    'Ajustes',
  ]);
});

test('a locked keychain has a screen that says what to do, and goes on when it is unlocked', async () => {
  host = fakeHost();
  host.answer('start', () => fail({ code: 'keychain_locked', params: { secret: 'archive_key' } }));
  render(App);
  // Before there are settings, it speaks the webview's language.
  expect((await screen.findByRole('alert')).textContent).toContain('The keychain is locked');
  host.answer('start', () => start);
  screen.getByRole('button', { name: 'Try again' }).click();
  await screen.findByRole('navigation', { name: 'Secciones' });
});

test('a language chosen in the settings is spoken at once and saved', async () => {
  host = fakeHost();
  render(App);
  (await screen.findByRole('radio', { name: 'English' })).click();
  await screen.findByRole('heading', { level: 1, name: 'Settings' });
  expect(document.documentElement.lang).toBe('en-US');
  await waitFor(() => {
    const saved = host.calls.filter(({ command }) => command === 'save_settings').at(-1);
    expect(saved?.args.settings).toMatchObject({ language: 'en' });
  });
});

test('a link of a message is shown whole before it is opened', async () => {
  host = fakeHost();
  render(App);
  await screen.findByRole('navigation', { name: 'Secciones' });
  const address = 'https://banco.example/entrar?siguiente=https://otro.example';
  await host.send('link-wanted', { address });
  expect((await screen.findByRole('group', { name: 'Dirección completa' })).textContent).toBe(address);
  expect(host.calls.map(({ command }) => command)).not.toContain('open_address');
  screen.getByRole('button', { name: 'Abrir en el navegador' }).click();
  await waitFor(() => expect(host.calls.at(-1)).toMatchObject({ command: 'open_address', args: { address } }));
});
