/** The page without its program, to look at: `preview.html?screen=connect&theme=dark&lang=en&rows=313&error=keychain_locked`. */
import type { Failure } from '../host';
import { fail, fakeHost } from './host';
import { start } from './seed';

const asked = new URLSearchParams(location.search);
const screen = asked.get('screen') ?? 'explore';
const error = asked.get('error');
const language = asked.get('lang') === 'en' ? 'en' : 'es';
const theme = asked.get('theme') === 'dark' ? 'dark' : 'light';

const host = fakeHost({
  start: {
    ...start,
    operations: screen === 'connect' ? [] : start.operations,
    settings: { ...start.settings, language, theme },
  },
  rows: Number(asked.get('rows') ?? 313),
});
if (error !== null) {
  const failure = { code: error, params: JSON.parse(asked.get('params') ?? '{}') as unknown } as Failure;
  host.answer(asked.get('command') ?? 'start', () => fail(failure));
}
Object.assign(window, { host });

await import('../main');
if (screen === 'downloads' || screen === 'settings') {
  const { app } = await import('../state/app.svelte');
  app.go(screen);
}
