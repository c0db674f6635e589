import { cleanup, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Ended, Progress } from '../host';
import { app } from '../state/app.svelte';
import { jobs } from '../state/jobs.svelte';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { byTest } from '../test/press';
import { operation } from '../test/seed';
import Downloads from './Downloads.svelte';
import { followDownloads } from './follow';

let host: FakeHost;
let stop: () => void;

const progress: Progress = {
  operation: operation.id,
  from: '2026-09-01',
  to: '2026-09-30',
  state: { kind: 'asking' },
  requests: 22,
  planned: 34,
  days_done: 17,
  days: 30,
  records: 7968,
  seconds_left: 120,
  failed: [],
};
const ended: Ended = {
  operation: operation.id,
  from: '2026-09-01',
  to: '2026-09-30',
  how: { kind: 'done' },
  records: 12604,
  requests: 34,
  windows: 34,
  set_aside: 0,
  complete: true,
};

beforeEach(async () => {
  host = fakeHost();
  await app.begin();
  app.section = 'downloads';
  stop = followDownloads();
  render(Downloads, { operation });
  await waitFor(() => byTest('months'));
});
afterEach(async () => {
  // The downloads are the page's, not the test's.
  await host.send('download-ended', ended);
  stop();
  jobs.dismiss(operation.id);
  cleanup();
  host.stop();
});

const called = (command: string) => host.calls.filter((call) => call.command === command).map((call) => call.args);

test('tells what a period costs before it is started', async () => {
  byTest('download-preset-last_month').click();
  await waitFor(() => {
    expect(called('plan_download').at(-1)).toMatchObject({ span: { kind: 'last_month' }, again: 'needed' });
  });
  await waitFor(() => {
    expect(byTest('download-cost').textContent).toMatch(/12\s*solicitudes|solicitudes\s*12/);
  });
  byTest('download-start').click();
  await waitFor(() => {
    expect(called('start_download')).toEqual([
      { operation: operation.id, span: { kind: 'last_month' }, again: 'needed' },
    ]);
  });
});

test('between the press and the first sign of the download nothing can be started twice', async () => {
  byTest('download-start').click();
  await waitFor(() => {
    expect(byTest('download-start').textContent).toContain('Empezando');
  });
  byTest('download-start').click();
  expect(called('start_download')).toHaveLength(1);
  await host.send('download-ended', ended);
  await waitFor(() => byTest('download-ended'));
});

test('a running download shows days, interactions, requests and time, and can be cancelled', async () => {
  await host.send('download-progress', progress);
  const panel = await screen.findByRole('region', { name: 'Descargando septiembre de 2026' });
  for (const figure of ['17 de 30', '7.968', '22 de 34', '≈ 2 min']) expect(panel.textContent).toContain(figure);
  byTest('download-cancel').click();
  await waitFor(() => {
    expect(called('cancel_download')).toEqual([{ operation: operation.id }]);
  });
  await host.send('download-ended', { ...ended, how: { kind: 'cancelled' }, complete: false });
  await screen.findByText('Descarga cancelada: septiembre de 2026');
  expect(byTest('download-ended').dataset.how).toBe('cancelled');
});

test('a retry is told with its reason and its seconds', async () => {
  await host.send('download-progress', { ...progress, state: { kind: 'retrying', reason: 'timed_out', seconds: 8 } });
  await screen.findByText(/El servidor tardó demasiado\. Se intenta de nuevo en 8 s\./);
});

test('a part that failed says why, and can be tried again once the download is over', async () => {
  const failed = [{ from: '2026-09-07 00:00:00', to: '2026-09-07 23:59:59', reason: 'cut_off' }];
  await host.send('download-progress', { ...progress, failed });
  await screen.findByText('07/09/2026: no llegó');
  byTest('download-retry').click();
  expect(called('start_download')).toEqual([]);
  const how = { kind: 'failed', error: { code: 'windows_failed', params: { failed: 1, reason: 'cut_off' } } };
  await host.send('download-ended', { ...ended, how, complete: false });
  await screen.findByText('septiembre de 2026: faltan partes');
  byTest('download-retry').click();
  await waitFor(() => {
    expect(called('start_download')).toMatchObject([
      { span: { kind: 'custom', from: '2026-09-07', to: '2026-09-07' } },
    ]);
  });
});

test('a download that was refused says what to do about it', async () => {
  await host.send('download-ended', {
    ...ended,
    how: { kind: 'failed', error: { code: 'token_refused' } },
    complete: false,
  });
  await waitFor(() => {
    expect(byTest('download-ended').textContent).toContain('token');
  });
  screen.getByRole('button', { name: 'Cambiar token…' });
});

test('one that cannot even start says why beside the choice', async () => {
  host.answer('start_download', () => fail({ code: 'download_running' }));
  byTest('download-start').click();
  await waitFor(() => byTest('error-panel'));
});

test('a month opens into its days, and what is missing of it can be chosen', async () => {
  const month = screen.getByRole('button', { name: /septiembre de 2026/ });
  expect(month.textContent).toContain('17 de 30 días');
  month.click();
  await screen.findByText('La respuesta llegó incompleta.');
  screen.getByRole('button', { name: 'Descargar lo que falta de septiembre de 2026' }).click();
  await waitFor(() => {
    expect(called('plan_download').at(-1)).toMatchObject({
      span: { kind: 'custom', from: '2026-09-01', to: '2026-09-30' },
    });
  });
});

test('days that are none cannot be downloaded', async () => {
  byTest('download-preset-custom').click();
  await waitFor(() => {
    expect(byTest('download-start').getAttribute('aria-disabled')).toBe('true');
  });
});
