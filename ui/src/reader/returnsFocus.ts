/**
 * Gives focus back from a message's frame. The page's listeners never fire in a frame that runs no scripts (WebKit), so
 * after a click into a message no key of the page would work any more. The page hears of the loss as its window's
 * `blur` or as the `focusout` of what had the focus, but not always: its window may not be the active one, or nothing
 * had the focus. So it also looks by itself while the pointer is on the frame.
 */

/** How often the page looks, in milliseconds, while the pointer is on the frame. */
const LOOK_MS = 40;

/** Calls `back` when a click has put focus into the frame. Focus on a link of the message stays there. */
export function returnsFocus(frame: HTMLIFrameElement, back: () => void): () => void {
  let looking: ReturnType<typeof setInterval> | undefined;
  const leaving = new AbortController();
  const { signal } = leaving;

  function look() {
    if (document.activeElement === frame && frame.contentDocument?.activeElement?.nodeName !== 'A') back();
  }
  function start() {
    clearInterval(looking);
    looking = setInterval(look, LOOK_MS);
  }
  function stop() {
    clearInterval(looking);
    // A click and a leap of the pointer may lie closer together than two looks.
    setTimeout(look, LOOK_MS);
  }

  frame.addEventListener('pointerenter', start, { signal });
  frame.addEventListener('pointerleave', stop, { signal });
  window.addEventListener('blur', () => setTimeout(look), { signal });
  document.addEventListener('focusout', () => setTimeout(look), { signal });
  return () => {
    leaving.abort();
    clearInterval(looking);
  };
}
