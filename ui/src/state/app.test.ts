import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { events } from '../host';
import type { Settings } from '../host';
import { fail, fakeHost, type FakeHost } from '../test/host';
import { app } from './app.svelte';

let host: FakeHost;
/** What the program wrote, in its order. */
let written: string[];

beforeEach(async () => {
  host = fakeHost();
  written = [];
  await app.begin();
});
afterEach(() => {
  host.stop();
});

test('of settings that change while they are written the newest is written last, one at a time', async () => {
  const answers: (() => void)[] = [];
  host.answer('save_settings', ({ settings }: { settings: Settings }) => {
    written.push(settings.theme);
    return new Promise((resolve) => {
      answers.push(() => {
        resolve(null);
      });
    });
  });
  app.remember({ theme: 'dark' });
  const saving = app.save();
  app.remember({ theme: 'light' });
  app.remember({ theme: 'system' });
  void app.save();
  expect(written).toEqual(['dark']);
  answers[0]?.();
  await vi.waitFor(() => {
    expect(written).toEqual(['dark', 'system']);
  });
  answers[1]?.();
  await saving;
  await app.save();
  expect(written).toHaveLength(2);
});

test('settings that could not be written are written with the next chance', async () => {
  host.answer('save_settings', () => fail({ code: 'archive_busy', params: { path: '/s' } }));
  app.remember({ theme: 'dark' });
  await app.save();
  host.answer('save_settings', ({ settings }: { settings: Settings }) => {
    written.push(settings.theme);
    return null;
  });
  await app.save();
  expect(written).toEqual(['dark']);
});

test('nothing is asked before changes of the archive are listened for', async () => {
  let listening: () => void = () => undefined;
  const listen = vi.spyOn(events.archiveChanged, 'listen').mockImplementation(
    () =>
      new Promise((resolve) => {
        listening = () => {
          resolve(() => undefined);
        };
      }),
  );
  const beginning = app.begin();
  // Whatever the program answers has come by now.
  await new Promise((resolve) => setTimeout(resolve));
  expect(app.phase).toBe('starting');
  listening();
  await beginning;
  expect(app.phase).toBe('ready');
  listen.mockRestore();
});
