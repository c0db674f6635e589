import { waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LowScore } from '../host';
import { currentNotice, dismiss } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { operation, otherOperation } from '../test/seed';
import { followNotices } from './notices';

let host: FakeHost;
let stop: () => void;
const low: LowScore = { id: 7, score: '1', agent: 'Julián Ortega', skill: 'Reclamos' };

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
  app.section = 'settings';
  stop = followNotices();
});
afterEach(() => {
  stop();
  dismiss();
  app.wanted = null;
  host.stop();
});

const notified = () => host.calls.filter(({ command }) => command === 'notify').map(({ args }) => args.notice);

test('a low score is a notification that names score, operation, agent and skill, and no customer', async () => {
  await host.send('low-scores', { operation: operation.id, scores: [low, { ...low, id: 8, agent: '' }] });
  await waitFor(() => {
    expect(notified()).toEqual([
      { operation: operation.id, id: 7, title: 'Encuesta de 1 en Montelar', body: 'Julián Ortega · Reclamos' },
      { operation: operation.id, id: 8, title: 'Encuesta de 1 en Montelar', body: '(sin agente) · Reclamos' },
    ]);
  });
});

test('many at once are one notification', async () => {
  const scores = Array.from({ length: 5 }, (_, id) => ({ ...low, id, score: String(1 + (id % 2)) }));
  await host.send('low-scores', { operation: operation.id, scores });
  await waitFor(() => {
    expect(notified()).toEqual([
      {
        operation: operation.id,
        id: null,
        title: '5 encuestas bajas en Montelar',
        body: 'Puntajes: 1, 2, 1, 2 y 1',
      },
    ]);
  });
});

test('where the system shows none, the window says it and leads there', async () => {
  host.answer('notify', () => fail({ code: 'cannot_open', params: { detail: 'no daemon' } }));
  await host.send('low-scores', { operation: operation.id, scores: [low] });
  await waitFor(() => {
    expect(currentNotice()?.text).toBe('Encuesta de 1 en Montelar. Julián Ortega · Reclamos');
  });
  currentNotice()?.action?.run();
  expect(app.wanted).toEqual({ operation: operation.id, id: 7 });
});

test('a click on one opens its interaction, on many the operation', async () => {
  await host.send('notice-opened', { operation: operation.id, id: 7 });
  await waitFor(() => {
    expect(app.wanted).toEqual({ operation: operation.id, id: 7 });
  });
  expect(app.section).toBe('explore');
  await host.send('notice-opened', { operation: otherOperation.id, id: null });
  await waitFor(() => {
    expect(app.operation?.id).toBe(otherOperation.id);
  });
  app.choose(operation.id);
});
