import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { app } from '../state/app.svelte';
import type { Reading } from '../host';
import { pressed } from '../frame/shortcuts.svelte';
import { fakeHost, type FakeHost } from '../test/host';
import { byTest } from '../test/press';
import { operation, rows } from '../test/seed';
import Reader from './Reader.svelte';

let host: FakeHost;
const row = rows(3)[0];
const HOSTILE = '<img src=x onerror="window.ran = true">';

/** What the program would answer for an interaction whose every plain field is hostile. */
function reading(changes: Partial<Reading> = {}): Reading {
  if (!row) throw new Error('no seeded row');
  return {
    row: { ...row, id: 1, case_id: '48213907', subject: [{ text: `Su ${HOSTILE}`, hit: true }] },
    from: [{ text: 'Marcela Ospina <marcela@correo.example>', hit: false }],
    to: [],
    message: { html: '<p>Hola</p>', quoted: null, blocked_pictures: 2, cut: false },
    answer: { html: '<p>Buenas</p>', quoted: { html: '<p>Antes</p>', messages: 3 }, blocked_pictures: 0, cut: false },
    comments: [{ text: HOSTILE, hit: false }],
    attachments: [
      { name: HOSTILE, address: 'https://files.example/a.pdf' },
      { name: 'b.pdf', address: null },
    ],
    extra: [{ field: 'ticket_ref', text: HOSTILE }],
    related: [],
    related_total: 0,
    history: [],
    ...changes,
  };
}

const props = {
  operation: operation.id,
  id: 1,
  text: '',
  generation: 1,
  place: 6,
  total: 313,
  onstep: vi.fn(),
  onopen: vi.fn(),
  oncase: vi.fn(),
};

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
});
afterEach(() => {
  cleanup();
  host.stop();
});

async function show(changes: Partial<Reading> = {}): Promise<HTMLElement> {
  host.answer('read', () => reading(changes));
  const { container } = render(Reader, props);
  await waitFor(() => byTest('reader-subject'));
  return container;
}

test("messages lie in frames that run nothing, and a customer's words are text everywhere else", async () => {
  const container = await show();
  const frames = [...container.querySelectorAll('iframe')];
  expect(frames.map((frame) => frame.getAttribute('sandbox'))).toEqual(Array(2).fill('allow-same-origin allow-popups'));
  expect(frames[0]?.getAttribute('srcdoc')).toContain('<div id="message"><p>Hola</p></div>');
  expect(container.querySelector('img')).toBeNull();
  expect(screen.getAllByText(HOSTILE).length).toBe(3);
});

test('says where it stands, who wrote, what was blocked, and how long it took', async () => {
  await show();
  expect(byTest('reader-place').textContent.trim()).toBe('7 de 313');
  screen.getByText('Marcela Ospina');
  screen.getByText('marcela@correo.example');
  screen.getByText('2 imágenes remotas bloqueadas');
});

test('an interaction that is open ends without a closing', async () => {
  const open = { ...reading().row, status: 'open', closed: '', seconds_to_close: null };
  await show({ row: open, answer: null });
  expect(screen.queryByText('Cerrada')).toBeNull();
});

test('quoted history is folded until it is wanted', async () => {
  const container = await show();
  const fold = screen.getByRole('button', { name: 'Historial citado · 3 mensajes' });
  expect(fold.getAttribute('aria-expanded')).toBe('false');
  fold.click();
  await waitFor(() => {
    expect(container.querySelectorAll('iframe').length).toBe(3);
  });
});

test('an attachment asks before it is opened, and one without an address cannot be', async () => {
  await show();
  expect(screen.getAllByRole('button', { name: /^Abrir/ }).length).toBe(1);
  byTest('attachment-open').click();
  expect(app.link).toBe('https://files.example/a.pdf');
  expect(host.calls.some((call) => call.command === 'open_address')).toBe(false);
  app.link = null;
});

test('T shows the raw text and goes back', async () => {
  await show();
  host.answer('raw_text', () => [{ field: 'body', text: '<script>x</script>' }]);
  const press = () => {
    pressed(new KeyboardEvent('keydown', { key: 't' }));
  };
  press();
  await screen.findByText('<script>x</script>');
  press();
  await waitFor(() => {
    expect(screen.queryByText('<script>x</script>')).toBeNull();
  });
});

test('pressing the case filters by it; its others open from their rows', async () => {
  const other = { ...reading().row, id: 9, subject: [{ text: 'Otra', hit: false }] };
  await show({ related: [other], related_total: 1 });
  byTest('reader-case').click();
  expect(props.oncase).toHaveBeenCalledWith('48213907');
  screen.getByRole('button', { name: /Otra/ }).click();
  expect(props.onopen).toHaveBeenCalledWith(9);
});

test('what downloads changed of it is told below, newest first', async () => {
  const history = [
    { at: '2026-11-18 14:05:00', fields: [{ field: 'evaluation_survey', before: '', after: '2' }] },
    { at: '2026-11-17 18:30:00', fields: [{ field: 'status', before: 'open', after: 'close' }] },
  ];
  host.answer('read', () => reading({ history }));
  render(Reader, props);
  const words = (await waitFor(() => byTest('reader-history'))).textContent.replace(/\s+/g, ' ');
  expect(words).toMatch(/Descarga de 18\/11\/2026 14:05 Encuesta: de — a 2.*Descarga de 17\/11\/2026 18:30/);
  expect(words).toContain('Estado: de Abierta a Cerrada');
});

test('with nothing chosen it says so and asks for nothing', () => {
  render(Reader, { ...props, id: null });
  screen.getByText('Ninguna interacción elegida');
  expect(host.calls.some((call) => call.command === 'read')).toBe(false);
});

test('links that are too many for the menu are listed, and each is asked about', async () => {
  await show();
  const page = (byTest('message-frame') as HTMLIFrameElement).contentDocument;
  for (let number = 1; number <= 25; number += 1) {
    const link = page?.createElement('a');
    link?.setAttribute('href', `https://a.example/${number}`);
    if (link) page?.body.append(link);
  }
  byTest('reader-more').click();
  (await waitFor(() => byTest('all-links'))).click();
  const dialog = await waitFor(() => byTest('links-dialog'));
  const buttons = [...dialog.querySelectorAll<HTMLElement>('li button')];
  expect(buttons).toHaveLength(25);
  buttons[24]?.click();
  expect(app.link).toBe('https://a.example/25');
});
