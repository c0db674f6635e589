/** The keys of the section that work wherever the focus is. Those of the table itself are in `table/keys.ts`. */
import { shortcuts } from '../frame/shortcuts.svelte';
import { w } from '../words/index.svelte';

/** What the keys do. */
export interface Doing {
  search: () => void;
  step: (by: number) => void;
  toDay: () => void;
  exportAll: () => void;
  refresh: () => void;
  /** Back to the table. */
  leave: () => void;
}

/** Registers the keys until the answer is called. */
export function keysOf({ search, step, toDay, exportAll, refresh, leave }: Doing): () => void {
  const label = (key: keyof ReturnType<typeof words>) => () => words()[key];
  const group = 'explore';
  return shortcuts([
    { keys: 'Mod+F', group, label: label('search'), run: search },
    { keys: '/', group, label: label('search'), run: search, alias: true },
    {
      keys: 'J',
      group,
      label: label('next'),
      run: () => {
        step(1);
      },
    },
    {
      keys: 'K',
      group,
      label: label('previous'),
      run: () => {
        step(-1);
      },
    },
    { keys: 'G', group, label: label('toDay'), run: toDay },
    // These the table does by itself, while it has the focus.
    { keys: 'Enter', group, label: label('open') },
    { keys: ' ', group, label: label('pick') },
    { keys: 'Shift+ArrowDown', group, label: label('stretch') },
    { keys: 'Mod+A', group, label: label('pickAll') },
    { keys: 'Mod+C', group, label: label('copyCase') },
    { keys: 'Escape', group, label: label('leave'), run: leave },
    { keys: 'Mod+E', group, label: label('exportAll'), run: exportAll },
    { keys: 'F5', group, label: label('refresh'), run: refresh },
    { keys: 'Mod+R', group, label: label('refresh'), run: refresh, alias: true },
  ]);
}

function words() {
  return w().explore.keys;
}
