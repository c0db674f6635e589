import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { app } from '../state/app.svelte';
import { jobs } from '../state/jobs.svelte';
import { coverage } from '../test/covered';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { byTest, press } from '../test/press';
import { operation, present } from '../test/seed';
import { ended, failedPart, pending, progress } from '../test/states';
import Downloads from './Downloads.svelte';
import { followDownloads } from './follow';

let host: FakeHost;
let stop: () => void;

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
  await host.send('download-progress', { ...progress, failed: [failedPart] });
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

test('what a whole download failed of is not said once more of its parts, nor is trying again offered twice', async () => {
  host.answer('coverage', () => ({ ...coverage(), pending }));
  await host.send('download-progress', { ...progress, failed: [{ ...failedPart, reason: 'maintenance' }] });
  const how = { kind: 'failed', error: { code: 'maintenance' } };
  await host.send('download-ended', { ...ended, how, complete: false });
  await waitFor(() => byTest('pending'), { timeout: 3000 });
  expect(byTest('download-ended').textContent).toContain('wolkvox está en mantenimiento');
  expect(document.querySelector('[data-test="download-failed"]')).toBeNull();
  expect(document.querySelector('[data-test="download-again"]')).toBeNull();
});

test('what failed on the way to wolkvox is looked into by the doctor, over the days that failed', async () => {
  const how = { kind: 'failed', error: { code: 'timed_out' } };
  await host.send('download-ended', { ...ended, how, complete: false });
  await waitFor(() => byTest('download-doctor'));
  byTest('download-doctor').click();
  await waitFor(() => {
    expect(called('diagnose')).toEqual([{ operation: operation.id, days: { from: '2026-09-01', to: '2026-09-30' } }]);
  });
});

test('one that cannot even start says why beside the choice', async () => {
  host.answer('start_download', () => fail({ code: 'download_running' }));
  byTest('download-start').click();
  await waitFor(() => byTest('error-panel'));
});

test('days that are none cannot be downloaded', async () => {
  byTest('download-preset-custom').click();
  await waitFor(() => {
    expect(byTest('download-start').getAttribute('aria-disabled')).toBe('true');
  });
});

