import { expect, test } from 'vitest';
import type { RunShown } from '../host';
import { ended } from '../test/states';
import { es } from '../words/es';
import { Formats } from '../words/format';
import { followWords, isHeldUp } from './followWords';
import { pendingWhen } from './pendingWords';
import { exceeds, sharesOf } from './quotaShares';
import { changeWords, earlierRuns, runOf, runPeriod, troubleWords } from './runWords';

const formats = new Formats('es-CO', 'es-CO', { today: 'hoy', yesterday: 'ayer' });
const words = es.downloads;
const present = '2026-11-18 14:05:00';
const changes = { new: 0, closed: 0, reopened: 0, rescored: 0, recoded: 0, edited: 0, gone: 0 };
const run: RunShown = {
  id: 1,
  at: present,
  from: '2026-10-01',
  to: '2026-10-31',
  followed: false,
  requests: 1,
  records: 10,
  seconds: 2,
  reason: null,
  ended: true,
  changes,
};

test('says when a download goes on: at what time, tomorrow, on a day, or now', () => {
  const when = (at: string) => pendingWhen(at, present, words, formats);
  expect(when('2026-11-18 14:35:00')).toBe('a las 14:35');
  expect(when('2026-11-19 00:05:00')).toBe('mañana a las 00:05');
  expect(when('2026-11-20 00:05:00')).toBe('el 20/11/2026 a las 00:05');
  expect(when('2026-11-18 14:04:59')).toBe('en un momento');
});

test('says what a download covered as shortly as it can', () => {
  const period = (from: string, to = from) => runPeriod({ ...run, from, to }, present, words, formats);
  expect(period('2026-11-18')).toBe('Hoy');
  expect(period('2026-11-17')).toBe('Ayer');
  expect(period('2026-10-01', '2026-10-31')).toBe('octubre 2026');
  expect(period('2026-08-24', '2026-08-31')).toBe('24–31 ago');
  expect(period('2025-12-24', '2026-01-03')).toBe('24/12/2025 – 03/01/2026');
});

test('counts what changed without what is new, and says where nothing came', () => {
  expect(changeWords({ ...run, changes: { ...changes, new: 5, closed: 2, gone: 1 } }, words, formats)).toBe(
    '3 cambios',
  );
  expect(changeWords({ ...run, changes: { ...changes, edited: 1 } }, words, formats)).toBe('1 cambio');
  expect(changeWords({ ...run, changes: { ...changes, new: 5 } }, words, formats)).toBe('');
  expect(changeWords(run, words, formats)).toBe('sin cambios');
});

test('a download that was not done says why; one without an end was broken off', () => {
  expect(troubleWords(run, words)).toBeNull();
  expect(troubleWords({ ...run, reason: 'cancelled' }, words)).toBe('Cancelada');
  expect(troubleWords({ ...run, reason: 'cut_off' }, words)).toBe('Incompleta: La respuesta llegó incompleta.');
  expect(troubleWords({ ...run, ended: false }, words)).toBe('Se interrumpió');
});

test('the end of a download finds its own run, and no older one over the same days', () => {
  const own = { ...run, from: ended.from, to: ended.to, requests: ended.requests, records: ended.records };
  expect(runOf(ended, [own, run])).toBe(own);
  expect(runOf(ended, [{ ...own, requests: 1 }, own])).toBeUndefined();
  expect(runOf(ended, [{ ...own, ended: false }])).toBeUndefined();
  expect(runOf(ended, [])).toBeUndefined();
});

test('what runs is no earlier download, what was broken off is', () => {
  const open = { ...run, id: 2, ended: false };
  expect(earlierRuns([open, run], true)).toEqual([run]);
  expect(earlierRuns([open, run], false)).toEqual([open, run]);
  expect(earlierRuns([run, open], true)).toEqual([run, open]);
});

test('parts of the quota never pass the whole', () => {
  expect(sharesOf({ left: 2814, limit: 4000, at: present }, 12)).toMatchObject({ count: 1186, planned: 12 / 4000 });
  const over = sharesOf({ left: 7, limit: 4000, at: present }, 100);
  expect((over?.used ?? 0) + (over?.planned ?? 0)).toBeCloseTo(1);
  expect(sharesOf({ left: 7, limit: null, at: present }, 1)).toBeNull();
});

test('only a known quota can be too small', () => {
  expect(exceeds(8, { left: 7, limit: 4000, at: present })).toBe(true);
  expect(exceeds(7, { left: 7, limit: 4000, at: present })).toBe(false);
  expect(exceeds(8, null)).toBe(false);
});

test('following says in words how it stands, and what holds it up stands out', () => {
  expect(followWords({ kind: 'waiting' }, words, formats)).toBe('cada 5 min');
  expect(followWords({ kind: 'quota_low', left: 38 }, words, formats)).toBe('en pausa hasta mañana, quedan 38');
  expect(followWords({ kind: 'failing', reason: 'timed_out' }, words, formats)).toBe(
    'falla: el servidor tardó demasiado',
  );
  expect(followWords({ kind: 'failing', reason: 'maintenance' }, words, formats)).toBe(
    'falla: wolkvox está en mantenimiento o en respaldo',
  );
  expect(isHeldUp({ kind: 'no_network' })).toBe(true);
  expect(isHeldUp({ kind: 'waiting' })).toBe(false);
});
