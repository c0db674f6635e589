import stylesheet from './message.css?url';

/**
 * The document of a message's frame: a fixed skeleton around HTML that the program has made harmless. Nothing else may
 * be put into it: it is parsed once, by the frame, which runs no scripts. Its links ask for a window of their own, which
 * the program denies, and tells the page where they lead. `theme` is that of the page; without one, the system's holds.
 */
export function messageDocument(html: string, theme: string | null): string {
  const shown = theme === 'light' || theme === 'dark' ? ` data-theme="${theme}"` : '';
  return (
    `<!doctype html><html${shown}><head><meta charset="utf-8"><base target="_blank"><link rel="stylesheet" href="${stylesheet}"></head>` +
    `<body><div id="message">${html}</div></body></html>`
  );
}
