/**
 * Every key of the window, in one register: who shows a thing registers its keys while it is shown, and `?` lists what
 * is registered. The last one registered wins. Single characters can be switched off (WCAG 2.2, 2.1.4) and never act
 * while someone types.
 */
import { SvelteSet } from 'svelte/reactivity';
import { app } from '../state/app.svelte';
import { isMac } from '../shared/keys';

/** Where a key works, for the list. */
export type KeyGroup = 'everywhere' | 'explore' | 'downloads' | 'reader';

/** One key and what it does. */
export interface Shortcut {
  /** `Mod+F`, `Mod+Shift+C`, `/`, `j`, `ArrowDown`, `Escape`, `F5`. `Mod` is Ctrl, or ⌘ on a Mac. */
  keys: string;
  group: KeyGroup;
  /** What it does, in the current language. */
  label: () => string;
  /** Does it; absent where the part that has the focus acts by itself: then the key is only listed. */
  run?: (event: KeyboardEvent) => void;
  /** Acts although a field has the focus. Keys with `Mod` and function keys do anyway. */
  whileTyping?: boolean;
  /** Another key for the same: the list shows it beside the one before it. */
  alias?: boolean;
}

const registered = new SvelteSet<Shortcut>();

/** Registers keys until the answer is called: `$effect(() => shortcuts([…]))`. */
export function shortcuts(list: readonly Shortcut[]): () => void {
  for (const shortcut of list) registered.add(shortcut);
  return () => {
    for (const shortcut of list) registered.delete(shortcut);
  };
}

/** All that is registered now, in order. */
export function allShortcuts(): Shortcut[] {
  return [...registered];
}

/** Whether a shortcut is a single character. */
export function isSingle(keys: string): boolean {
  return keys.length === 1;
}

/** Runs what a pressed key stands for: for the window's `keydown`. */
export function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || covered(event.target)) return;
  const typing = isTyping(event.target);
  const found = allShortcuts()
    .reverse()
    .find((shortcut) => shortcut.run && matches(event, shortcut.keys) && acts(shortcut, typing));
  if (!found?.run) return;
  event.preventDefault();
  found.run(event);
}

function acts(shortcut: Shortcut, typing: boolean): boolean {
  if (isSingle(shortcut.keys) && !app.settings.single_keys) return false;
  return !typing || shortcut.whileTyping === true || shortcut.keys.startsWith('Mod+') || /^F\d+$/.test(shortcut.keys);
}

function matches(event: KeyboardEvent, keys: string): boolean {
  const parts = keys.split('+').filter((part) => part !== '');
  const key = parts.at(-1) ?? '+';
  const [main, other] = isMac ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey];
  if (main !== parts.includes('Mod') || other || event.altKey !== parts.includes('Alt')) return false;
  // Shift is part of typing a character like `?`; with letters and named keys it is a key of its own.
  const symbol = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  if (!symbol && event.shiftKey !== parts.includes('Shift')) return false;
  // Digits by their place: some layouts need Shift for them.
  if (/^\d$/.test(key)) return event.code === `Digit${key}` || event.key === key;
  return event.key.toLowerCase() === key.toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** Whether a dialog or a panel lies over the page: its keys are its own. */
function covered(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]') !== null) return true;
  return target instanceof Element && target.closest('[popover]') !== null;
}
