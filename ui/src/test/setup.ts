/** What jsdom lacks and every webview has: dialogs, popovers, media queries, scrolling into view, sizes of elements. */

const media = (query: string): MediaQueryList =>
  Object.assign(new EventTarget(), { matches: false, media: query, onchange: null }) as unknown as MediaQueryList;

if (typeof window.matchMedia !== 'function') Object.assign(window, { matchMedia: media });

if (typeof window.ResizeObserver !== 'function') {
  Object.assign(window, {
    ResizeObserver: class {
      observe(): void {
        // Nothing changes its size without a layout.
      }
      unobserve(): void {
        // As above.
      }
      disconnect(): void {
        // As above.
      }
    },
  });
}

Object.assign(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true;
  },
  close(this: HTMLDialogElement) {
    this.open = false;
  },
});

Object.assign(Element.prototype, {
  scrollIntoView() {
    // There is no layout to scroll.
  },
});
