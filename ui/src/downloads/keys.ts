/** The keys of Descargas. Those of the calendar act while one of its days has the focus: here they are only listed. */
import { shortcuts } from '../frame/shortcuts.svelte';
import { w } from '../words/index.svelte';

/** Registers the keys until the answer is called. */
export function keysOf(refresh: () => void): () => void {
  const group = 'downloads';
  const label = (key: keyof ReturnType<typeof words>) => () => words()[key];
  return shortcuts([
    { keys: 'ArrowDown', group, label: label('move') },
    { keys: 'PageDown', group, label: label('month') },
    { keys: 'Shift+ArrowDown', group, label: label('stretch') },
    { keys: ' ', group, label: label('pick') },
    { keys: 'Enter', group, label: label('open') },
    { keys: 'F5', group, label: label('refresh'), run: refresh },
    { keys: 'Mod+R', group, label: label('refresh'), run: refresh, alias: true },
  ]);
}

function words() {
  return w().downloads.keys;
}
