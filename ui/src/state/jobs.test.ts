import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Ended, Progress } from '../host';
import { fakeHost, type FakeHost } from '../test/host';
import { Jobs } from './jobs.svelte';

const progress = { operation: 'op', from: '2026-11-01', to: '2026-11-18', failed: [] } as unknown as Progress;
const ended = { operation: 'op', how: { kind: 'done' }, complete: true } as Ended;

let host: FakeHost;
let stop: () => void;
let jobs: Jobs;

beforeEach(async () => {
  host = fakeHost();
  jobs = new Jobs();
  stop = await jobs.listen();
});
afterEach(() => {
  stop();
  host.stop();
});

test('a download that runs already is learnt of', async () => {
  host.answer('downloads', () => [progress]);
  await jobs.learn();
  expect(jobs.isBusy('op')).toBe(true);
});

test('its end knows what was asked for again, so that trying again means the same', async () => {
  host.answer('start_download', () => null);
  await jobs.start('op', { kind: 'today' }, 'everything');
  await host.send('download-progress', progress);
  await host.send('download-ended', ended);
  expect(jobs.endOf('op')?.again).toBe('everything');
  // One that the program began by itself asked for what was missing.
  await host.send('download-ended', ended);
  expect(jobs.endOf('op')?.again).toBe('needed');
});

test('a download that ended while it was asked what runs is not revived', async () => {
  let answer: (running: Progress[]) => void = () => undefined;
  host.answer('downloads', () => new Promise((resolve) => (answer = resolve)));
  const learning = jobs.learn();
  await vi.waitFor(() => {
    expect(host.calls.at(-1)?.command).toBe('downloads');
  });
  await host.send('download-ended', ended);
  answer([progress]);
  await learning;
  expect(jobs.isBusy('op')).toBe(false);
  expect(jobs.endOf('op')?.ended).toEqual(ended);
});
