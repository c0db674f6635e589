import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { app } from '../state/app.svelte';
import { checkUp } from '../test/happened';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { byTest, paste, type } from '../test/press';
import { settings, start } from '../test/seed';
import Connect from './Connect.svelte';

const TOKEN = '7b2274657374223a31';
let host: FakeHost;

beforeEach(async () => {
  host = fakeHost({ start: { ...start, operations: [], settings: { ...settings, operation: null } } });
  await app.begin();
  render(Connect);
});

afterEach(() => {
  cleanup();
  host.stop();
});

async function fill(): Promise<void> {
  await type('Nombre', 'Montelar');
  await type('Servidor', 'https://wv0042.wolkvox.com');
  await paste('Token', ` ${TOKEN}\n`);
}

const called = (command: string) => host.calls.filter((call) => call.command === command).map((call) => call.args);

test('the server is read while it is typed, from whatever was pasted', async () => {
  await type('Servidor', 'https://wv0042.wolkvox.com');
  await screen.findByText('Servidor 0042');
});

test('a server of somebody else is refused in its place when the field is left', async () => {
  await type('Servidor', 'https://example.com');
  byTest('connect-server').dispatchEvent(new FocusEvent('blur'));
  await screen.findByText(/Esa dirección no nombra el servidor de una operación\./);
  expect(byTest('connect-server').getAttribute('aria-invalid')).toBe('true');
  await type('Servidor', '0042');
  expect(byTest('connect-server').getAttribute('aria-invalid')).toBeNull();
});

test('a pasted token is never shown, loses the blanks around it, and can be taken away', async () => {
  await paste('Token', ` ${TOKEN}\n`);
  const field = byTest('connect-token') as HTMLInputElement;
  expect([field.type, field.value]).toEqual(['password', TOKEN]);
  screen.getByText('Pegado');
  screen.getByRole('button', { name: 'Quitar el token' }).click();
  await waitFor(() => expect(field.value).toBe(''));
});

test('testing says in plain words what was found, until something changes', async () => {
  await fill();
  byTest('connect-test').click();
  await screen.findByText(
    /El servidor respondió en 0,8 s y el token es válido\. Encontramos 5 skills\. Hoy quedan 3\.912 de 4\.000 solicitudes; esta prueba usó 2\./,
  );
  expect(called('try_connection')).toMatchObject([
    { connection: { server: 'https://wv0042.wolkvox.com', token: TOKEN, zone: 'America/Bogota' } },
  ]);
  await type('Servidor', '0043');
  expect(screen.queryByText('Conexión lista')).toBeNull();
});

test('what cannot be pressed says why and does nothing', () => {
  expect(byTest('connect-save').getAttribute('aria-disabled')).toBe('true');
  byTest('connect-save').click();
  byTest('connect-test').click();
  expect(called('try_connection')).toEqual([]);
});

describe('saving', () => {
  test('tries first, then keeps, and goes to the downloads of the new operation', async () => {
    await fill();
    byTest('connect-save').click();
    await waitFor(() => expect(app.section).toBe('downloads'));
    expect(called('try_connection')).toHaveLength(1);
    expect(called('connect')).toMatchObject([{ operation: { name: 'Montelar' }, token: TOKEN }]);
    expect(app.operation?.name).toBe('Montelar');
  });

  test('a refused token keeps nothing and asks for another one', async () => {
    host.answer('try_connection', () => fail({ code: 'token_refused' }));
    await fill();
    byTest('connect-save').click();
    await screen.findByText('El token no sirve');
    expect(called('connect')).toEqual([]);
    screen.getByRole('button', { name: 'Pegar otro token' }).click();
    await waitFor(() => expect(document.activeElement).toBe(byTest('connect-token')));
    expect((byTest('connect-token') as HTMLInputElement).value).toBe('');
  });

  test('a server that does not answer now can be saved untried', async () => {
    host.answer('try_connection', () => fail({ code: 'maintenance' }));
    await fill();
    byTest('connect-save').click();
    (await screen.findByRole('button', { name: 'Guardar sin probar' })).click();
    await waitFor(() => expect(called('connect')).toHaveLength(1));
  });

  test('a name that is taken is told below the name', async () => {
    host.answer('connect', () => fail({ code: 'operation_exists', params: { name: 'Montelar' } }));
    await fill();
    byTest('connect-save').click();
    await screen.findByText(/Ya hay una operación llamada «Montelar»/);
    expect(byTest('connect-name').getAttribute('aria-invalid')).toBe('true');
  });

  test('a locked keychain says how to unlock it, and trying again costs no request', async () => {
    host.answer('connect', () => fail({ code: 'keychain_locked', params: { secret: 'token' } }));
    await fill();
    byTest('connect-save').click();
    await screen.findByText('El llavero está bloqueado');
    screen.getByText(/desbloquee el llavero con la contraseña de su sesión/);
    screen.getByRole('button', { name: 'Reintentar' }).click();
    await waitFor(() => expect(called('connect')).toHaveLength(2));
    expect(called('try_connection')).toHaveLength(1);
  });
});

test('a try that failed leads to the doctor, and from there back to the token', async () => {
  await fill();
  host.answer('try_connection', () => fail({ code: 'unreachable', params: { reach: 'refused' } }));
  host.answer('diagnose_connection', () => checkUp('token_refused'));
  byTest('connect-test').click();
  (await waitFor(() => byTest('connect-doctor'))).click();
  await screen.findByRole('dialog', { name: 'Diagnóstico de la conexión' });
  await waitFor(() => {
    expect(called('diagnose_connection')).toMatchObject([
      { connection: { server: 'https://wv0042.wolkvox.com', token: TOKEN } },
    ]);
  });
  (await screen.findByRole('button', { name: 'Pegar otro token' })).click();
  await waitFor(() => {
    expect(document.querySelector('dialog')).toBeNull();
  });
  expect(byTest('connect-token')).toHaveProperty('value', '');
});

test('the sample operation opens without anything typed', async () => {
  byTest('sample').click();
  await waitFor(() => expect(app.operation?.is_sample).toBe(true));
  expect(app.section).toBe('explore');
});

test('the language changes every word at once', async () => {
  byTest('language-menu').click();
  await waitFor(() => byTest('language-en'));
  byTest('language-en').click();
  await screen.findByRole('heading', { name: 'Connect your operation' });
  app.remember({ language: 'es' });
});

test('what a try said of a token is not said of another one', async () => {
  await fill();
  let answer: (tried: unknown) => void = () => undefined;
  host.answer('try_connection', () => new Promise((resolve) => (answer = resolve)));
  byTest('connect-test').click();
  await waitFor(() => {
    expect(called('try_connection')).toHaveLength(1);
  });
  await paste('Token', '7b2274657374223a32');
  answer({
    server: '0042',
    origin: 'https://wv0042.wolkvox.com',
    milliseconds: 1,
    requests: 1,
    quota: null,
    skills: 5,
  });
  await waitFor(() => {
    expect(byTest('connect-test').getAttribute('aria-busy')).toBe('false');
  });
  expect(document.querySelector('[data-test="connect-result"]')).toBeNull();
  byTest('connect-save').click();
  await waitFor(() => {
    expect(called('try_connection')).toHaveLength(2);
  });
});
