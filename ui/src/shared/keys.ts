/** How keys are called on this computer, in the current language. */
import { w } from '../words/index.svelte';

/** Whether the main modifier is ⌘. */
export const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Macintosh');

/** `Mod+Shift+F` as the names of its keys. */
export function keyNames(keys: string): string[] {
  return keys.split('+').map(keyName);
}

/** `Mod+F` as one text: `Ctrl+F`, `⌘F`. */
export function keyText(keys: string): string {
  return keyNames(keys).join(isMac ? '' : '+');
}

function keyName(key: string): string {
  const words = w().shell.keys;
  const names: Partial<Record<string, string>> = {
    Mod: isMac ? '⌘' : 'Ctrl',
    Shift: isMac ? '⇧' : words.shift,
    Alt: isMac ? '⌥' : 'Alt',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: words.escKey,
    Enter: words.enter,
    ' ': words.space,
    PageDown: words.pageDown,
  };
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
