/** Takes up what the window is asked to show here: an interaction of a list of changes or a notification, or some days. */
import { toast } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { w } from '../words/index.svelte';
import type { Interactions } from './interactions.svelte';
import { everythingOf } from './question';

/** Takes it up while the component lives; `read` is called where an interaction is to be read. */
export function takingUp(operation: string, list: () => Interactions, read: () => void): void {
  $effect(() => {
    const { wanted } = app;
    const here = list();
    // What the view has can be told once there is one.
    if (wanted?.operation !== operation || here.answer === null) return;
    // After the effects of this turn: the table draws its signs in them with `flushSync`, after which an effect of the
    // same turn must not write.
    queueMicrotask(() => {
      if (app.wanted !== wanted) return;
      app.wanted = null;
      if ('span' in wanted) showDays(here, wanted.span);
      else {
        read();
        void showOne(here, wanted.id);
      }
    });
  });
}

function showDays(list: Interactions, span: Parameters<typeof everythingOf>[0]): void {
  app.remember({ span });
  list.ask(everythingOf(span));
}

async function showOne(list: Interactions, id: number): Promise<void> {
  if (await list.show(id)) return;
  const words = w().explore.reader;
  toast({
    text: words.notInTable,
    action: {
      label: words.showAll,
      run: () => {
        showDays(list, { kind: 'all' });
        void list.show(id);
      },
    },
  });
}
