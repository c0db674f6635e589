/** Puts a floating element beside another, inside the window. Sizes go through the CSSOM: the policy drops style attributes. */

const GAP = 6;
const EDGE = 8;

/** Where it lines up with what it belongs to. */
export type Align = 'start' | 'center' | 'end';

/** Below `anchor` where there is room, else above. `floating` has to be shown already, with `position: fixed`. */
export function place(floating: HTMLElement, anchor: Element, align: Align): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const lefts: Record<Align, number> = {
    start: at.left,
    center: at.left + (at.width - width) / 2,
    end: at.right - width,
  };
  const below = at.bottom + GAP;
  const above = at.top - GAP - height;
  const top = below + height > window.innerHeight - EDGE && above >= EDGE ? above : below;
  floating.style.setProperty('left', px(clamp(lefts[align], EDGE, window.innerWidth - EDGE - width)));
  floating.style.setProperty('top', px(clamp(top, EDGE, Math.max(EDGE, window.innerHeight - EDGE - height))));
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

function px(value: number): string {
  return `${Math.round(value)}px`;
}
