import { toast } from './toasts.svelte';
import { w } from '../words/index.svelte';

/**
 * Puts a text on the clipboard. The webview grants the page no clipboard permission everywhere: then the old way. Where
 * that is refused too a notice says so: what is pasted next would be something else. Answers whether it was done.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (copyBySelection(text)) return true;
    toast({ tone: 'bad', text: w().shell.actions.notCopied });
    return false;
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  (before?.closest('dialog') ?? document.body).append(area);
  area.select();
  // The one way left where the clipboard's own interface is refused.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const isCopied = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return isCopied;
}
