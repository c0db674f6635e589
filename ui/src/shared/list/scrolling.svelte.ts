/**
 * How far a list is scrolled: in pixels of its rows, exactly, also where the scroll bar is too coarse for them. There
 * the wheel moves the rows, and the bar follows; where the bar is dragged, the rows follow the bar.
 */
import type { Attachment } from 'svelte/attachments';
import type { Track } from './track';

export class Scrolling {
  /** Pixels of rows above what is seen. */
  top = $state.raw(0);
  /** Where the scroll bar stands. */
  #bar = $state.raw(0);
  #element: HTMLElement | undefined;

  constructor(private readonly track: () => Track) {}

  /** Ties it to the element that is scrolled. */
  readonly attach: Attachment<HTMLElement> = (element) => {
    this.#element = element;
    // Else the engine scrolls by itself, which it does ahead of the page.
    if (!this.track().isMapped) return undefined;
    const wheel = (event: WheelEvent): void => {
      this.#wheel(event);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', wheel);
    };
  };

  /** Where on the track a row lies now. */
  y(position: number): number {
    return this.track().y(position, this.top, this.#bar);
  }

  /** The element was scrolled: by the engine, or by what was set here. */
  readonly scrolled = (): void => {
    const bar = this.#element?.scrollTop ?? 0;
    if (bar === this.#bar) return;
    this.#bar = bar;
    this.top = this.track().top(bar);
  };

  /** Scrolls so that this many pixels of rows lie above what is seen. */
  to(top: number): void {
    const track = this.track();
    const element = this.#element;
    if (!element) return;
    const bar = track.bar(top);
    // Setting it lays the page out, at once and as far as it is by then.
    if (bar !== this.#bar) {
      element.scrollTop = bar;
      this.#bar = element.scrollTop;
    }
    this.top = track.isMapped ? Math.round(Math.min(Math.max(0, top), track.end)) : this.#bar;
  }

  #wheel(event: WheelEvent): void {
    const { deltaY, deltaMode, ctrlKey, shiftKey } = event;
    if (deltaY === 0 || ctrlKey || shiftKey) return;
    event.preventDefault();
    const { row, viewport } = this.track();
    const isByLine = deltaMode === WheelEvent.DOM_DELTA_LINE;
    const unit = isByLine ? row : deltaMode === WheelEvent.DOM_DELTA_PAGE ? viewport : 1;
    this.to(this.top + deltaY * unit);
  }
}
