/**
 * The page without its program, to look at: `preview.html?screen=connect&theme=dark&lang=en&rows=313&error=keychain_locked`.
 * Over it a dialog, with `dialog=changes` or `dialog=doctor&verdict=token_refused`. With `gaps` days are missing.
 */
import { mount } from 'svelte';
import type { Failure, Verdict } from '../host';
import { wholeMonth } from './archive';
import { checkUp, runs } from './happened';
import { fail, fakeHost } from './host';
import { operation, present, rows, start } from './seed';
import { show } from './states';

const asked = new URLSearchParams(location.search);
const screen = asked.get('screen') ?? 'explore';
const error = asked.get('error');
const language = asked.get('lang') === 'en' ? 'en' : 'es';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';

/** States that the program tells of by events. */
const TOLD = ['running', 'retrying', 'done', 'parts', 'token', 'spent', 'unreachable', 'followed', 'paused'];

const host = fakeHost({
  start: {
    ...start,
    operations: screen === 'connect' ? [] : start.operations,
    settings: { ...start.settings, language, theme },
  },
  rows: Number(asked.get('rows') ?? 313),
  ...(asked.has('gaps') ? { covered: { ...wholeMonth, days: 30, whole: 27, failed: 1, missing: 1 } } : {}),
});
if (error !== null) {
  const failure = { code: error, params: JSON.parse(asked.get('params') ?? '{}') as unknown } as Failure;
  host.answer(asked.get('command') ?? 'start', () => fail(failure));
}
const verdict = asked.get('verdict') as Verdict | null;
if (verdict !== null) host.answer('diagnose', () => checkUp(verdict));
Object.assign(window, { host });
const state = asked.get('state');
// What is asked for at once has to be there before; what is told has to be listened for first.
if (state !== null && !TOLD.includes(state)) await show(host, state);

await import('../main');
if (screen === 'downloads' || screen === 'settings') {
  const { app } = await import('../state/app.svelte');
  app.go(screen);
}

const { default: Changes } = await import('../changes/Changes.svelte');
const { default: Doctor } = await import('../doctor/Doctor.svelte');
const dialog = { target: document.body, props: { operation, onclose: () => undefined } };
const [run] = runs(rows(313));
if (asked.get('dialog') === 'doctor') mount(Doctor, dialog);
if (asked.get('dialog') === 'changes' && run)
  mount(Changes, { ...dialog, props: { ...dialog.props, run, isLast: true, present } });
if (state !== null && TOLD.includes(state)) {
  await new Promise((resolve) => setTimeout(resolve, 300));
  await show(host, state);
  if (state === 'spent') await host.send('archive-changed', { operation: operation.id });
}
