import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChangeKind, RunShown } from '../host';
import { app } from '../state/app.svelte';
import { runs } from '../test/happened';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { byTest, press } from '../test/press';
import { operation, present, rows } from '../test/seed';
import Changes from './Changes.svelte';
import { stepOf } from '../shared/list/steps';

let host: FakeHost;
const onclose = vi.fn();
const run = runs(rows(313))[0] as RunShown;

beforeEach(async () => {
  onclose.mockClear();
  host = fakeHost();
  await app.begin();
});
afterEach(() => {
  cleanup();
  host.stop();
});

async function opened(shown: RunShown = run): Promise<void> {
  render(Changes, { operation, run: shown, isLast: true, present, onclose });
  await waitFor(() => byTest('changes-total'));
}

const list = () => byTest('changes-list');
const shown = () => [...document.querySelectorAll<HTMLElement>('[data-test="change"]')];
const asked = () => host.calls.filter(({ command }) => command === 'changes').map(({ args }) => args);
const active = () => document.getElementById(list().getAttribute('aria-activedescendant') ?? '');

async function choose(kind: ChangeKind | 'all'): Promise<void> {
  await fireEvent.click(byTest(`changes-kind-${kind}`));
  await waitFor(() => {
    expect(asked().at(-1)?.kind).toBe(kind === 'all' ? null : kind);
  });
}

test('it says of which download, and how many changed of each kind', async () => {
  await opened();
  const dialog = screen.getByRole('dialog', { name: 'Cambios desde su última descarga' });
  expect(dialog.textContent).toContain('Seguimiento desde hoy 14:05 · 18/11/2026');
  expect(byTest('changes-kind-new').parentElement?.textContent.trim()).toBe('Nuevas 96');
  expect(byTest('changes-total').textContent).toBe('126 interacciones');
});

test('only the rows on the screen are there, whatever their number', async () => {
  await opened();
  expect(shown().length).toBeLessThan(30);
  expect(shown()[0]?.getAttribute('aria-setsize')).toBe('126');
});

test('a kind shows its own: what a field was and what it is', async () => {
  await opened();
  await choose('closed');
  await waitFor(() => {
    expect(byTest('changes-total').textContent).toBe('5 interacciones');
  });
  const words = shown()[0]?.textContent.replace(/\s+/g, ' ');
  expect(words).toContain('Se cerró · Tipificación');
  expect(words).toContain('Estado: de Abierta a Cerrada');
  expect(words).toContain('Tipificación: de — a Reembolso_aprobado');
});

test('scores stand as badges that tell their zone', async () => {
  await opened();
  await choose('rescored');
  await waitFor(() => {
    expect(shown()[0]?.textContent.replace(/\s+/g, ' ')).toMatch(/Encuesta: de — a 2, puntaje bajo/);
  });
});

test('keys go through the list and open an interaction in Interacciones', async () => {
  await opened();
  list().focus();
  await press('ArrowDown');
  await press('j');
  expect(active()?.getAttribute('aria-posinset')).toBe('3');
  await press('End');
  expect(active()?.getAttribute('aria-posinset')).toBe('126');
  await press('Home');
  await press('Enter');
  expect(onclose).toHaveBeenCalledOnce();
  expect(app.wanted).toEqual({ operation: operation.id, id: 313 });
  expect(app.section).toBe('explore');
});

test('one that is gone says so and opens nothing', async () => {
  await opened();
  await choose('gone');
  await waitFor(() => {
    expect(shown()[0]?.textContent).toContain('wolkvox dejó de enviarla.');
  });
  expect(shown()[0]?.getAttribute('aria-disabled')).toBe('true');
  list().focus();
  await press('Enter');
  expect(onclose).not.toHaveBeenCalled();
});

test('a run that goes on is read again where it has changed more, and the list stays where it was', async () => {
  const props = { operation, run, isLast: true, present, onclose };
  const { rerender } = render(Changes, props);
  await waitFor(() => byTest('changes-total'));
  list().focus();
  await press('ArrowDown');
  await rerender({ ...props, run: { ...run, requests: 13 } });
  const fromTheStart = () => asked().filter(({ offset }) => offset === 0);
  expect(fromTheStart()).toHaveLength(1);
  await rerender({ ...props, run: { ...run, changes: { ...run.changes, new: 97 } } });
  await waitFor(() => {
    expect(fromTheStart()).toHaveLength(2);
  });
  expect(active()?.getAttribute('aria-posinset')).toBe('2');
});

test('a download that changed nothing says so, and one whose details are forgotten says that', async () => {
  const none = { new: 0, closed: 0, reopened: 0, rescored: 0, recoded: 0, edited: 0, gone: 0 };
  host.answer('changes', () => ({ total: 0, list: [] }));
  const { unmount } = render(Changes, {
    operation,
    run: { ...run, changes: none },
    isLast: false,
    present,
    onclose,
  });
  await screen.findByText('Esta descarga no cambió nada');
  unmount();
  render(Changes, { operation, run: { ...run, changes: { ...none, closed: 4 } }, isLast: false, present, onclose });
  await waitFor(() => byTest('changes-forgotten'));
});

test('what cannot be read says why and can be tried again', async () => {
  host.answer('changes', () => fail({ code: 'archive_busy', params: { path: '/a' } }));
  render(Changes, { operation, run, isLast: true, present, onclose });
  await screen.findByText('Otro programa está escribiendo en el archivo');
  host.answer('changes', () => ({ total: 0, list: [] }));
  screen.getByRole('button', { name: 'Reintentar' }).click();
  await waitFor(() => byTest('changes-forgotten'));
});

test('letters are keys only where they are switched on', () => {
  const from = { now: 3, page: 8, last: 20 };
  expect(stepOf('j', { ...from, singleKeys: true })).toBe(4);
  expect(stepOf('j', { ...from, singleKeys: false })).toBeNull();
  expect(stepOf('PageDown', { ...from, singleKeys: false })).toBe(10);
  expect(stepOf('x', { ...from, singleKeys: true })).toBeNull();
});