const day = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-day="${name}"]`);
  if (found === null) throw new Error(`the calendar shows no ${name}`);
  return found;
};
const pick = (name: string, more: MouseEventInit = {}) => fireEvent.click(day(name), { detail: 0, ...more });

test('the calendar says of each day how it stands, and one day is where the tabulator stops', () => {
  expect(day('2026-09-06').getAttribute('aria-label')).toBe('domingo, 6 de septiembre de 2026: Sin interacciones');
  expect(day('2026-09-07').getAttribute('aria-label')).toBe(
    'lunes, 7 de septiembre de 2026: Falló. La respuesta llegó incompleta.',
  );
  expect(day('2026-11-18').dataset.state).toBe('changing');
  expect(day('2026-11-19').getAttribute('aria-disabled')).toBe('true');
  expect(document.querySelectorAll('[data-day][tabindex="0"]')).toHaveLength(1);
  expect(day('2026-11-18').tabIndex).toBe(0);
  expect(screen.getByRole('grid', { name: 'septiembre de 2026' })).toBeTruthy();
});

test('keys go through the days and the months, pick and open', async () => {
  day('2026-11-18').focus();
  await press('PageUp');
  await press('PageUp');
  await waitFor(() => {
    expect(document.activeElement).toBe(day('2026-09-18'));
  });
  await press(' ');
  await press('ArrowRight', { shiftKey: true });
  await press('ArrowDown', { shiftKey: true });
  await waitFor(() => {
    expect(document.querySelectorAll('[aria-selected="true"]')).toHaveLength(9);
  });
  await waitFor(() => {
    expect(called('plan_download').at(-1)).toMatchObject({ span: { from: '2026-09-18', to: '2026-09-26' } });
  });
  await press('Enter');
  await waitFor(() => {
    expect(document.activeElement?.id).toBe('picked-title');
  });
  await press('Escape');
  await waitFor(() => {
    expect(document.activeElement).toBe(day('2026-09-26'));
  });
  expect(document.querySelectorAll('[aria-selected="true"]')).toHaveLength(0);
});

test('a partial day says which hours are missing and asks for those alone', async () => {
  await pick('2026-10-22');
  const panel = byTest('picked-days');
  expect(panel.textContent).toContain('jueves, 22 de octubre de 2026');
  expect(panel.textContent).toContain('09:30 – 21:00');
  expect(byTest('picked-state').textContent).toContain('Parcial.');
  await waitFor(() => {
    expect(called('plan_download').at(-1)).toEqual({
      operation: operation.id,
      span: { kind: 'custom', from: '2026-10-22', to: '2026-10-22' },
      again: 'needed',
    });
  });
});

test('a failed day says why and since when; one that changes says when it is asked for next', async () => {
  await pick('2026-09-07');
  expect(byTest('picked-days').textContent).toContain('La respuesta llegó incompleta.');
  expect(byTest('picked-days').textContent).toContain('ayer 18:31');
  await pick('2026-11-18');
  expect(byTest('picked-days').textContent).toContain('12 abiertas o recién cerradas');
  expect(byTest('picked-days').textContent).toContain('a las 14:10');
});

test('a complete day is refreshed by one press', async () => {
  await pick('2026-10-05');
  await waitFor(() => {
    expect(byTest('download-start').textContent).toContain('Actualizar');
  });
  byTest('download-start').click();
  await waitFor(() => {
    expect(called('start_download')).toMatchObject([{ again: 'everything' }]);
  });
});

test('days are picked by a drag, and up to a day with Shift', async () => {
  await fireEvent.pointerDown(day('2026-10-05'), { button: 0 });
  await fireEvent.pointerOver(day('2026-10-09'), { buttons: 1 });
  await fireEvent.pointerUp(window);
  await waitFor(() => {
    expect(byTest('picked-days').textContent).toContain('05/10/2026 – 09/10/2026');
  });
  await pick('2026-10-02', { shiftKey: true });
  await waitFor(() => {
    expect(byTest('picked-days').textContent).toContain('02/10/2026 – 05/10/2026');
  });
});

test('a month is picked by its name, and its interactions are led to', async () => {
  screen.getByRole('button', { name: 'Elegir septiembre de 2026' }).click();
  await waitFor(() => {
    expect(byTest('picked-days').textContent).toContain('septiembre de 2026');
  });
  byTest('picked-see').click();
  expect(app.section).toBe('explore');
  expect(app.wanted).toMatchObject({ span: { kind: 'custom', from: '2026-09-01', to: '2026-09-30' } });
  app.section = 'downloads';
});

test('the days that are asked for now are seen in the calendar', async () => {
  await host.send('download-progress', progress);
  await waitFor(() => {
    expect(['2026-09-19', '2026-09-20', '2026-09-22', '2026-09-23'].map((name) => day(name).dataset.state)).toEqual([
      'complete',
      'downloading',
      'downloading',
      'missing',
    ]);
  });
});

test('says what is left of the quota, and asks wolkvox only when told to', async () => {
  await waitFor(() => {
    expect(byTest('quota-words').textContent).toContain('quedan 2.814 de 4.000');
  });
  expect(called('quota')).toEqual([{ operation: operation.id, ask: 'known' }]);
  byTest('quota-ask').click();
  await waitFor(() => {
    expect(called('quota').at(-1)).toEqual({ operation: operation.id, ask: 'ask' });
  });
});

test('a plan beyond the quota says so and can be left for tomorrow', async () => {
  host.answer('quota', () => ({ left: 7, limit: 4000, at: present }));
  byTest('quota-ask').click();
  await waitFor(() => {
    expect(byTest('download-over-quota').textContent).toContain('Necesita 12 solicitudes y hoy quedan 7');
  });
  expect(byTest('download-start').textContent).toContain('Descargar lo que alcance y seguir mañana');
  byTest('download-tomorrow').click();
  await waitFor(() => {
    expect(called('go_on_tomorrow')).toEqual([
      { operation: operation.id, span: { kind: 'this_month' }, again: 'needed' },
    ]);
  });
  await host.send('archive-changed', { operation: operation.id });
});

/** Days are read again a second later at the earliest. */
const A_MOMENT = { timeout: 3000 };

async function makePending(): Promise<void> {
  host.answer('coverage', () => ({ ...coverage(), pending }));
  await host.send('archive-changed', { operation: operation.id });
  await waitFor(() => byTest('pending'), A_MOMENT);
}

test('what goes on by itself says when and why, and goes on at once when told to', async () => {
  await makePending();
  expect(byTest('pending').textContent).toContain('Se intentará de nuevo a las 14:35');
  expect(byTest('pending').textContent).toContain('wolkvox está en mantenimiento');
  byTest('pending-now').click();
  await waitFor(() => {
    expect(called('go_on_now')).toEqual([{ operation: operation.id }]);
  });
});

test('what goes on by itself is forgotten when told to', async () => {
  await makePending();
  host.answer('coverage', coverage);
  byTest('pending-never').click();
  await waitFor(() => {
    expect(called('forget_pending')).toEqual([{ operation: operation.id }]);
  });
  await waitFor(() => {
    expect(document.querySelector('[data-test="pending"]')).toBeNull();
  }, A_MOMENT);
});

test('earlier downloads say what they brought, and open what they changed', async () => {
  await waitFor(() => {
    expect(document.querySelectorAll('[data-test="run"]').length).toBeGreaterThan(2);
  });
  const [first] = document.querySelectorAll<HTMLElement>('[data-test="run"]');
  expect(first?.textContent).toContain('35 cambios');
  first?.click();
  await waitFor(() => {
    expect(called('changes').length).toBeGreaterThan(0);
  });
});

test('following is switched in the bar and says how it stands', async () => {
  await waitFor(() => byTest('follow-switch'));
  expect(byTest('follow-switch').getAttribute('aria-checked')).toBe('false');
  byTest('follow-switch').click();
  await waitFor(() => {
    expect(called('follow')).toEqual([{ operation: operation.id, following: { on: true, notify_at: null } }]);
  });
  await waitFor(() => {
    expect(byTest('follow-state').textContent).toBe('cada 5 min');
  });
});
