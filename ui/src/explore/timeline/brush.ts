/** The brush over the bars of the timeline: from one bar to another, as days of the question. */
import type { Bar, Days } from '../../host';

/** Bars by index, both included. */
export interface Brush {
  first: number;
  last: number;
}

/** The edge that is moved, or both together. */
export type Edge = 'first' | 'last' | 'both';

/** The days that a brush covers. */
export function daysOf(bars: readonly Bar[], brush: Brush): Days | null {
  const [from, to] = [bars[brush.first], bars[brush.last]];
  return from && to ? { from: from.from, to: to.to } : null;
}

/** The bars that days lie on; `null` where they touch none. */
export function brushOf(bars: readonly Bar[], days: Days | null): Brush | null {
  if (!days) return null;
  const first = bars.findIndex((bar) => bar.to >= days.from);
  const last = bars.findLastIndex((bar) => bar.from <= days.to);
  return first < 0 || last < first ? null : { first, last };
}

/** Between two bars, in whichever order they were touched. */
export function between(a: number, b: number): Brush {
  return { first: Math.min(a, b), last: Math.max(a, b) };
}

/** With an edge moved by some bars: an edge stops at the other one, the whole brush at the ends. */
export function shifted(brush: Brush, edge: Edge, by: number, count: number): Brush {
  const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
  switch (edge) {
    case 'first':
      return { ...brush, first: clamp(brush.first + by, 0, brush.last) };
    case 'last':
      return { ...brush, last: clamp(brush.last + by, brush.first, count - 1) };
    case 'both': {
      const step = clamp(by, -brush.first, count - 1 - brush.last);
      return { first: brush.first + step, last: brush.last + step };
    }
  }
}

/** The bar under a point. */
export function barAt(x: number, width: number, count: number): number {
  if (width <= 0) return 0;
  return Math.min(Math.max(0, Math.floor((x / width) * count)), count - 1);
}

/** Bars that get a label on the axis, as many as find room. */
export function labelled(count: number, width: number, labelWidth: number): number[] {
  if (count === 0) return [];
  const slots = Math.max(1, Math.floor(width / labelWidth));
  const every = Math.max(1, Math.ceil(count / slots));
  const labels = Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
  // The last bar is where the present is: it is named, in place of one that would stand in its way.
  const last = labels.at(-1) ?? 0;
  if (last === count - 1) return labels;
  if (last > 0) labels.pop();
  return [...labels, count - 1];
}
