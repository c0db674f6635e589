/** The states of a download to look at: `preview.html?screen=downloads&state=running`. */
import type { Ended, FailedWindow, Pending, Progress, RunShown } from '../host';
import { coverage } from './covered';
import type { FakeHost } from './host';
import { operation, present } from './seed';

/** A part that did not come. */
export const failedPart: FailedWindow = {
  from: '2026-09-07 00:00:00',
  to: '2026-09-07 23:59:59',
  reason: 'cut_off',
};

/** A download in its middle. */
export const progress: Progress = {
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
  asking: { from: '2026-09-20', to: '2026-09-22' },
};

/** Its end. */
export const ended: Ended = {
  operation: operation.id,
  from: '2026-09-01',
  to: '2026-09-30',
  how: { kind: 'done' },
  records: 12_604,
  requests: 34,
  windows: 34,
  set_aside: 0,
  complete: true,
};

/** What goes on by itself. */
export const pending: Pending = {
  from: '2026-09-01',
  to: '2026-09-30',
  at: '2026-11-18 14:35:00',
  reason: 'maintenance',
  attempts: 2,
};

/** The same as a run: it found changes. */
const refreshed: RunShown = {
  id: 10,
  at: present,
  from: ended.from,
  to: ended.to,
  followed: false,
  requests: ended.requests,
  records: ended.records,
  seconds: 96,
  reason: null,
  ended: true,
  changes: { new: 96, closed: 21, reopened: 2, rescored: 9, recoded: 1, edited: 3, gone: 0 },
};

/** Brings the double into a state. */
export async function show(host: FakeHost, state: string): Promise<void> {
  const fails = (code: string) => ({ kind: 'failed', error: { code } });
  const isPending = ['pending', 'spent'].includes(state);
  if (isPending) host.answer('coverage', () => ({ ...coverage(), pending: pendingAs(state) }));
  const followed = (kind: object) => ({ operation: operation.id, following: { on: true, notify_at: 2 }, state: kind });
  switch (state) {
    case 'running':
      return host.send('download-progress', { ...progress, failed: [failedPart] });
    case 'retrying':
      return host.send('download-progress', {
        ...progress,
        asking: null,
        state: { kind: 'retrying', reason: 'timed_out', seconds: 8 },
      });
    case 'done':
      host.answer('runs', () => [refreshed]);
      return host.send('download-ended', ended);
    case 'parts':
      await host.send('download-progress', { ...progress, failed: [failedPart] });
      return host.send('download-ended', {
        ...ended,
        complete: false,
        how: { kind: 'failed', error: { code: 'windows_failed', params: { failed: 1, reason: 'cut_off' } } },
      });
    case 'token':
      return host.send('download-ended', { ...ended, complete: false, how: fails('token_refused') });
    case 'spent':
      return host.send('download-ended', { ...ended, complete: false, how: fails('quota_spent') });
    case 'unreachable':
      return host.send('download-ended', {
        ...ended,
        complete: false,
        how: { kind: 'failed', error: { code: 'unreachable', params: { reason: 'refused' } } },
      });
    case 'over':
      host.answer('quota', () => ({ left: 7, limit: 4000, at: present }));
      return;
    case 'followed':
      return host.send('follow-changed', {
        ...followed({ kind: 'waiting' }),
        last: present,
        next: '2026-11-18 14:10:00',
      });
    case 'paused':
      return host.send('follow-changed', {
        ...followed({ kind: 'quota_low', left: 38 }),
        last: present,
        next: '2026-11-19 00:05:00',
      });
  }
}

function pendingAs(state: string): Pending {
  return state === 'spent' ? { ...pending, reason: 'quota_spent', at: '2026-11-19 00:05:00' } : pending;
}
