/** What the page can do with the messages' frames, in which none of its listeners fire. */

/** A link of a message. */
export interface FrameLink {
  /** Its words; the address where it has none. */
  readonly words: string;
  readonly address: string;
}

/** What stands before every address, so that the webview itself knows none. */
const LINK = 'traza-link:';
const MOST_WORDS = 60;

/** The links of the messages inside an element, each address once, in their order. */
export function linksIn(root: ParentNode): FrameLink[] {
  const found = new Map<string, string>();
  for (const frame of framesIn(root)) {
    for (const link of frame.contentDocument?.querySelectorAll('a[href]') ?? []) {
      const address = link.getAttribute('href')?.replace(LINK, '') ?? '';
      const words = link.textContent.trim().replace(/\s+/gu, ' ').slice(0, MOST_WORDS);
      if (address !== '' && !found.has(address)) found.set(address, words === '' ? address : words);
    }
  }
  return [...found].map(([address, words]) => ({ address, words }));
}

/** Before the focus goes back from a frame: what was selected anywhere else is selected no longer, as in one document. */
export function keepOneSelection(root: ParentNode): void {
  window.getSelection()?.removeAllRanges();
  for (const frame of framesIn(root)) {
    if (frame !== document.activeElement) frame.contentWindow?.getSelection()?.removeAllRanges();
  }
}

/** Copies what is selected in a frame, where nothing is selected in the page itself. Until the answer is called. */
export function copiesFrames(root: ParentNode): () => void {
  function copy(event: ClipboardEvent): void {
    if (window.getSelection()?.isCollapsed === false) return;
    const selected = framesIn(root).map((frame) => frame.contentWindow?.getSelection()?.toString() ?? '');
    const text = selected.find((one) => one !== '');
    if (text === undefined || !event.clipboardData) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  }
  document.addEventListener('copy', copy);
  return () => {
    document.removeEventListener('copy', copy);
  };
}

function framesIn(root: ParentNode): HTMLIFrameElement[] {
  return [...root.querySelectorAll('iframe')];
}
