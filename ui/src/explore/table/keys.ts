/** What the keys do in the table. */
import type { Interactions } from '../interactions.svelte';

/** What a key may reach. */
export interface Reach {
  list: Interactions;
  /** Rows of a screenful. */
  page: number;
  /** Letters alone are keys. */
  singleKeys: boolean;
  /** Makes a row the one that is read. */
  go: (position: number) => void;
  onopen: () => void;
  oncopy: () => void;
}

/** Does what a key means; keys that mean nothing here go on to others. */
export function onTableKey(event: KeyboardEvent, reach: Reach): void {
  if (event.altKey) return;
  const isDone = event.ctrlKey || event.metaKey ? withControl(event, reach) : move(event, reach) || act(event, reach);
  if (isDone) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function withControl(event: KeyboardEvent, reach: Reach): boolean {
  switch (event.key.toLowerCase()) {
    case 'a':
      void reach.list.selection.all();
      return true;
    case 'c':
      // A text that was marked with the mouse is what people mean to copy.
      if (getSelection()?.isCollapsed === false) return false;
      reach.oncopy();
      return true;
    case 'home':
    case 'end':
      return move(event, reach);
    default:
      return false;
  }
}

function move(event: KeyboardEvent, reach: Reach): boolean {
  const to = goal(event, reach);
  if (to === null) return false;
  const { list } = reach;
  const last = (list.rows?.total ?? 0) - 1;
  if (last < 0) return true;
  const position = Math.min(Math.max(0, to), last);
  if (event.shiftKey && event.key.length > 1) void list.stretchTo(position);
  reach.go(position);
  return true;
}

/** Where a key leads. */
function goal(event: KeyboardEvent, { list, page, singleKeys }: Reach): number | null {
  const now = list.cursor;
  // With nothing read yet, the first step is the first row that is seen.
  const by = (step: number) => (now === null ? list.seen.first : now + step);
  switch (event.key) {
    case 'ArrowDown':
      return by(1);
    case 'ArrowUp':
      return by(-1);
    case 'PageDown':
      return by(page);
    case 'PageUp':
      return by(-page);
    case 'Home':
      return 0;
    case 'End':
      return (list.rows?.total ?? 0) - 1;
    case 'j':
    case 'J':
      return singleKeys && !event.shiftKey ? by(1) : null;
    case 'k':
    case 'K':
      return singleKeys && !event.shiftKey ? by(-1) : null;
    default:
      return null;
  }
}

function act(event: KeyboardEvent, { list, onopen }: Reach): boolean {
  const { active, selection } = list;
  switch (event.key) {
    case 'Enter':
      if (active) onopen();
      return active !== null;
    case ' ':
      if (active && active.position !== null) void selection.toggle(active.id);
      return true;
    case 'Escape':
      if (!selection.isAny) return false;
      selection.clear();
      return true;
    default:
      return false;
  }
}
