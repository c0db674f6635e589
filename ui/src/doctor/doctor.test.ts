import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureOf, HostError, type Diagnosis, type Verdict } from '../host';
import { announced } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { checkUp, diagnosis } from '../test/happened';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { byTest } from '../test/press';
import { operation, otherOperation } from '../test/seed';
import { en } from '../words/en';
import { es } from '../words/es';
import Doctor from './Doctor.svelte';
import { reportOf } from './report';
import { toneOf } from './verdicts';

let host: FakeHost;
const onclose = vi.fn();
const verdicts = Object.keys(es.doctor.verdict) as Verdict[];

beforeEach(async () => {
  onclose.mockClear();
  host = fakeHost();
  await app.begin();
});
afterEach(() => {
  cleanup();
  host.stop();
});

const result = (check: string) => byTest(`doctor-step-${check}`).dataset.result;
const asked = (command: string) => host.calls.filter((call) => call.command === command).map(({ args }) => args);

test('steps appear as they are done, before there is a verdict', async () => {
  let end: (found: Diagnosis) => void = () => undefined;
  host.answer('diagnose', () => new Promise<Diagnosis>((resolve) => (end = resolve)));
  render(Doctor, { operation, onclose });
  await waitFor(() => {
    expect(asked('diagnose')).toHaveLength(1);
  });
  expect(result('network')).toBe('running');
  await host.send('diagnosis-progress', { check: 'network', result: 'ok' });
  await waitFor(() => {
    expect([result('network'), result('name'), result('token')]).toEqual(['ok', 'running', 'waiting']);
  });
  expect(byTest('doctor-copy').getAttribute('aria-disabled')).toBe('true');
  end(diagnosis('address_not_found'));
  await screen.findByText('No se encuentra el servidor');
  expect([result('network'), result('name'), result('token')]).toEqual(['ok', 'failed', 'skipped']);
  expect(announced()).toContain('No se encuentra el servidor');
});

test('who closes the dialog and opens it again goes on with the check-up that runs', async () => {
  let end: (found: Diagnosis) => void = () => undefined;
  host.answer('diagnose', () => new Promise<Diagnosis>((resolve) => (end = resolve)));
  const first = render(Doctor, { operation, onclose });
  await waitFor(() => {
    expect(asked('diagnose')).toHaveLength(1);
  });
  await host.send('diagnosis-progress', { check: 'network', result: 'ok' });
  first.unmount();
  render(Doctor, { operation, onclose });
  expect([result('network'), result('name')]).toEqual(['ok', 'running']);
  end(diagnosis('works'));
  await screen.findByText('Todo funciona');
  expect(asked('diagnose')).toHaveLength(1);
});

test('the steps of one that was left are not those of the next', async () => {
  let end: (found: Diagnosis) => void = () => undefined;
  host.answer('diagnose', () => new Promise<Diagnosis>((resolve) => (end = resolve)));
  const first = render(Doctor, { operation, onclose });
  await waitFor(() => {
    expect(asked('diagnose')).toHaveLength(1);
  });
  first.unmount();
  render(Doctor, { operation: otherOperation, onclose });
  await host.send('diagnosis-progress', { check: 'network', result: 'failed' });
  expect(result('network')).toBe('running');
  expect(asked('diagnose')).toHaveLength(1);
  host.answer('diagnose', () => checkUp('works'));
  end(diagnosis('no_network'));
  await screen.findByText('Todo funciona');
  expect(asked('diagnose').at(-1)).toMatchObject({ operation: otherOperation.id });
});

test('it looks at the days that a download failed over', async () => {
  const days = { from: '2026-09-07', to: '2026-09-07' };
  render(Doctor, { operation, days, onclose });
  await waitFor(() => {
    expect(asked('diagnose')).toEqual([{ operation: operation.id, days }]);
  });
});

test('a connection that is being typed is checked as it is typed, and leads back to its token', async () => {
  const connection = { server: '0042', base_url: null, zone: 'America/Bogota', token: 'f00' };
  const ontoken = vi.fn();
  host.answer('diagnose_connection', () => checkUp('token_refused'));
  render(Doctor, { connection, onclose, ontoken });
  (await screen.findByRole('button', { name: 'Pegar otro token' })).click();
  expect(ontoken).toHaveBeenCalledOnce();
  expect(asked('diagnose_connection')).toEqual([{ connection }]);
});

test('what is copied names what to do and never the token', async () => {
  render(Doctor, { operation, onclose });
  await screen.findByText('wolkvox no deja entrar desde esta red');
  const written = vi.fn(() => Promise.resolve());
  Object.defineProperty(navigator, 'clipboard', { value: { writeText: written }, configurable: true });
  byTest('doctor-copy').click();
  await waitFor(() => {
    expect(written).toHaveBeenCalledOnce();
  });
  byTest('doctor-text-open').click();
  const text = (await waitFor(() => byTest('doctor-text'))).textContent;
  expect(written).toHaveBeenCalledWith(text);
  expect(text).toContain('Servidor: wv0042.wolkvox.com:443');
  expect(text).toContain('Direcciones IP del servidor: 198.51.100.24');
  expect(text).toMatch(/Registrar en wolkvox la IP pública/);
  expect(text).toContain('- Conexión con el servidor: Falló');
});

test('another token is checked at once', async () => {
  host.answer('diagnose', () => checkUp('token_refused'));
  render(Doctor, { operation, onclose });
  (await waitFor(() => byTest('doctor-token'))).click();
  await screen.findByRole('dialog', { name: 'Cambiar el token de Montelar' });
});

test('a check-up that could not be done says why, and can be done again', async () => {
  host.answer('diagnose', () => fail({ code: 'keychain_locked', params: { secret: 'token' } }));
  render(Doctor, { operation, onclose });
  await screen.findByText('El llavero está bloqueado');
  host.answer('diagnose', () => checkUp('works'));
  byTest('doctor-again').click();
  await screen.findByText('Todo funciona');
});

test.each(verdicts)('%s has a tone and, in both languages, what is so and what next', (verdict) => {
  expect(['good', 'wait', 'refused', 'broken']).toContain(toneOf(verdict));
  for (const words of [es.doctor.verdict[verdict], en.doctor.verdict[verdict]]) {
    expect(words.what).not.toMatch(/[.…]$/);
    expect(words.why('wv0042.wolkvox.com')).toMatch(/\.$/);
    expect(words.next).toMatch(/\.$/);
  }
  expect(reportOf(diagnosis(verdict), null)).not.toMatch(/undefined|null/);
});

test('a fault of the program stays one', () => {
  expect(failureOf(new HostError({ code: 'work_failed' })).code).toBe('work_failed');
});
