/** A word on what is pointed at (after 500 ms) or has the keyboard's focus (at once), in inverse colours, with its key. */
import type { Attachment } from 'svelte/attachments';
import { keyText } from './keys';
import { place } from './place';
import './tooltip.css';

const WAIT_MS = 500;
let count = 0;

/**
 * Use as `{@attach tooltip('Ver texto sin formato', 'T')}`. Without a text there is none. Where the text is more than
 * the element's own name, it is also its description for screen readers.
 */
export function tooltip(text: string | undefined, keys?: string): Attachment<HTMLElement> {
  return (element) => {
    if (text === undefined || text === '') return;
    let shown: HTMLElement | undefined;
    let timer: number | undefined;

    const show = (): void => {
      if (shown !== undefined || !element.isConnected) return;
      shown = bubble(text, keys);
      // Inside an open dialog, so that it lies above it and is not inert.
      (element.closest('dialog') ?? document.body).append(shown);
      // In jsdom there is no popover: then it is an ordinary element.
      if ('showPopover' in shown) shown.showPopover();
      place(shown, element, 'center');
      if (!named(element, text)) element.setAttribute('aria-describedby', shown.id);
    };
    const hide = (): void => {
      window.clearTimeout(timer);
      if (shown === undefined) return;
      if (element.getAttribute('aria-describedby') === shown.id) element.removeAttribute('aria-describedby');
      shown.remove();
      shown = undefined;
    };
    const point = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(show, WAIT_MS);
    };
    const focus = (): void => {
      if (element.matches(':focus-visible') && element.getAttribute('aria-expanded') !== 'true') show();
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') hide();
    };

    element.addEventListener('pointerenter', point);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('focus', focus);
    element.addEventListener('blur', hide);
    element.addEventListener('keydown', escape);
    return () => {
      hide();
      element.removeEventListener('pointerenter', point);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('focus', focus);
      element.removeEventListener('blur', hide);
      element.removeEventListener('keydown', escape);
    };
  };
}

function bubble(text: string, keys: string | undefined): HTMLElement {
  const made = document.createElement('div');
  made.id = `tooltip-${++count}`;
  made.className = 'tooltip';
  made.role = 'tooltip';
  made.popover = 'manual';
  made.append(text);
  if (keys !== undefined) {
    const key = document.createElement('kbd');
    key.textContent = keyText(keys);
    made.append(key);
  }
  return made;
}

function named(element: HTMLElement, text: string): boolean {
  return (
    (element.getAttribute('aria-label') ?? element.textContent).trim() === text ||
    element.hasAttribute('aria-describedby')
  );
}
