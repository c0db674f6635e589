import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Covered, Question } from '../host';
import { currentNotice, dismiss } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { quotas } from '../state/quotas.svelte';
import { fakeHost, type FakeHost } from '../test/host';
import { byTest } from '../test/press';
import { operation, otherOperation } from '../test/seed';
import Explore from './Explore.svelte';
import { keepListsOf } from './lists';

let host: FakeHost;
const gaps: Covered = { days: 30, whole: 27, changing: 1, partial: 0, failed: 1, missing: 1, selects_by: 'closing' };

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
  app.section = 'explore';
});
afterEach(() => {
  cleanup();
  keepListsOf([]);
  dismiss();
  app.wanted = null;
  host.stop();
});

async function opened(covered?: Covered): Promise<void> {
  if (covered) host = fakeHost({ covered });
  render(Explore, { operation });
  await screen.findByRole('grid');
}

const asked = () => host.calls.filter(({ command }) => command === 'ask').map(({ args }) => args.question as Question);
const shows = (name: string) => document.querySelector(`[data-test="${name}"]`) !== null;

test('the status line says how much of the period is there, and leads to the days', async () => {
  await opened(gaps);
  const line = byTest('status-coverage');
  expect(line.textContent.replace(/\s+/g, ' ')).toContain(
    'Cobertura 27 de 30 días completos · 1 todavía cambia · 1 falló · 1 sin descargar',
  );
  await fireEvent.click(line);
  expect(app.section).toBe('downloads');
});

test('the figures say that they rest on fewer days, and by which date days are meant', async () => {
  await opened(gaps);
  await fireEvent.click(byTest('rests-open'));
  expect(byTest('rests-open').textContent).toContain('2 días incompletos');
  const panel = byTest('rests');
  expect(panel.textContent).toContain('1 falló');
  expect(panel.textContent).toContain('por fecha de cierre');
  await fireEvent.click(byTest('rests-downloads'));
  expect(app.section).toBe('downloads');
});

test('where every day is there the figures need no note', async () => {
  await opened({ ...gaps, whole: 29, failed: 0, missing: 0 });
  expect(shows('rests-open')).toBe(false);
});

test.each([
  [gaps, /No todo está descargado: 27 de 30 días completos/],
  [{ ...gaps, days: 3, whole: 3, changing: 0, failed: 0, missing: 0 }, /Todos sus días están descargados/],
])('a period without interactions says whether its days are there', async (covered, why) => {
  host = fakeHost({ covered });
  app.settings = { ...app.settings, span: { kind: 'custom', from: '2020-01-01', to: '2020-01-03' } };
  render(Explore, { operation });
  expect((await waitFor(() => byTest('empty-span'))).textContent).toMatch(why);
});

test('an export says what it rests on', async () => {
  await opened(gaps);
  await fireEvent.click(byTest('export-open'));
  await waitFor(() => {
    expect(byTest('export-coverage').textContent).toContain('27 de 30 días completos');
  });
  expect(byTest('export-coverage').textContent).toContain('por fecha de cierre');
});

test('what is used of the quota is shown as wolkvox said it, and nothing where it was not asked', async () => {
  await opened();
  await waitFor(() => {
    expect(byTest('status-quota').textContent.replace(/\s+/g, ' ')).toContain('1.186 de 4.000 usadas');
  });
  host.answer('quota', () => null);
  await quotas.learn(operation.id);
  await waitFor(() => {
    expect(shows('status-quota')).toBe(false);
  });
});

test('the last download leads to what it changed', async () => {
  await opened();
  await fireEvent.click(byTest('status-last-download'));
  await screen.findByRole('dialog', { name: 'Cambios desde su última descarga' });
});

test('an interaction that is wanted from elsewhere is read, and brought into sight', async () => {
  await opened();
  app.show({ operation: operation.id, id: 200 });
  await waitFor(() => {
    expect(host.calls.some(({ command, args }) => command === 'read' && args.id === 200)).toBe(true);
  });
  await waitFor(() => {
    expect(byTest('reader').textContent).toContain('114 de 313');
  });
  expect(app.wanted).toBeNull();
});

test('one that the filters leave out is read all the same, and everything can be shown', async () => {
  host.answer('held', () => []);
  await opened();
  app.show({ operation: operation.id, id: 200 });
  await waitFor(() => {
    expect(currentNotice()?.text).toContain('No está en la tabla');
  });
  currentNotice()?.action?.run();
  await waitFor(() => {
    expect(asked().at(-1)).toMatchObject({ span: { kind: 'all' }, text: '' });
  });
});

test('days that are wanted from elsewhere are asked for without the filters that were set', async () => {
  await opened();
  await fireEvent.click(screen.getByRole('checkbox', { name: /^Puntaje 1/ }));
  const span = { kind: 'custom', from: '2026-11-17', to: '2026-11-17' } as const;
  app.show({ operation: operation.id, span });
  await waitFor(() => {
    expect(asked().at(-1)).toMatchObject({ span, choices: { score: [] } });
  });
  expect(app.settings.span).toEqual(span);
});

test('what is wanted of another operation shows that operation; one that is gone changes nothing', () => {
  app.show({ operation: otherOperation.id, id: 5 });
  expect(app.operation?.id).toBe(otherOperation.id);
  app.wanted = null;
  app.show({ operation: 'gone', id: 5 });
  expect(app.wanted).toBeNull();
  app.choose(operation.id);
});
