import stylesheet from './message.css?url';

/** How a message is shown: the page's theme, and whether it is a part of a conversation that was quoted. */
export interface MessageLook {
  /** `light` or `dark`; `null` follows the system, as the page does. */
  readonly theme: string | null;
  /** The ground the message lies on. */
  readonly ground: 'plain' | 'soft';
}

/**
 * The document of a message's frame: a fixed skeleton around HTML that the program has made harmless. Nothing else may
 * be put into it: it is parsed once, by the frame, which runs no scripts.
 */
export function messageDocument(html: string, { theme, ground }: MessageLook): string {
  const shown = theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '';
  return (
    `<!doctype html><html${shown}><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">` +
    `<link rel="stylesheet" href="${stylesheet}"></head><body class="${ground}"><div id="message">${html}</div></body></html>`
  );
}
