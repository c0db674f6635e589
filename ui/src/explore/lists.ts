/** The open lists, one an operation: who comes back to a section finds it as it was left. */
import { call, commands } from '../host';
import type { Span } from '../host';
import { Interactions } from './interactions.svelte';
import type { Source } from './interactions.svelte';
import { everythingOf } from './question';

const lists = new Map<string, Interactions>();

const host: Source = {
  ask: (operation, question) => call(commands.ask(operation, question)),
  page: (view, offset, limit) => call(commands.page(view, offset, limit)),
  pick: (view, pick, seen) => call(commands.pick(view, pick, seen)),
  held: (view, ids) => call(commands.held(view, ids)),
  placeOfDay: (view, day) => call(commands.placeOfDay(view, day)),
};

/** The list of an operation; a new one starts with all of a span. */
export function listOf(operation: string, span: Span): Interactions {
  const known = lists.get(operation);
  if (known) return known;
  const list = new Interactions(operation, everythingOf(span), host);
  lists.set(operation, list);
  return list;
}

/** Forgets the lists of operations that are gone. */
export function keepListsOf(operations: readonly string[]): void {
  for (const operation of lists.keys()) if (!operations.includes(operation)) lists.delete(operation);
}
