/** Puts a text on the clipboard. The webview grants the page no clipboard permission everywhere: then the old way. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

function copyBySelection(text: string): void {
  const before = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  (before?.closest('dialog') ?? document.body).append(area);
  area.select();
  // The one way left where the clipboard's own interface is refused.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
}
